// SPDX-License-Identifier: Apache-2.0

import Values
import YAMLSource

/// The documents of a text, a node a line: style, text, and in ‹› the bytes on which its span lies. A star marks
/// a scalar that does not stand verbatim in the file; line ends are shown as ⏎.
func tree(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let (documents, problems) = YAMLSource.parse(bytes)
    var lines = documents.flatMap { document in
        var lines: [String] = []
        render(document, prefix: "", indent: "", bytes, into: &lines)
        return lines
    }
    lines += problems.map { "! \($0.code.rawValue)" }
    return lines.joined(separator: "\n")
}

private func render(
    _ node: YAMLNode, prefix: String, indent: String, _ bytes: [UInt8], into lines: inout [String]
) {
    switch node.content {
    case .scalar(let scalar):
        let star = scalar.isVerbatim ? "" : "*"
        let tag = scalar.tag == .none ? "" : " !\(scalar.tag)"
        let shown = "\(indent)\(prefix)\(scalar.style)\(star)\(tag) \(visible(scalar.text))"
        lines.append("\(shown) \(slice(node.span, bytes))")
    case .sequence(let items):
        lines.append("\(indent)\(prefix)sequence \(slice(node.span, bytes))")
        for item in items { render(item, prefix: "- ", indent: indent + "  ", bytes, into: &lines) }
    case .mapping(let entries):
        lines.append("\(indent)\(prefix)mapping \(slice(node.span, bytes))")
        for entry in entries {
            render(entry.key, prefix: "? ", indent: indent + "  ", bytes, into: &lines)
            render(entry.value, prefix: ": ", indent: indent + "  ", bytes, into: &lines)
        }
    }
}

private func slice(_ span: SourceSpan, _ bytes: [UInt8]) -> String {
    "‹\(visible(String(decoding: bytes[span.start..<span.end], as: UTF8.self)))›"
}

private func visible(_ text: String) -> String {
    text.replacing("\r\n", with: "⏎").replacing("\n", with: "⏎").replacing("\t", with: "⇥")
}

/// All problems of a text as a user sees them, roughly: the code, the message, the line with the span
/// underlined, the second place, note and help.
func problems(_ text: String, ambiguities: Bool = false) -> String {
    problems(Array(text.utf8), ambiguities: ambiguities)
}

func problems(_ bytes: [UInt8], ambiguities: Bool = false) -> String {
    var (documents, problems) = YAMLSource.parse(bytes)
    if ambiguities { problems += documents.flatMap { $0.ambiguityProblems() } }
    let lines = LineIndex(bytes)
    return problems.map { problem in
        var shown = ["\(problem.code.rawValue): \(problem.message)"]
        shown += underlined(problem.span, "^", lines)
        if let related = problem.related {
            shown += underlined(related.span, "-", lines)
            shown[shown.count - 1] += " " + related.label
        }
        if let note = problem.note { shown.append("= note: \(note)") }
        if let help = problem.help { shown.append("help: \(help)") }
        return shown.joined(separator: "\n")
    }.joined(separator: "\n\n")
}

private func underlined(_ span: SourceSpan, _ mark: String, _ lines: LineIndex) -> [String] {
    let position = lines.position(at: span.start)
    let excerpt = lines.excerpt(of: span, bytesMax: 60)
    let number = "\(position.line):\(position.column)"
    let gap = String(repeating: " ", count: number.count + 3 + excerpt.leading)
    let marks = String(repeating: mark, count: max(1, excerpt.marked))
    return ["\(number) | \(excerpt.text)", gap + marks]
}
