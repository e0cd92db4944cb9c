// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// What is recorded: of many objects a line each, of one everything that the store knows. A secret has no
/// value here, only that there is one.
package enum ShowText {
    /// One line for each row.
    package static func table(_ rows: [RecordedRow], on screen: Screen) -> String {
        var table = TextTable([
            TextTable.Column("address"), TextTable.Column("type"), TextTable.Column("state"),
            TextTable.Column("identity"),
        ])
        for row in rows {
            table.append([row.address.text, row.type, row.stateWords, row.identity])
        }
        return table.render(on: screen)
    }

    /// Everything about one row. `entry` is the index of the ledger's entry that it was last written by.
    package static func row(
        _ row: RecordedRow, entry: Int?, showsAll: Bool = false, on screen: Screen
    ) -> String {
        var buffer = TextBuffer(screen)
        buffer.write(row.address.text, .strong)
        buffer.line()
        facts(of: row, entry: entry).write(to: &buffer)
        let attributes = attributes(of: row, screen, showsAll: showsAll)
        buffer.line()
        buffer.write("Attributes", .strong)
        buffer.line()
        attributes.write(to: &buffer)
        return buffer.text
    }

    package static func json(_ row: RecordedRow, entry: Int?) -> String {
        guard case .object(var fields) = row.value else { return "" }
        fields["entry"] = entry.map { .int(Int64($0)) } ?? .null
        return JSONText.text(of: .object(fields)) + "\n"
    }

    private static func facts(of row: RecordedRow, entry: Int?) -> LabelledLines {
        var lines = LabelledLines()
        lines.add("type", row.type)
        lines.add("target", row.target)
        lines.add("identity", row.identity)
        lines.add("state", row.stateWords)
        lines.add("service", "\(row.origin.service) \(row.origin.tier)")
        lines.add("template", row.origin.template)
        lines.add("asked in", row.origin.sourceFile)
        if !row.dependsOn.isEmpty {
            lines.add("depends on", row.dependsOn.map(\.text).joined(separator: ", "))
        }
        lines.add("on removal", row.onRemoval.rawValue)
        if row.isProtected { lines.add("protected", "yes") }
        lines.add("mark", row.uid)
        lines.add("recorded by", entry.map { "entry \(Counts.text($0))" })
        return lines
    }

    private static func attributes(
        of row: RecordedRow, _ screen: Screen, showsAll: Bool
    ) -> LabelledLines {
        var lines = LabelledLines()
        let most = screen.width * 3 / 2
        for (name, value) in row.attributes {
            let text =
                ValueText.isLong(value)
                ? Counts.size(value.string?.utf8.count ?? 0) : ValueText.text(of: value)
            lines.add(name, showsAll ? ValueText.text(of: value) : SafeText.cut(text, to: most))
        }
        for (name, _) in row.fingerprints { lines.add(name, "(secret)") }
        return lines
    }
}

extension RecordedRow {
    /// `in use`, or since when it is suspended.
    var stateWords: String { suspendedAt.map { "suspended since \($0.day)" } ?? "in use" }
}
