// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import TargetFiles
import Values

@testable import FileProvider

/// A folder of its own, with operations told in short: kind, path and, for a document, content.
final class FileTargetUnderTest {
    let world: FolderWorld
    let observer: any Observer
    let performer: any Performer
    var uid = 1

    init(world: FolderWorld? = nil) throws {
        self.world = try world ?? FolderWorld(settings: [:])
        observer = FileTarget.provider.makeObserver(self.world.place)
        performer = FileTarget.provider.makePerformer(self.world.place)
    }

    struct Step: ExpressibleByArrayLiteral {
        enum Word: ExpressibleByStringLiteral {
            case kind(BurnhamCore.Operation.Kind)
            case text(String)
            init(stringLiteral text: String) { self = .text(text) }
            static let create = Word.kind(.create)
            static let update = Word.kind(.update)
            static let suspend = Word.kind(.suspend)
            static let resume = Word.kind(.resume)
            static let purge = Word.kind(.purge)
            static let delete = Word.kind(.delete)
        }
        let kind: BurnhamCore.Operation.Kind
        let path: String
        let content: String?

        init(kind: BurnhamCore.Operation.Kind, path: String, content: String? = nil) {
            self.kind = kind
            self.path = path
            self.content = content
        }

        init(arrayLiteral words: Word...) {
            guard case .kind(let kind) = words[0], case .text(let path) = words[1] else {
                preconditionFailure("a step is a kind, a path and a content")
            }
            var content: String?
            if words.count > 2, case .text(let text) = words[2] { content = text }
            self.init(kind: kind, path: path, content: content)
        }
    }

    var mark: Mark {
        Mark(
            lineage: String(repeating: "a", count: 32),
            uid: String(repeating: "0", count: 31) + String(uid))
    }

    /// One batch; what it needs to know of the objects before each step it takes from the steps before.
    @discardableResult
    func run(_ steps: Step...) async -> [String] {
        var answers: [String] = []
        for batch in batches(of: steps) {
            var operations: [BurnhamCore.Operation] = []
            for step in batch { operations.append(await operation(step, after: operations)) }
            answers += await performer.perform(operations).map(described)
        }
        return answers
    }

    /// Steps whose precondition has to be observed begin a batch.
    private func batches(of steps: [Step]) -> [[Step]] {
        var batches: [[Step]] = []
        for step in steps {
            if step.kind == .create, batches.last?.allSatisfy({ $0.kind == .create }) == true {
                batches[batches.count - 1].append(step)
            } else {
                batches.append([step])
            }
        }
        return batches
    }

    private func operation(
        _ step: Step, after: [BurnhamCore.Operation]
    ) async -> BurnhamCore.Operation {
        var inputs: Fields<Value> = ["path": .string(step.path)]
        if let content = step.content { inputs["content"] = .string(content) }
        let isDocument = step.content != nil || step.path.hasSuffix(".txt")
        let type = isDocument ? DocumentType.type : DirectoryType.type
        let isSuspended = step.kind == .resume || step.kind == .purge
        let object =
            step.kind == .create
            ? nil
            : try? await observed(step.path, type: type.name, isSuspended: isSuspended).object
        return operation(step.kind, inputs, on: object, type: type)
    }

    func operation(
        _ kind: BurnhamCore.Operation.Kind, _ inputs: Fields<Value>, on object: ObservedObject?,
        type: ResourceType = DirectoryType.type
    ) -> BurnhamCore.Operation {
        var attributes = inputs
        if attributes["mode"] == nil { attributes["mode"] = type.attribute("mode")?.defaultValue }
        attributes = type.functions.derive(
            type.functions.normalise(attributes, world.place.settings), world.place.settings)
        let path = inputs["path"]?.string ?? ""
        return Operation(
            kind, subject: .init(address: Address("d/s/r"), type: type.name, identity: path),
            precondition: object.map {
                .same($0.digest(of: type, settings: world.place.settings))
            } ?? .absent,
            content: .init(attributes: attributes, recorded: object?.attributes), mark: mark,
            now: Instant(seconds: 1_795_000_000))
    }

    func observed(
        _ path: String, type: String = DirectoryType.name, recorded: Fields<Value>? = nil,
        isSuspended: Bool = false
    ) async throws -> Presence {
        let item = ObserveItem(
            type: type, identity: path, attributes: [:], recorded: recorded,
            isSuspended: isSuspended)
        return try await observer.observe([item], lineage: mark.lineage).presences[0]
    }

    private func described(_ result: OperationResult) -> String {
        switch result {
        case .done(let object):
            let removed = object.attributes["removed_to"]?.string
            return "done \(removed ?? object.attributes["path"]?.string ?? "")"
                + (object.isSuspended ? " suspended" : "")
        case .gone: return "gone"
        case .stale(.unreadable(let failure)): return "stale: \(shown(failure.words))"
        case .stale: return "stale"
        case .failed(let failure): return "\(failure.kind): \(shown(failure.words))"
        }
    }

    private func shown(_ words: String) -> String {
        words.split(separator: world.folder, omittingEmptySubsequences: false)
            .joined(separator: "<root>")
    }

    /// Paths and modes below the target's folder.
    func tree(_ path: String = "") throws -> String {
        var lines: [String] = []
        for entry in try listDirectory("\(world.folder)/\(path)") {
            let child = path + entry.name
            let mode = try fileStatus("\(world.folder)/\(child)")?.mode ?? 0
            let isFolder = entry.kind == .directory
            lines.append("\(child)\(isFolder ? "/" : "") \(String(mode, radix: 8))")
            if isFolder {
                let below = try tree("\(child)/")
                if !below.isEmpty { lines.append(below) }
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Identities with the number of the uid.
    var marks: [String] {
        let bytes = (try? world.readRegistry()) ?? []
        guard let registry = try? MarksRegistry(bytes: bytes) else { return ["unreadable"] }
        return registry.keys(of: mark.lineage).map {
            "\($0.identity) \(registry[$0].flatMap { Int($0.uid) } ?? -1)"
        }
    }
}

extension FolderWorld {
    private var registryPath: String { "\(place.registryFolder)/\(MarksFile.name)" }

    func readRegistry() throws -> [UInt8] { try readFile(registryPath, limit: 1 << 20) }

    func writeRegistry(_ bytes: [UInt8]) throws {
        try replaceFile(registryPath, bytes: bytes, mode: 0o600)
    }
}
