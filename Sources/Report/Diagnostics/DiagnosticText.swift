// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import YAMLSource

/// Diagnostics for people, in the form that rustc made known: headline, place, the line with carets, why, and
/// what to do. It shows no line but those pointed at, and no secret in them.
package struct DiagnosticText {
    private var buffer: TextBuffer
    private var texts: IndexedTexts

    /// The sentence that nothing is wrong, where that is so.
    static func render(_ report: CheckReport, on screen: Screen) -> String {
        guard !report.diagnostics.isEmpty else { return report.allClear + "\n" }
        return render(report.diagnostics, texts: report.files.texts, on: screen)
    }

    /// All of them, a blank line between two, and a last line that counts them. Empty for none.
    package static func render(
        _ diagnostics: [Diagnostic], texts: SourceTexts, on screen: Screen
    ) -> String {
        guard !diagnostics.isEmpty else { return "" }
        var view = DiagnosticText(texts, screen)
        for diagnostic in diagnostics {
            view.write(diagnostic)
            view.buffer.line()
        }
        view.buffer.write(summary(of: diagnostics))
        view.buffer.line()
        return view.buffer.text
    }

    /// One line each: `path:line:column: error[code]: message`.
    package static func short(
        _ diagnostics: [Diagnostic], texts: SourceTexts, on screen: Screen
    ) -> String {
        var view = DiagnosticText(texts, screen)
        for diagnostic in diagnostics {
            if let place = diagnostic.place {
                view.buffer.write("\(view.texts.position(of: place)): ")
            }
            view.writeHeadline(diagnostic)
        }
        return view.buffer.text
    }

    /// `3 errors, 1 warning`.
    package static func summary(of diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        var parts: [String] = []
        if errors > 0 { parts.append(Counts.text(errors, "error")) }
        if warnings > 0 { parts.append(Counts.text(warnings, "warning")) }
        return parts.joined(separator: ", ")
    }

    init(_ texts: SourceTexts, _ screen: Screen) {
        buffer = TextBuffer(screen)
        self.texts = IndexedTexts(texts)
    }

    // MARK: One diagnostic

    /// One alone, for documents that put it among what is their own.
    mutating func text(of diagnostic: Diagnostic) -> String {
        write(diagnostic)
        return String(decoding: buffer.take(), as: UTF8.self)
    }

    private mutating func write(_ diagnostic: Diagnostic) {
        writeHeadline(diagnostic)
        let blocks = blocks(of: diagnostic)
        let gutter = max(2, blocks.compactMap { $0.line?.description.utf8.count }.max() ?? 0)
        for block in blocks { write(block, gutter) }
        for note in diagnostic.notes {
            buffer.space(gutter + 1)
            buffer.write("= note: ", .note)
            buffer.paragraphs(note, indent: gutter + 9)
            buffer.line()
        }
        if let help = diagnostic.help {
            buffer.space(gutter + 1)
            buffer.write("help: ", .note)
            buffer.paragraphs(help, indent: gutter + 7)
            buffer.line()
        }
    }

    private mutating func writeHeadline(_ diagnostic: Diagnostic) {
        let tone: Tone = diagnostic.severity == .error ? .removed : .changed
        buffer.write("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", tone)
        buffer.write(": ")
        buffer.write(diagnostic.message, .strong)
        buffer.line()
    }

    // MARK: Places

    /// One place and what is shown of it.
    private struct Block {
        let place: Diagnostic.Place
        /// Nil for what the diagnostic is about.
        let label: String?
        let line: Int?
    }

    private mutating func blocks(of diagnostic: Diagnostic) -> [Block] {
        let places =
            (diagnostic.place.map { [($0, nil as String?)] } ?? [])
            + diagnostic.related.map { ($0.place, $0.label) }
        return places.map { place, label in
            let index = texts.index(of: place.file)
            return Block(
                place: place, label: label, line: index?.position(at: place.span.start).line)
        }
    }

    private mutating func write(_ block: Block, _ gutter: Int) {
        buffer.space(gutter)
        buffer.write("--> ", .note)
        buffer.write(texts.position(of: block.place))
        buffer.line()
        guard let text = texts.text(of: block.place.file), let line = block.line else {
            if let label = block.label {
                buffer.space(gutter + 1)
                buffer.write("= \(label)")
                buffer.line()
            }
            return
        }
        let excerpt = text.excerpt(
            of: block.place.span, columnsMost: buffer.screen.width - gutter - 5)
        buffer.space(gutter + 1)
        buffer.write("|", .note)
        buffer.line(indent: gutter - line.description.utf8.count)
        buffer.write(line.description, .note)
        buffer.space()
        buffer.write("|", .note)
        if !excerpt.text.isEmpty {
            buffer.space()
            buffer.write(excerpt.text)
        }
        buffer.line(indent: gutter + 1)
        buffer.write("|", .note)
        buffer.space(1 + excerpt.caretStart)
        let carets = String(repeating: "^", count: excerpt.caretCount)
        buffer.write(carets, block.label == nil ? .removed : .note)
        if let label = block.label {
            buffer.space()
            buffer.words(label, indent: gutter + 3)
        }
        buffer.line()
    }
}
