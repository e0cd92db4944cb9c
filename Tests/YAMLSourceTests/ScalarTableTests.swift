// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import YAMLCases
import YAMLSource

/// The published table of scalars that readers of YAML differ on: each means what the core schema says, and each
/// on which two columns differ is ambiguous.
@Suite(.enabled(if: PublishedCases.areRunnable)) struct ScalarTableTests {
    /// Ambiguous although the columns agree: YAML 1.1 itself has `y` and `n` for booleans and no exponent without
    /// point and sign, JSON readers round large integers, and a number does not keep the zero at its end.
    private static let ambiguousAnyway: Set<String> = [
        "y", "n", "Y", "N", "1e3", "1E3", "1.5e3", "12e03", "5e1", "4E2", "1e999", "1.0", "1.10",
        "1.20", "3.10", "9223372036854775807", "9223372036854775808", "18446744073709551616",
        "123456789012345678901234567890",
    ]

    /// Integers that 64 bits do not hold are their text.
    private static let tooLarge: Set<String> = [
        "9223372036854775808", "18446744073709551616", "123456789012345678901234567890",
        "0x10000000000000000",
    ]

    private static let typeNames = [
        "str": "string", "int": "integer", "float": "number", "bool": "boolean", "null": "null",
    ]

    @Test func everyRow() throws {
        let table = try PublishedCases.document("scalar-table.json")
        let rows = try #require(table["rows"]?.list)
        #expect(rows.count >= 101)
        for row in rows {
            let text = try #require(row["scalar"]?.string)
            let core = try #require(row["yaml12_core"]?.string)
            let columns = [row["yaml11_yams_default"]?.string, row["json_schema"]?.string]
            let (documents, problems) = YAMLSource.parse(Array("a: \(text)\n".utf8))
            guard let type = Self.typeNames[core] else {
                #expect(!problems.isEmpty, "`\(text)` is no scalar")
                continue
            }
            #expect(problems.isEmpty, "`\(text)`")
            let scalar = try #require(documents.first?.mapping?.first?.value.scalar)
            #expect(scalar.text == text)
            let expected = Self.tooLarge.contains(text) ? "string" : type
            #expect(scalar.value.typeName == expected, "`\(text)`")
            let differs = columns.contains { $0 != core } || Self.ambiguousAnyway.contains(text)
            #expect((scalar.ambiguity != nil) == differs, "`\(text)`")
        }
    }
}
