// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Values

@testable import TargetFiles

/// A form of one file with a line `identity=text` for each object, to test batches with.
struct LineForm: TargetForm {
    static let type = ResourceType(
        name: "line.entry", summary: "A line.",
        attributes: [
            AttributeSchema(
                "name", schema: ["type": "string"], [.required, .identity], summary: "."),
            AttributeSchema("text", schema: ["type": "string"], [.required], summary: "."),
        ],
        removal: .init(.delete),
        functions: .init(identity: { attributes, _ in attributes["name"]?.string ?? "" }))

    let path: String
    var lines: Fields<Value> = [:]
    private var written: [Int] = []

    init(folder: String) throws(ProviderFailure) {
        path = "\(folder)/lines"
        try read()
    }

    private mutating func read() throws(ProviderFailure) {
        let bytes = try asTarget { () throws(FileFailure) in
            try fileStatus(path) == nil ? [] : readFile(path, limit: 1000)
        }
        lines = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: "=", omittingEmptySubsequences: false)
            lines[String(parts[0])] = .string(String(parts[1]))
        }
    }

    func find(_ item: ObserveItem) -> FoundObject {
        guard let text = lines[item.identity] else {
            return FoundObject(.absent, markIdentity: item.identity)
        }
        let object = ObservedObject(attributes: ["name": .string(item.identity), "text": text])
        return FoundObject(.present(object), markIdentity: item.identity)
    }

    mutating func apply(_ operation: Operation, at position: Int) throws(ProviderFailure) -> String
    {
        if operation.attributes["text"] == "refused" {
            throw ProviderFailure(.rejected, "the text `refused` is not taken")
        }
        let isGone = operation.kind == .delete || operation.kind == .purge
        lines[operation.identity] = isGone ? nil : operation.attributes["text"]
        written.append(position)
        return operation.identity
    }

    mutating func write() -> [Int: ProviderFailure] {
        let text = lines.map { "\($0.key)=\($0.value.string ?? "")\n" }.joined()
        do throws(ProviderFailure) {
            if text.contains("=full\n") { throw ProviderFailure(.rejected, "the disk is full") }
            try asTarget { () throws(FileFailure) in
                if let end = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
                    try makeDirectories(String(path[..<end]), mode: 0o755)
                }
                try replaceFile(path, bytes: Array(text.utf8), mode: 0o644)
            }
            try read()
            return [:]
        } catch {
            do { try read() } catch { lines = [:] }
            return Dictionary(uniqueKeysWithValues: written.map { ($0, error) })
        }
    }
}
