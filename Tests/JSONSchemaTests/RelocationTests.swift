// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing
import Values

/// Schemas that stand inside others lead where they led.
@Suite struct RelocationTests {
    private static let place = "#/$defs/it"

    /// A schema, what it takes, and what it refuses.
    private static let cases: [(Value, Value, Value)] = [
        (
            ["$schema": "https://json-schema.org/draft/2020-12/schema", "type": "string"], "a", 1
        ),
        (
            ["properties": ["a": ["$ref": "#/$defs/n"]], "$defs": ["n": ["type": "integer"]]],
            ["a": 1], ["a": "b"]
        ),
        (
            ["properties": ["a": ["$ref": "#"]], "additionalProperties": false], ["a": ["a": [:]]],
            ["a": ["b": 1]]
        ),
        (
            [
                "items": ["anyOf": [["$ref": "#n"]]],
                "$defs": ["x": ["$anchor": "n", "type": "null"]],
            ],
            [.null], [1]
        ),
        (
            ["dependentSchemas": ["a": ["$ref": "#/$defs/no"]], "$defs": ["no": false]], ["b": 1],
            ["a": 1]
        ),
        (
            ["$id": "https://city.example/own", "$ref": "#/$defs/n", "$defs": ["n": ["const": 1]]],
            1, 2
        ),
        // What looks like a keyword and is a value stays as it is.
        (
            ["const": ["$ref": "#/a", "$schema": "b"]], ["$ref": "#/a", "$schema": "b"],
            ["$ref": "#/$defs/it/a"]
        ),
        (["properties": ["$ref": ["type": "string"]]], ["$ref": "#/a"], ["$ref": 1]),
    ]

    @Test(arguments: cases)
    func meansTheSameInsideAnother(schema: Value, good: Value, bad: Value) throws {
        let moved = SchemaRelocation(to: Self.place, anchorPrefix: "_it.").relocated(schema)
        let outer: Value = [
            "$ref": .string(Self.place),
            "$defs": ["it": moved, "n": ["$anchor": "n", "not": [:]]],
        ]
        let compiled = try JSONSchema.compile(outer).get()
        #expect(compiled.isValid(good), "\(moved)")
        #expect(!compiled.isValid(bad), "\(moved)")
    }
}
