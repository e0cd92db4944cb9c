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

    /// What `doctor` says of the target: that it answers, its version, each right that the provider needs, the
    /// clock, certificates near their end. By asking, not by trying. Throws when the target does not answer.
    func examine(at now: Instant) async throws(ProviderFailure) -> [TargetFinding]
}

extension Observer {
    /// A target without a server is well when it can be read.
    package func examine(at now: Instant) async throws(ProviderFailure) -> [TargetFinding] {
        _ = try await observe([], lineage: "")
        return [TargetFinding("access", isWell: true, "can be read")]
    }
}

/// One thing that a target says of itself.
package struct TargetFinding: Sendable, Equatable {
    package let subject: String
    package let isWell: Bool
    package let words: String

    package init(_ subject: String, isWell: Bool, _ words: String) {
        self.subject = subject
        self.isWell = isWell
        self.words = words
    }
}

/// An observer that can also tell what is there without being asked for it by name: an estate that is older than
/// its catalog.
package protocol Lister: Observer {
    /// Every object of the types that the target shows, ours or not.
    func list(_ types: Set<String>) async throws(ProviderFailure) -> [ListedObject]
}

package struct ListedObject: Sendable {
    package let type: String
    package let identity: String
    package let object: ObservedObject

    package init(type: String, identity: String, object: ObservedObject) {
        self.type = type
        self.identity = identity
        self.object = object
    }
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
    /// JSON Schema 2020-12 of what the site file says of a target: where its server is and how to prove oneself
    /// there. Nil for a target without a server. A property with `x-credential` is given as a reference (`env:`,
    /// `file:`, `command:`).
    package let connectionSchema: Value?
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
        connectionSchema = settings.connection
        settingsProblems = settings.problems
        limits = settings.limits
        self.makeObserver = makeObserver
        self.makePerformer = makePerformer
    }

    package struct Settings: Sendable {
        package let schema: Value
        package let connection: Value?
        package let problems: @Sendable (Value) -> [AttributeProblem]
        package let limits: TargetLimits

        package init(
            schema: Value, connection: Value? = nil, limits: TargetLimits,
            problems: @escaping @Sendable (Value) -> [AttributeProblem] = { _ in [] }
        ) {
            self.schema = schema
            self.connection = connection
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
    /// How to reach the target's server; empty for a target without one.
    package let connection: TargetConnection
    /// How hard it may be worked; `timeoutSeconds` is how long one answer of its server may take.
    package let limits: TargetLimits

    package init(
        name: String, settings: Value, connection: TargetConnection = TargetConnection(),
        limits: TargetLimits = TargetLimits(), folder: String, registryFolder: String
    ) {
        self.name = name
        self.settings = settings
        self.connection = connection
        self.limits = limits
        self.folder = folder
        self.registryFolder = registryFolder
    }
}

/// How to reach one target's server, as the site file says.
package struct TargetConnection: Sendable {
    /// What the provider's `connectionSchema` describes, without the credentials.
    package let values: Value
    /// Each credential by its path, `bind.password`. Read when the target is opened.
    package let credentials: Fields<SecretValue>

    package init(values: Value = [:], credentials: Fields<SecretValue> = [:]) {
        self.values = values
        self.credentials = credentials
    }
}

/// How hard one target may be worked.
package struct TargetLimits: Sendable, Equatable {
    /// Batches under way at once.
    package var concurrency: Int
    /// Operations in one batch.
    package var batchSize: Int
    /// Operations begun in any one second; nil for as many as the target takes.
    package var operationsPerSecond: Int?
    /// Tries of an operation that failed for a transient reason, the first included.
    package var attemptsMax: Int
    package var timeoutSeconds: Int

    package init(
        concurrency: Int = 1, batchSize: Int = 500, operationsPerSecond: Int? = nil,
        attemptsMax: Int = 4, timeoutSeconds: Int = 60
    ) {
        self.concurrency = concurrency
        self.batchSize = batchSize
        self.operationsPerSecond = operationsPerSecond
        self.attemptsMax = attemptsMax
        self.timeoutSeconds = timeoutSeconds
    }
}
