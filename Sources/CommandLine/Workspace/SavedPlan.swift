// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamEngine
import BurnhamStore
import DurableFiles
import Values

/// A plan with its id, the digest of its file's bytes. The bytes themselves are never all in memory.
struct SavedPlan {
    private(set) var plan: Plan
    let id: String

    private static let fileBytesMax = 2 << 30

    /// Of a plan that is not kept in a file.
    init(_ plan: Plan) {
        let hasher = SHA256Hasher()
        plan.stream { hasher.update($0) }
        self.plan = plan
        id = hasher.finish().hex
    }

    /// Saves a plan while its targets are asked about its steps.
    init(saving planning: Planning, in folder: String) async throws {
        async let checks = planning.checks()
        try self.init(saving: planning.plan, in: folder)
        plan.checks = await checks
    }

    /// The same with why it can't be applied any more: only to show and to refuse, because the id is that of the file.
    func refused(as plan: Plan) -> SavedPlan {
        precondition(!plan.refusals.isEmpty, "a plan under another's id; this is a bug in burnham")
        var refused = self
        refused.plan = plan
        return refused
    }

    /// Writes it below `.burnham/<environment>/plans/`, readable by its owner only.
    private init(saving plan: Plan, in folder: String) throws {
        do {
            try self.init(writing: plan, in: folder)
        } catch let failure as FileFailure {
            throw StoreFailure(failure)
        }
    }

    private init(writing plan: Plan, in folder: String) throws {
        let plans = "\(folder)/plans"
        try makeDirectories(plans, mode: 0o700)
        let file = try NamelessFile(in: plans, mode: 0o600)
        let hasher = SHA256Hasher()
        var result = Result<Void, FileFailure>.success(())
        plan.stream { piece in
            hasher.update(piece)
            result = result.flatMap { () in
                Result { () throws(FileFailure) in try file.write(piece) }
            }
        }
        try result.get()
        self.plan = plan
        id = hasher.finish().hex
        try file.publish(as: RelativePath("\(id).json"))
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
            throw CommandFailure(.wrongInput, error.shown.description)
        }
        let path = Roots.shown(path)
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
        guard saved.id == Digest.sha256(bytes).hex else { throw wasChanged(path) }
        return saved
    }

    private static func wasChanged(_ path: String) -> CommandFailure {
        CommandFailure(
            .wrongInput, "`\(path)` was changed since it was saved",
            help: "`burnham plan` makes another one")
    }
}
