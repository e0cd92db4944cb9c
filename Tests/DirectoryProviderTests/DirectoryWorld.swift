// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DirectoryProvider
import DurableFiles
import ProviderContract
import Values

/// A directory that is worked by lines like `create account uid=u1 | surname=Alvarez`, as the engine would
/// work it, and shown as text.
struct DirectoryWorld {
    static let lineage = String(repeating: "a", count: 32)
    static let file = "directory.ldif"

    let folder: FolderWorld
    private let settings: Value

    init(_ text: String? = nil, base: String = "dc=city,dc=example") throws {
        settings = ["base_dn": .string(base), "organization": "City of Example"]
        folder = try FolderWorld(settings: settings)
        if let text { try folder.put(Self.file, text) }
    }

    var provider: Provider { LDIFDirectory.provider }

    func text() throws -> String { try folder.read(Self.file) }

    /// One batch; one line of answer for each line.
    func run(_ lines: String...) async throws -> [String] {
        let operations = try await planned(lines)
        return await provider.makePerformer(folder.place).perform(operations).map(Self.shown)
    }

    /// What the engine would plan of the target as it is.
    func planned(_ lines: [String]) async throws -> [Operation] {
        let commands = try lines.map { try Command($0, provider, settings) }
        return zip(commands, try await observe(commands)).map { $0.operation(on: $1) }
    }

    func check(_ lines: String...) async throws -> [String] {
        await provider.makeObserver(folder.place).check(OperationSeries(try await planned(lines)))
            .map {
                if case .refused(let failure) = $0 { "refused: \(failure.words)" } else { "\($0)" }
            }
    }

    /// What is there, or why it can't be told.
    func see(_ lines: String...) async -> [String] {
        do {
            let commands = try lines.map { try Command("see \($0)", provider, settings) }
            return try await observe(commands).map(Self.shown)
        } catch let failure as ProviderFailure {
            return ["\(failure.kind.rawValue): \(failure.words)"]
        } catch {
            return ["\(error)"]
        }
    }

    private func observe(_ commands: [Command]) async throws -> [Presence] {
        try await provider.makeObserver(folder.place)
            .observe(commands.map(\.item), lineage: Self.lineage).presences
    }

    private static func shown(_ presence: Presence) -> String {
        switch presence {
        case .absent: "absent"
        case .present(let object): shown(object)
        case .unreadable(let failure): "unreadable: \(failure.words)"
        }
    }

    private static func shown(_ object: ObservedObject) -> String {
        CanonicalJSON.text(of: .object(object.attributes))
            + (object.mark == nil ? " unmarked" : "") + (object.isSuspended ? " suspended" : "")
    }

    static func shown(_ result: OperationResult) -> String {
        switch result {
        case .done: "done"
        case .gone: "gone"
        case .stale(let presence): "stale, \(shown(presence))"
        case .failed(let failure): "\(failure.kind.rawValue): \(failure.words)"
        }
    }
}

/// A line of a world.
private struct Command {
    let item: ObserveItem
    private let kind: Operation.Kind?
    private let type: ResourceType
    private let settings: Value

    init(_ line: String, _ provider: Provider, _ settings: Value) throws {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count == 3,
            let type = provider.types.first(where: { $0.name == "directory.\(words[1])" })
        else { throw ContractViolation("no command: \(line)") }
        kind = Operation.Kind(rawValue: words[0])
        self.type = type
        self.settings = settings
        var inputs = Fields<Value>()
        for pair in words[2].split(separator: " | ") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            inputs[String(parts[0])] = .string(String(parts[1]))
        }
        for attribute in type.attributes where attribute.role == .input {
            inputs[attribute.name] = inputs[attribute.name] ?? attribute.defaultValue
        }
        let attributes = type.functions.derive(
            type.functions.normalise(inputs, settings), settings)
        item = ObserveItem(
            type: type.name, identity: type.functions.identity(attributes, settings),
            attributes: attributes)
    }

    func operation(on presence: Presence) -> Operation {
        let object = presence.object
        let recorded = object.map { type.functions.normalise($0.attributes, settings) }
        let isDesired = [.create, .update, .resume, .mark].contains(kind)
        return Operation(
            kind ?? .update,
            subject: .init(
                address: Address("a/b/c"), type: type.name, identity: item.identity),
            precondition: object.map { .same($0.digest(of: type, settings: settings)) } ?? .absent,
            content: .init(
                attributes: isDesired ? item.attributes : recorded ?? item.attributes,
                recorded: recorded),
            mark: Mark(lineage: DirectoryWorld.lineage, uid: String(repeating: "1", count: 32)),
            now: Instant(seconds: 1_795_000_000))
    }
}
