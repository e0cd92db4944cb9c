// SPDX-License-Identifier: Apache-2.0

package import Values

/// Reads one target. This is all that planning gets, so a dry run can't write.
package protocol Observer: Sendable {
    /// Reads in bulk, not object by object. Throws when the whole target can't be read; one object that
    /// can't be read is `unreadable`. Must not write, lock out others or start anything.
    func observe(_ items: [ObserveItem], lineage: String) async throws(ProviderFailure)
        -> Observations

    /// What can be known before writing, one answer for each operation. Must not write.
    func check(_ operations: OperationSeries) async -> [CheckResult]
}

package enum CheckResult: Sendable, Equatable {
    /// The target would take it.
    case checked
    /// This target can't be asked.
    case notCheckable
    case refused(ProviderFailure)
}

/// Writes one target. Only the engine's driver gets one.
package protocol Performer: Sendable {
    /// Does a batch in the order given and answers one result for each, read back from the target. An
    /// operation that fails must not keep later ones from being done. An interrupted call may have done any
    /// of them: the engine finds out by observing.
    func perform(_ batch: [Operation]) async -> [OperationResult]
}

/// One kind of target as a value: what it can manage and how to open it.
package struct Provider: Sendable {
    package let name: String
    package let summary: String
    package let types: [ResourceType]
    /// JSON Schema 2020-12 of a target's `settings`.
    package let settingsSchema: Value
    package let limits: TargetLimits
    /// What in a target's settings is wrong beyond their schema.
    package let settingsProblems: @Sendable (Value) -> [AttributeProblem]
    /// Opens nothing yet: the first `observe` does.
    package let makeObserver: @Sendable (TargetPlace) -> any Observer
    package let makePerformer: @Sendable (TargetPlace) -> any Performer

    package init(
        name: String, summary: String, types: [ResourceType], settings: Settings,
        makeObserver: @escaping @Sendable (TargetPlace) -> any Observer,
        makePerformer: @escaping @Sendable (TargetPlace) -> any Performer
    ) {
        self.name = name
        self.summary = summary
        self.types = types
        settingsSchema = settings.schema
        settingsProblems = settings.problems
        limits = settings.limits
        self.makeObserver = makeObserver
        self.makePerformer = makePerformer
    }

    package struct Settings: Sendable {
        package let schema: Value
        package let problems: @Sendable (Value) -> [AttributeProblem]
        package let limits: TargetLimits

        package init(
            schema: Value, limits: TargetLimits,
            problems: @escaping @Sendable (Value) -> [AttributeProblem] = { _ in [] }
        ) {
            self.schema = schema
            self.limits = limits
            self.problems = problems
        }
    }
}

/// Where one target is.
package struct TargetPlace: Sendable {
    package let name: String
    /// The target's settings from its environment, defaults filled in.
    package let settings: Value
    /// The folder of a file-backed target.
    package let folder: String
    /// The folder for what is the provider's own business, beside the target: locks, marks, keys.
    package let registryFolder: String

    package init(name: String, settings: Value, folder: String, registryFolder: String) {
        self.name = name
        self.settings = settings
        self.folder = folder
        self.registryFolder = registryFolder
    }
}

/// How hard one target may be worked.
package struct TargetLimits: Sendable, Equatable {
    /// Batches under way at once.
    package var concurrency: Int
    /// Operations in one batch.
    package var batchSize: Int
    /// Tries of an operation that failed for a transient reason, the first included.
    package var attemptsMax: Int
    package var timeoutSeconds: Int

    package init(
        concurrency: Int = 1, batchSize: Int = 500, attemptsMax: Int = 4, timeoutSeconds: Int = 60
    ) {
        self.concurrency = concurrency
        self.batchSize = batchSize
        self.attemptsMax = attemptsMax
        self.timeoutSeconds = timeoutSeconds
    }
}
