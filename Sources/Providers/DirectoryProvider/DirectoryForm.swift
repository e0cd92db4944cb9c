// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles

/// The directory's file in memory, as batches and observations use it. It knows files and trees, not what
/// the types mean.
struct DirectoryForm: TargetForm {
    private let file: DirectoryFile
    private let settings: DirectorySettings
    private var content: DirectoryFile.Content
    private var tree: DirectoryTree
    /// Why the file could not be read again after a write.
    private var failure: ProviderFailure?
    /// What was applied since the last write.
    private var applied: [Int] = []

    init(place: TargetPlace) throws(ProviderFailure) {
        file = DirectoryFile(folder: place.folder)
        settings = DirectorySettings(place.settings)
        (content, tree) = try Self.read(file, settings)
    }

    private static func read(
        _ file: DirectoryFile, _ settings: DirectorySettings
    ) throws(ProviderFailure) -> (DirectoryFile.Content, DirectoryTree) {
        let content = try file.read()
        do throws(LDIFProblem) {
            let document = try LDIFParser.parse(content.bytes)
            return (content, try DirectoryTree(document, settings))
        } catch {
            throw ProviderFailure(error)
        }
    }

    mutating func find(_ item: ObserveItem) -> FoundObject {
        FoundObject(presence(of: item), markIdentity: item.identity)
    }

    private mutating func presence(of item: ObserveItem) -> Presence {
        if let failure { return .unreadable(failure) }
        do throws(LDIFProblem) {
            let object = try DirectoryTypes.kind(of: item.type).find(item, in: &tree)
            return object.map { .present($0) } ?? .absent
        } catch {
            return .unreadable(ProviderFailure(error))
        }
    }

    mutating func apply(
        _ operation: Operation, at position: Int
    ) throws(ProviderFailure) -> String {
        try DirectoryTypes.kind(of: operation.type).apply(operation, to: &tree)
        applied.append(position)
        return operation.identity
    }

    mutating func write() -> [Int: ProviderFailure] {
        defer { applied = [] }
        let failure = writeFailure()
        do throws(ProviderFailure) {
            (content, tree) = try Self.read(file, settings)
            self.failure = nil
        } catch {
            self.failure = error
        }
        guard let failure else { return [:] }
        return Dictionary(uniqueKeysWithValues: applied.map { ($0, failure) })
    }

    private func writeFailure() -> ProviderFailure? {
        guard tree.document.isChanged else { return nil }
        do throws(ProviderFailure) {
            try file.write(tree.document.serialised(), over: content)
            return nil
        } catch {
            return error
        }
    }
}

extension ProviderFailure {
    /// A file that can't be read as a directory, at its line. An entry that came from a server has none.
    init(_ problem: LDIFProblem) {
        guard problem.line > 0 else {
            self.init(.rejected, problem.message)
            return
        }
        self.init(
            .rejected, "\(DirectoryFile.name):\(problem.line): \(problem.message)",
            help: "the line has to be mended by hand; nothing was written")
    }
}
