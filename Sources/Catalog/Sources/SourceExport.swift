// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import SwiftCSV
package import Values

/// An export of some other system, read as a source's records: CSV (RFC 4180) with a header, or JSON, a list of
/// objects. The source's mapping names the column of each field. It reads no files and keeps nothing.
package enum SourceExport {
    package enum Format: String, Sendable {
        case csv, json
    }

    /// What is wrong with an export, in plain words, with the record's number from 1 where one is wrong.
    package struct Problem: Error, Sendable, Equatable {
        package let message: String
        package let record: Int?

        init(_ message: String, record: Int? = nil) {
            self.message = message
            self.record = record
        }
    }

    /// The records, sorted by id, each with the fields of the source's schema.
    package static func records(
        of bytes: [UInt8], as format: Format, source: Source
    ) -> Result<[Value], Problem> {
        do throws(Problem) {
            let rows = try format == .csv ? csvRows(bytes) : jsonRows(bytes)
            let fields = SourceFields.fields(of: source.schema)
            try checkMapping(source, fields, rows.first)
            var records: [(id: String, record: Value)] = []
            records.reserveCapacity(rows.count)
            for (index, row) in rows.enumerated() {
                let record = try record(row, number: index + 1, source, fields)
                records.append((record["id"]?.string ?? "", record))
            }
            records.sort { $0.id.precedesByBytes($1.id) }
            for (first, second) in zip(records, records.dropFirst()) where first.id == second.id {
                throw Problem("`\(first.id)` stands twice")
            }
            return .success(records.map(\.record))
        } catch {
            return .failure(error)
        }
    }

    private static func csvRows(_ bytes: [UInt8]) throws(Problem) -> [Fields<Value>] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem("the export is not UTF-8")
        }
        guard
            let csv = try? NamedCSV(
                string: text, delimiter: .comma, loadColumns: false, rowLimit: 0),
            !csv.header.isEmpty
        else {
            throw Problem("the export is no CSV with a header")
        }
        guard Set(csv.header).count == csv.header.count else {
            throw Problem("a column stands twice in the export's header")
        }
        guard bytes.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
            throw Problem("a quoted field of the export has no end")
        }
        return try csvRows(csv)
    }

    /// A row that has not one value for each column is a line that was cut off, or a comma that was not quoted.
    private static func csvRows(_ csv: NamedCSV) throws(Problem) -> [Fields<Value>] {
        var rows: [[String]] = []
        guard (try? csv.enumerateAsArray(startAt: 1, rowLimit: nil) { rows.append($0) }) != nil
        else {
            throw Problem("the export is no CSV")
        }
        rows.removeAll { $0 == [""] }
        if let wrong = rows.firstIndex(where: { $0.count != csv.header.count }) {
            throw Problem(
                "\(rows[wrong].count) values for \(csv.header.count) columns", record: wrong + 1)
        }
        return rows.map { Fields(zip(csv.header, $0.map(Value.string))) }
    }

    private static func jsonRows(_ bytes: [UInt8]) throws(Problem) -> [Fields<Value>] {
        let value: Value
        do throws(JSONParser.Failure) {
            value = try JSONParser.parse(bytes)
        } catch {
            throw Problem("the export is no JSON: \(error.message) at byte \(error.offset)")
        }
        guard let rows = value.list?.allOrNothing(\.object) else {
            throw Problem("the export is no list of objects")
        }
        return rows
    }

    private static func checkMapping(
        _ source: Source, _ fields: [SourceField], _ first: Fields<Value>?
    ) throws(Problem) {
        let names = fields.map(\.name)
        for (field, column) in source.mapping {
            guard names.contains(field) else {
                throw Problem(
                    "`mapping` names field `\(field)`, which a source of this schema has not")
            }
            if let first, first[column] == nil {
                throw Problem("the export has no column `\(column)`, which `mapping` names")
            }
        }
    }

    private static func record(
        _ row: Fields<Value>, number: Int, _ source: Source, _ fields: [SourceField]
    ) throws(Problem) -> Value {
        var record = Fields<Value>()
        for field in fields {
            let column = source.mapping[field.name] ?? field.name
            let text = row[column].map(Self.text) ?? ""
            if text.isEmpty {
                guard field.isRequired else { continue }
                throw Problem("field `\(field.name)` is empty", record: number)
            }
            guard field.accepts(text) else {
                throw Problem("field `\(field.name)` is not \(field.form)", record: number)
            }
            record[field.name] = field.value(text)
        }
        return .object(record)
    }

    /// As CSV has it: a list with spaces between.
    private static func text(of value: Value) -> String {
        value.textForJoining ?? value.list?.compactMap(\.textForJoining).joined(separator: " ")
            ?? ""
    }
}

/// One field of a source's schema.
struct SourceField: Sendable {
    let name: String
    let isRequired: Bool
    /// In the middle of a sentence: what a value of it is.
    let form: String
    let accepts: @Sendable (String) -> Bool
    /// What a text that is accepted says.
    var value: @Sendable (String) -> Value = { .string($0) }
}

/// The fields of the records that sources give.
enum SourceFields {
    static func fields(of schema: Source.Schema) -> [SourceField] {
        switch schema {
        case .people: people
        case .funds: funds
        case .facilities: facilities
        }
    }

    private static let people: [SourceField] =
        [
            id("id", required: true), id("department", required: true),
            choice("type", Person.Kind.allCases.map(\.rawValue)),
            choice("status", Person.Status.allCases.map(\.rawValue)), date("ends"),
            id("sponsor"), id("unit"), id("facility"), ids("clearances"),
        ] + ["given_name", "surname", "display_name", "mail", "title"].map { text($0) }

    private static let funds: [SourceField] = [
        text("id", required: true), text("name", required: true), id("department"), date("until"),
    ]

    private static let facilities: [SourceField] = [
        id("id", required: true), text("name", required: true), text("address", required: true),
        text("ward"),
    ]

    private static func id(_ name: String, required: Bool = false) -> SourceField {
        SourceField(name: name, isRequired: required, form: "an id", accepts: \.isID)
    }

    /// Exports have one value in a column, so that a list stands there with spaces between.
    private static func ids(_ name: String) -> SourceField {
        SourceField(
            name: name, isRequired: false, form: "ids with spaces between",
            accepts: { $0.split(separator: " ").allSatisfy { String($0).isID } },
            value: { .list($0.split(separator: " ").map { .string(String($0)) }) })
    }

    private static func text(_ name: String, required: Bool = false) -> SourceField {
        SourceField(
            name: name, isRequired: required, form: "one line of text of at most 256 bytes",
            accepts: { text in
                text.utf8.count <= 256
                    && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            })
    }

    private static func date(_ name: String) -> SourceField {
        SourceField(
            name: name, isRequired: false, form: "a day such as 2027-06-30",
            accepts: { CalendarDate($0) != nil })
    }

    private static func choice(_ name: String, _ choices: [String]) -> SourceField {
        SourceField(
            name: name, isRequired: false,
            form: "one of \(choices.map { "`\($0)`" }.joined(separator: ", "))",
            accepts: { choices.contains($0) })
    }
}
