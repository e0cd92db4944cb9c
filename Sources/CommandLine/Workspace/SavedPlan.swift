// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Values

/// A plan with its file's bytes. The bytes' digest is the plan's id.
struct SavedPlan {
    let plan: Plan
    let id: String
    private let bytes: [UInt8]

    private static let fileBytesMax = 2 << 30

    init(_ plan: Plan) {
        self.plan = plan
        bytes = CanonicalJSON.bytes(of: plan.value)
        id = Digest.sha256(bytes).hex
    }

    /// Below `.burnham/<environment>/plans/`, readable by its owner only.
    func save(in folder: String) throws {
        try makeDirectories("\(folder)/plans", mode: 0o700)
        try replaceFile("\(folder)/plans/\(id).json", bytes: bytes, mode: 0o600)
    }

    // MARK: Finding one again

    /// By a file's path, or by a prefix of its id from eight digits that fits one plan only.
    static func find(_ name: String, in folder: String) throws -> SavedPlan {
        if name.contains("/") || name.hasSuffix(".json") { return try read(name) }
        let names = (try? listDirectory("\(folder)/plans").map(\.name)) ?? []
        let fitting = names.filter { $0.hasPrefix(name) && $0.hasSuffix(".json") }
        guard name.utf8.count >= 8, fitting.count == 1 else {
            let problem = fitting.count > 1 ? "several plans begin with" : "no plan begins with"
            throw CommandFailure(
                .wrongInput, "\(problem) `\(name)`",
                help: "`burnham plan` prints the command that applies its plan")
        }
        let saved = try read("\(folder)/plans/\(fitting[0])")
        guard fitting[0] == "\(saved.id).json" else { throw wasChanged(fitting[0]) }
        return saved
    }

    private static func read(_ path: String) throws -> SavedPlan {
        let bytes: [UInt8]
        do throws(FileFailure) {
            bytes = try readFile(path, limit: fileBytesMax)
        } catch {
            throw CommandFailure(.wrongInput, error.description)
        }
        guard let value = try? JSONParser.parse(bytes) else {
            throw CommandFailure(.wrongInput, "`\(path)` is no plan: it is not JSON")
        }
        guard let plan = Plan(value) else {
            let isPrinted = value["format_version"] != nil
            throw CommandFailure(
                .wrongInput, "`\(path)` is no saved plan",
                help: isPrinted
                    ? "what `plan --format json` prints is for reading; `plan` saves what `apply` takes, by its id"
                    : nil)
        }
        let saved = SavedPlan(plan)
        guard saved.bytes == bytes else { throw wasChanged(path) }
        return saved
    }

    private static func wasChanged(_ path: String) -> CommandFailure {
        CommandFailure(
            .wrongInput, "`\(path)` was changed since it was saved",
            help: "`burnham plan` makes another one")
    }
}
