// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values
import YAMLSource

/// Diagnostics as JSON for editors and CI: places as lines and columns, no text of any file.
package enum DiagnosticJSON {
    package static let formatVersion = 1

    /// `audits` are what policies only note.
    package static func render(
        _ diagnostics: [Diagnostic], audits: [Diagnostic] = [], texts: SourceTexts
    ) -> String {
        var texts = IndexedTexts(texts)
        var json = JSONText()
        let errors = diagnostics.count { $0.severity == .error }
        json.punctuate("{\"format_version\":")
        json.write(formatVersion)
        json.punctuate(",\n\"errors\":")
        json.write(errors)
        json.punctuate(",\n\"warnings\":")
        json.write(diagnostics.count - errors)
        json.punctuate(",\n\"diagnostics\":[")
        write(diagnostics, severity: nil, to: &json, &texts)
        json.punctuate("],\n\"audits\":[")
        write(audits, severity: "note", to: &json, &texts)
        json.punctuate("]}\n")
        return json.text
    }

    private static func write(
        _ diagnostics: [Diagnostic], severity: String?, to json: inout JSONText,
        _ texts: inout IndexedTexts
    ) {
        for (place, diagnostic) in diagnostics.enumerated() {
            json.punctuate(place == 0 ? "\n" : ",\n")
            json.write(
                value(of: diagnostic, severity: severity ?? diagnostic.severity.rawValue, &texts))
        }
    }

    private static func value(
        of diagnostic: Diagnostic, severity: String, _ texts: inout IndexedTexts
    ) -> Value {
        let related = diagnostic.related.map { related -> Value in
            ["label": .string(related.label), "place": value(of: related.place, &texts)]
        }
        var fields: Fields<Value> = [
            "code": .string(diagnostic.code),
            "help": diagnostic.help.map(Value.string) ?? .null,
            "message": .string(diagnostic.message),
            "notes": .list(diagnostic.notes.map(Value.string)),
            "place": diagnostic.place.map { value(of: $0, &texts) } ?? .null,
            "related": .list(related),
            "severity": .string(severity),
        ]
        if !diagnostic.touched.isEmpty {
            fields["touched"] = .list(diagnostic.touched.map(Value.string))
        }
        return .object(fields)
    }

    /// Lines and columns count from 1, columns in characters; null where the file can't be read any more.
    private static func value(
        of place: Diagnostic.Place, _ texts: inout IndexedTexts
    ) -> Value {
        let region = texts.region(of: place)
        let (start, end) = (region?.start, region?.end)
        return [
            "column": start.map { .int(Int64($0.column)) } ?? .null,
            "end_column": end.map { .int(Int64($0.column)) } ?? .null,
            "end_line": end.map { .int(Int64($0.line)) } ?? .null,
            "file": .string(place.file),
            "line": start.map { .int(Int64($0.line)) } ?? .null,
        ]
    }
}
