// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import Values

@testable import TargetFiles

func lineage(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
}

func mark(_ uid: Int) -> Mark { Mark(lineage: lineage(1), uid: lineage(uid)) }

func digest(_ name: String, _ text: String, _ mark: Mark?) -> Digest {
    ObservedObject(attributes: ["name": .string(name), "text": .string(text)], mark: mark)
        .digest(of: LineForm.type, settings: [:])
}

func described(_ presence: Presence) -> String {
    switch presence {
    case .absent: "absent"
    case .present(let object): described(object)
    case .unreadable(let failure): "unreadable: \(failure.words)"
    }
}

func described(_ object: ObservedObject) -> String {
    let uid = object.mark.map { "marked \(Int($0.uid) ?? -1)" } ?? "unmarked"
    return "\(object.attributes["name"]?.string ?? "?")=\(object.attributes["text"]?.string ?? "?")"
        + " \(uid)"
}

/// A target of one `LineForm` in a temporary folder that goes away with it.
final class World: Sendable {
    let folder: String

    init() {
        var template = Array("/tmp/burnham-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no temporary folder") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in names { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    var place: TargetPlace {
        TargetPlace(name: "lines", settings: [:], folder: folder, registryFolder: folder)
    }

    var names: [String] { (try? listDirectory(folder).map(\.name)) ?? [] }
    var marks: String { file(MarksFile.name) }

    func file(_ name: String) -> String {
        String(decoding: (try? readFile("\(folder)/\(name)", limit: 10_000)) ?? [], as: UTF8.self)
    }

    func put(_ name: String, _ text: String) {
        try? replaceFile("\(folder)/\(name)", bytes: Array(text.utf8), mode: 0o644)
    }

    @Sendable func open(_ marks: MarksRegistry) throws(ProviderFailure) -> LineForm {
        try LineForm(folder: folder)
    }

    func create(_ name: String, _ text: String, uid: Int = 0) -> BurnhamCore.Operation {
        operation(.create, name, text, .absent, uid: uid)
    }

    func delete(_ name: String, _ text: String) -> BurnhamCore.Operation {
        operation(.delete, name, text, .same(digest(name, text, mark(0))))
    }

    func operation(
        _ kind: BurnhamCore.Operation.Kind, _ name: String, _ text: String,
        _ precondition: Precondition, uid: Int = 0
    ) -> BurnhamCore.Operation {
        Operation(
            kind,
            subject: .init(address: Address("d/s/\(name)"), type: "line.entry", identity: name),
            precondition: precondition,
            content: .init(attributes: ["name": .string(name), "text": .string(text)]),
            mark: mark(uid), now: Instant(seconds: 0))
    }

    func perform(_ operations: [BurnhamCore.Operation]) -> [String] {
        TargetBatch(place: place, types: [LineForm.type]).perform(operations, opening: open).map {
            switch $0 {
            case .done(let object): "done \(described(object))"
            case .gone: "gone"
            case .stale(let presence): "stale \(described(presence))"
            case .failed(let failure): "\(failure.kind): \(failure.words)"
            }
        }
    }

    func observe(_ names: [String], lineage: String = lineage(1)) throws -> Observations {
        try TargetReader(place: place).observe(
            names.map { ObserveItem(type: "line.entry", identity: $0, attributes: [:]) },
            lineage: lineage, opening: open)
    }
}
