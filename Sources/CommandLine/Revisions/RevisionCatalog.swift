// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import YAMLSource

/// The catalog as a revision of its repository has it.
struct RevisionCatalog {
    let workspace: Workspace
    /// As it was named.
    let revision: String
    /// The beginning of the commit's id.
    let commit: String

    var name: String { Self.name(revision, commit) }

    private static func name(_ revision: String, _ commit: String) -> String {
        "`\(revision)` (\(commit))"
    }

    /// What the revision's catalog has to keep of the rules to be of use.
    enum Soundness {
        /// Every document can be read. What is wrong otherwise may be so because of what came later: a grant has ended.
        case form
        /// Nothing is wrong.
        case whole
    }

    /// Why there is none, as a check tells it.
    struct Unusable: Error {
        let diagnostic: Diagnostic
    }

    /// Throws `Unusable`.
    static func load(
        _ revision: String, of roots: Roots, now: Instant, _ soundness: Soundness
    ) throws -> RevisionCatalog {
        let (tree, commit): (RevisionTree, String)
        do throws(GitRepository.Failure) {
            let repository = try GitRepository(around: roots.city)
            let id = try repository.commit(revision)
            tree = try RevisionTree(repository, commit: id)
            commit = String(id.prefix(shownDigits))
        } catch {
            throw Unusable(diagnostic: Diagnostic(error, revision))
        }
        let name = name(revision, commit)
        guard tree.isRoot(".") else {
            throw Unusable(
                diagnostic: Diagnostic(
                    .revisionBroken, "\(name) has no catalog in this folder", at: nil,
                    help:
                        "compare with a revision in which the folders `catalog` and `templates` stand here"
                ))
        }
        let workspace: Workspace
        do {
            workspace = try Workspace.load(Roots(paths: [roots.city]), tree, now: now)
        } catch let failure as CommandFailure {
            throw Unusable(
                diagnostic: Diagnostic(
                    .revisionBroken, "\(name) does not load: \(failure.message)", at: nil))
        }
        try workspace.requireNone(of: workspace.judged(by: soundness), name)
        return RevisionCatalog(workspace: workspace, revision: revision, commit: commit)
    }

    private static let shownDigits = 7
}

extension RevisionCatalog {
    /// What it asks for in an environment: nothing where the revision has no such one. Throws `Unusable`.
    func resolution(in environment: String) throws -> Resolution {
        guard let environment = workspace.catalog.environments[environment] else {
            return Resolution()
        }
        let resolution = Resolver.resolve(
            ResolveRequest(
                catalog: workspace.catalog, environment: environment, load: workspace.request))
        try workspace.requireNone(of: resolution.diagnostics, name)
        return resolution
    }
}

extension Workspace {
    private static let shownErrors = 3

    fileprivate func judged(by soundness: RevisionCatalog.Soundness) -> [Diagnostic] {
        switch soundness {
        case .form: CatalogLoader(request).formDiagnostics()
        case .whole: diagnostics
        }
    }

    fileprivate func requireNone(of diagnostics: [Diagnostic], _ name: String) throws {
        let errors = diagnostics.filter { $0.severity == .error }
        guard !errors.isEmpty else { return }
        var broken = Diagnostic(
            .revisionBroken,
            "\(name) does not load: its catalog has \(errors.count) error\(errors.count == 1 ? "" : "s")",
            at: nil, help: "compare with an earlier revision that loads")
        broken.notes = errors.prefix(Self.shownErrors).map { error in
            [error.place.map(line), error.message].compactMap(\.self).joined(separator: ": ")
        }
        throw RevisionCatalog.Unusable(diagnostic: broken)
    }

    private func line(_ place: Diagnostic.Place) -> String {
        guard let file = request.files.first(where: { $0.path == place.file }) else {
            return place.file
        }
        return "\(place.file):\(LineIndex(file.bytes).position(at: place.span.start).line)"
    }
}

extension Diagnostic {
    fileprivate init(_ failure: GitRepository.Failure, _ revision: String) {
        switch failure {
        case .noRepository(let words):
            self.init(.noRepository, "no revision can be read here: \(words)", at: nil)
        case .noRevision:
            self.init(
                .revisionMissing, "the repository has no revision `\(revision)`", at: nil,
                help: "a branch of the server has the remote's name before it: `origin/main`")
        case .shallow:
            self.init(
                .revisionShallow,
                "the clone has no revision `\(revision)`, and its history is cut off", at: nil,
                help:
                    "`git fetch --unshallow` gets the rest; in CI, check out with the whole history"
            )
        case .failed(let words):
            self.init(
                .revisionBroken, "`\(revision)` can't be read: \(words)", at: nil)
        }
    }
}
