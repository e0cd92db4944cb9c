// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import YAMLSource

/// Collects what is wrong with one file while it is read. A reference, so that readers of nested values all
/// add to one list.
final class DiagnosticSink {
    let file: String
    private(set) var diagnostics: [Diagnostic] = []
    /// Plain scalars that a field of their type takes as they are: plain dates in date fields.
    private var accepted: Set<SourceSpan> = []

    /// The kinds and ids of documents of which nothing came, or to which no id leads: what names them is not
    /// wrong for that.
    private(set) var broken: Set<BrokenDocument> = []

    init(file: String) { self.file = file }

    func noteBroken(_ head: DocumentHead) {
        if head.isNamed {
            broken.insert(BrokenDocument(kind: head.kind, id: head.id.value))
        } else {
            broken.formUnion(BrokenDocument.unnamed(head))
        }
    }

    func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    func add(_ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String? = nil) {
        add(
            Diagnostic(
                code, message, at: Diagnostic.Place(file: file, span: span), help: help))
    }

    func accept(_ span: SourceSpan) { accepted.insert(span) }

    /// Scalars that readers of YAML and JSON do not agree on, but for those that their field takes.
    func addAmbiguities(of document: YAMLNode) {
        for problem in document.ambiguityProblems() where !accepted.contains(problem.span) {
            add(Diagnostic(problem, file: file))
        }
    }
}

/// A document that is there and can't be read.
struct BrokenDocument: Hashable, Sendable {
    /// Nil where not even that can be read: the id is then the file's name without its ending.
    let kind: CatalogKind?
    let id: String

    static func file(_ path: String) -> BrokenDocument {
        BrokenDocument(kind: nil, id: path.baseName)
    }

    /// What others may mean by a document whose id is wrong: its file's name, and what is written with hyphens for
    /// all that an id can't hold.
    static func unnamed(_ head: DocumentHead) -> Set<BrokenDocument> {
        let likely = head.id.value.lowercased().split { !String($0).isID }.joined(separator: "-")
        return [
            BrokenDocument(kind: head.kind, id: likely),
            BrokenDocument(kind: head.kind, id: head.file.baseName),
        ]
    }
}

extension String {
    /// The last part of a path without its ending.
    var baseName: String { String((split(separator: "/").last ?? "").prefix { $0 != "." }) }
}

extension Set<BrokenDocument> {
    /// Whether an id names a document that is there and can't be read.
    func mayHold(_ kind: CatalogKind, _ id: String) -> Bool {
        contains(BrokenDocument(kind: kind, id: id)) || contains(BrokenDocument(kind: nil, id: id))
    }
}
