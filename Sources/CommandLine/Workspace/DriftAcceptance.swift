// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamEngine
import DurableFiles
import Values

/// A plan that takes over what was done by hand, where the targets' drift mode says so: the catalog is edited
/// in memory, loaded and planned again, so that the plan shows all that follows from the edits, and an edit
/// that the catalog refuses or that does not give the value is left out with its reason. Only an apply writes.
struct DriftAcceptance {
    private var session: PlanningSession
    private let selection: PlanningRequest.Selection
    private var edits: [CatalogEdit] = []
    private var notes: [String] = []

    fileprivate init(_ session: PlanningSession, _ selection: PlanningRequest.Selection) {
        self.session = session
        self.selection = selection
    }

    fileprivate mutating func run() async throws -> (PlanningSession, Planning) {
        var planning = try await session.plan(selection)
        gather(planning.plan)
        while !edits.isEmpty {
            guard let files = editedFiles() else { continue }
            let (edited, problems) = session.replacing(files)
            let errors = problems.filter { $0.severity == .error }
            guard errors.isEmpty else {
                leaveOut(errors)
                continue
            }
            var next = try await edited.plan(selection)
            let missed = edits.filter { next.plan.still(differsAt: $0) }
            guard missed.isEmpty else {
                leaveOut(missed, "the value there does not give it")
                continue
            }
            next.plan.edits = edits
            next.plan.notes += notes
            return (edited, next)
        }
        planning.plan.notes += notes
        return (session, planning)
    }

    private mutating func gather(_ plan: Plan) {
        var accepting = DriftAccepting(
            session.workspace.catalog, files: session.workspace.request.files)
        for change in plan.changes where change.isDrift && accepts(change) {
            accepting.accept(change)
        }
        edits = accepting.edits
        notes = accepting.obstacles
    }

    private func accepts(_ change: Change) -> Bool {
        if let mode = selection.drift { return mode == .accept }
        let target = session.environment.targets.first { $0.name.value == change.object.target }
        return (target?.drift ?? session.environment.drift) == .accept
    }

    /// Nil where two attributes want different values of one scalar: both are left out then.
    private mutating func editedFiles() -> [String: [UInt8]]? {
        var files: [String: [UInt8]] = [:]
        for file in session.workspace.request.files {
            let mine = edits.filter { $0.spot.path == file.path }
            guard !mine.isEmpty else { continue }
            guard let bytes = mine.applied(to: file.bytes) else {
                leaveOut(mine, "two attributes want different values of one place")
                return nil
            }
            files[file.path] = bytes
        }
        return files
    }

    /// The edits of the files that errors point into; all where they point elsewhere.
    private mutating func leaveOut(_ errors: [Diagnostic]) {
        let paths = Set(errors.compactMap(\.place?.file))
        let wrong = edits.filter { paths.contains($0.spot.path) }
        leaveOut(wrong.isEmpty ? edits : wrong, errors[0].message)
    }

    private mutating func leaveOut(_ wrong: [CatalogEdit], _ reason: String) {
        for edit in wrong {
            notes.append(
                "`\(edit.attribute)` of \(edit.address) is not accepted: \(reason); \(edit.spot.path):\(edit.spot.line) is the place to edit"
            )
        }
        edits.removeAll { wrong.contains($0) }
    }
}

extension PlanningSession {
    /// A plan, and the session with the catalog that it was made from: another one where drift is accepted.
    func accepting(
        _ selection: PlanningRequest.Selection
    ) async throws -> (session: PlanningSession, planning: Planning) {
        var acceptance = DriftAcceptance(self, selection)
        return try await acceptance.run()
    }

    /// The same without the session, which nobody needs any more. Where nothing is recorded nothing can be accepted,
    /// and the session is let go before planning begins.
    consuming func acceptedPlan(_ selection: PlanningRequest.Selection) async throws -> Planning {
        guard store == nil else { return try await accepting(selection).planning }
        return try await plan(selection)
    }

    /// The same with the catalog as a saved plan's edits leave it.
    func edited(by edits: [CatalogEdit]) -> PlanningSession {
        guard !edits.isEmpty else { return self }
        var files: [String: [UInt8]] = [:]
        for file in workspace.request.files {
            let mine = edits.filter { $0.spot.path == file.path }
            guard !mine.isEmpty, Digest.sha256(file.bytes) == mine[0].spot.digest else { continue }
            files[file.path] = mine.applied(to: file.bytes)
        }
        return replacing(files).0
    }

    /// The same with other bytes for some files of the catalog.
    fileprivate func replacing(
        _ files: [String: [UInt8]]
    ) -> (PlanningSession, [Diagnostic]) {
        let edited = workspace.replacing(files)
        guard !edited.hasErrors else { return (self, edited.diagnostics) }
        let place = edited.catalog.environments[environment.head.id.value] ?? environment
        let resolution = Resolver.resolve(
            ResolveRequest(catalog: edited.catalog, environment: place, load: edited.request))
        let session = PlanningSession(
            workspace: edited, environment: place, resolution: resolution, store: store,
            settings: TargetSettings.filled(place, edited.request.providers), siteFile: siteFile,
            connections: connections)
        return (session, resolution.diagnostics)
    }
}

extension Workspace {
    fileprivate func replacing(_ bytes: [String: [UInt8]]) -> Workspace {
        let files = request.files.map {
            CatalogFile(path: $0.path, root: $0.root, bytes: bytes[$0.path] ?? $0.bytes)
        }
        let request = LoadRequest(
            files: files, documents: request.documents, providers: request.providers,
            snapshots: request.snapshots, today: request.today, recorded: request.recorded)
        let (catalog, diagnostics) = CatalogLoader(request).load()
        return Workspace(
            roots: roots, request: request, catalog: catalog, diagnostics: diagnostics,
            snapshots: snapshots, now: now)
    }

    /// Writes a plan's edits into the catalog's files, each by a temporary file and a rename. A file that has
    /// them already is left alone.
    func write(_ edits: [CatalogEdit]) throws {
        for (path, edits) in Dictionary(grouping: edits, by: \.spot.path).sorted(by: {
            $0.key < $1.key
        }) {
            let file = path.hasPrefix("/") ? path : "\(roots.city)/\(path)"
            let bytes = try readFile(file, limit: Self.editedBytesMax)
            guard Digest.sha256(bytes) == edits[0].spot.digest else { continue }
            guard let edited = edits.applied(to: bytes) else {
                throw CommandFailure(.refused, "the plan's edits do not fit `\(path)`")
            }
            let mode = try fileStatus(file, followingLinks: true)?.mode ?? 0o644
            try replaceFile(file, bytes: edited, mode: mode)
        }
    }

    private static let editedBytesMax = 64 << 20
}

extension Plan {
    /// Whether what an edit was to give is not what stands on the target.
    fileprivate func still(differsAt edit: CatalogEdit) -> Bool {
        changes.contains { change in
            change.address == edit.address
                && change.attributes.contains {
                    $0.name == edit.attribute
                        && ($0.isDrift || $0.differs && $0.before != $0.after?.known)
                }
        }
    }
}
