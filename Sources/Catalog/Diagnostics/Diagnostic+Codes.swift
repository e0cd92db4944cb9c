// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values
package import YAMLSource

extension Diagnostic {
    package init(
        _ code: DiagnosticCode, _ message: String, at place: Place?, severity: Severity = .error,
        help: String? = nil
    ) {
        self.init(code.rawValue, message, at: place, severity: severity, help: help)
    }

    /// What libyaml or the strictness of the catalog has against a file.
    package init(_ problem: YAMLProblem, file: String) {
        self.init(
            problem.code.rawValue, problem.message,
            at: Place(file: file, span: problem.span), help: problem.help)
        if let note = problem.note { notes = [note] }
        if let related = problem.related {
            self.related = [
                Related(place: Place(file: file, span: related.span), label: related.label)
            ]
        }
    }

    /// A name that nothing of that kind has.
    static func unknownReference(
        _ kind: CatalogKind, _ name: String, among names: some Collection<String>, at place: Place
    ) -> Diagnostic {
        let word = kind.word
        var diagnostic = Diagnostic(
            .unknownReference, "no \(word) named `\(name)` in the catalog", at: place)
        if let nearest = nearestName(to: name, among: names) {
            diagnostic.help = "\(kind.phrase) with a similar name exists: `\(nearest)`"
        } else {
            diagnostic.notes = ["the catalog defines \(names.count) of this kind"]
        }
        return diagnostic
    }
}

extension CatalogKind {
    /// The kind in the middle of a sentence.
    package var word: String { rawValue.lowercased() }

    /// `an environment`.
    package var phrase: String { "\(self == .environment ? "an" : "a") \(word)" }
}
