// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One line for each attribute: what stands there and what will. No line shows a secret.
extension PlanText {
    private static let none = "(none)"

    mutating func writeAttributes(
        _ attributes: [AttributeChange], of change: Change, indent: Int
    ) {
        let most = buffer.screen.width / 4
        let names = attributes.map { min(SafeText.width(of: $0.name), most) }.max() ?? 0
        let column = buffer.screen.isPlain ? 0 : indent + names + 2
        for attribute in attributes {
            buffer.space(indent)
            if buffer.screen.isPlain {
                buffer.write(attribute.name + ":")
                buffer.space()
            } else {
                buffer.write(attribute.name)
                buffer.align(to: column)
            }
            write(attribute, of: change)
            buffer.line()
        }
    }

    private mutating func write(_ attribute: AttributeChange, of change: Change) {
        if attribute.hidesValue {
            writeSecret(attribute, of: change)
        } else if attribute.isDrift, !attribute.differs {
            writeLeft(attribute, of: change)
        } else if attribute.differs, !attribute.needsWrite {
            buffer.write(attribute.before.map(ValueText.text(of:)) ?? Self.none)
        } else if attribute.isDocument {
            writeDocument(attribute)
        } else {
            writeOpen(attribute, of: change)
        }
        writeRemark(on: attribute, of: change)
    }

    /// What the line does not say yet about who changed what.
    private mutating func writeRemark(on attribute: AttributeChange, of change: Change) {
        guard attribute.differs, !attribute.isDocument || attribute.hidesValue else { return }
        if attribute.isDrift {
            let isAll = change.attributes.allSatisfy { $0.isDrift || !$0.differs }
            if !isAll || change.reason == nil { writeRemark("changed by hand") }
        } else if let recorded = attribute.recorded, !attribute.hidesValue,
            let before = attribute.before, before != recorded
        {
            writeRemark("recorded \(shortened(ValueText.text(of: recorded)))")
        }
    }

    private mutating func writeOpen(_ attribute: AttributeChange, of change: Change) {
        let before = attribute.before.map(ValueText.text(of:))
        let after = attribute.after.map(text(of:)) ?? Self.none
        if case .list(let old)? = attribute.before, case .list(let new)? = attribute.after?.known,
            let before, !fits(before, after)
        {
            writeDifference(old, new)
        } else {
            writePair(before ?? (change.kind == .create ? nil : Self.none), after)
        }
    }

    private func text(of value: AttributeValue) -> String {
        switch value {
        case .known(let value): ValueText.text(of: value)
        case .pending(let pending): ValueText.text(of: pending)
        case .secret: "(secret)"
        }
    }

    // MARK: Kinds of lines

    private mutating func writeSecret(_ attribute: AttributeChange, of change: Change) {
        let former =
            change.kind == .create ? nil : secrets.formerText(of: attribute, at: change.address)
        if attribute.isDrift, !attribute.differs {
            buffer.write("\(former ?? "(secret)") is not the one that is recorded")
        } else {
            let after =
                attribute.after == nil && !attribute.isComputed
                ? Self.none : secrets.text(of: attribute, at: change.address)
            writePair(former, after)
        }
    }

    /// Somebody changed it and this plan does not write it.
    private mutating func writeLeft(_ attribute: AttributeChange, of change: Change) {
        let there = attribute.before.map(ValueText.text(of:)) ?? Self.none
        let recorded = attribute.recorded.map(ValueText.text(of:)) ?? Self.none
        let end = change.kind.isChange ? "; left as it is" : ""
        if attribute.isDocument {
            writeLeftDocument(attribute.recorded?.string, attribute.before?.string, end)
        } else {
            buffer.words(
                "\(shortened(there)) on the target, \(shortened(recorded)) recorded\(end)",
                indent: buffer.column)
        }
    }

    private mutating func writeDocument(_ attribute: AttributeChange) {
        switch attribute.after {
        case .known(let value)?:
            writeDifference(attribute.before?.string, value.string)
        case .pending(let pending)?:
            buffer.write(shortened(ValueText.text(of: pending)))
        case .secret?, nil:
            writeDifference(attribute.before?.string, nil)
        }
    }

    private mutating func writeRemark(_ words: String) {
        buffer.cell("(\(words))", at: 0, indent: Self.detailIndent + 4, .faint)
    }

    // MARK: Before and after

    private mutating func writePair(_ former: String?, _ latter: String) {
        guard let former else { return buffer.write(shortened(latter)) }
        let (before, after) = shortened(former, latter)
        let start = buffer.column
        let isPlain = buffer.screen.isPlain
        let fits = fits(before, after)
        if isPlain { buffer.write("from ") }
        buffer.write(before)
        let arrow = isPlain ? " to " : " → "
        if fits {
            buffer.write(arrow)
        } else {
            buffer.line(indent: start)
            buffer.write(String(arrow.dropFirst()))
        }
        buffer.write(after)
    }

    /// Whether both have room on the line that is being written.
    private func fits(_ before: String, _ after: String) -> Bool {
        let words = buffer.screen.isPlain ? "from  to ".utf8.count : 3
        return buffer.column + SafeText.width(of: before) + SafeText.width(of: after) + words
            <= buffer.screen.width
    }

    /// Two long values that begin alike, from shortly before where they differ.
    private func shortened(_ before: String, _ after: String) -> (String, String) {
        let most = buffer.screen.width * 3 / 2
        guard !context.showsAll, max(before.utf8.count, after.utf8.count) > most else {
            return (before, after)
        }
        let (old, new) = (before.unicodeScalars, after.unicodeScalars)
        let shared = zip(old, new).prefix { $0 == $1 }.count
        guard shared > 40 else { return (shortened(before), shortened(after)) }
        let (oldEnd, newEnd) = (old.dropFirst(shared - 20), new.dropFirst(shared - 20))
        return (shortened("…" + String(oldEnd)), shortened("…" + String(newEnd)))
    }

    /// A long value by its beginning and its length, unless all is to be shown.
    private func shortened(_ text: String) -> String {
        let most = buffer.screen.width * 3 / 2
        guard !context.showsAll, text.utf8.count > most, SafeText.width(of: text) > most else {
            return text
        }
        let count = Counts.text(text.unicodeScalars.count, "character")
        return "\(SafeText.cut(text, to: most - 20)) (\(count), --all shows them)"
    }
}

extension AttributeChange {
    /// Whether its value is shown by its size and the lines that differ.
    fileprivate var isDocument: Bool {
        traits.contains(.document) || ValueText.isLong(before) || ValueText.isLong(after?.known)
    }
}
