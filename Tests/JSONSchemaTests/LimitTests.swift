// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import SmallStack
import Testing
import Values

@Suite struct LimitTests {
    /// Each level applies the next one twice: 2 to the 40 steps without a limit.
    @Test func aSchemaThatDoublesAtEachLevelEnds() throws {
        var definitions = Fields<Value>()
        for level in 0..<40 {
            let next: Value = ["$ref": .string("#/$defs/l\(level + 1)")]
            definitions["l\(level)"] = ["allOf": [next, next]]
        }
        definitions["l40"] = true
        let schema = try JSONSchema.compile(
            ["$ref": "#/$defs/l0", "$defs": .object(definitions)]
        ).get()
        #expect(
            schema.validate(1).map(\.message) == [
                "the value takes more steps to check than are allowed"
            ]
        )
        _ = schema.shape
    }

    @Test func aDeepInstanceIsRefusedAndDoesNotCrash() throws {
        let schema = try JSONSchema.compile(
            ["anyOf": [["properties": ["x": ["$ref": "#"]]], ["type": "null"]]]
        ).get()
        var instance: Value = 1
        for _ in 0..<250 { instance = ["x": instance] }
        #expect(!schema.isValid(instance))
        #expect(
            schema.validate(instance).map(\.message)
                == ["the value and its schema are nested too deeply to check"])
    }

    /// Definitions in a chain, each with a member that has the next one as its schema.
    @Test func longChainsOfReferencesCostNoStack() throws {
        var definitions = Fields<Value>()
        for level in 0..<20_000 {
            definitions["l\(level)"] = [
                "properties": ["x": ["default": [:], "$ref": .string("#/$defs/l\(level + 1)")]]
            ]
        }
        definitions["l20000"] = true
        let schema = try JSONSchema.compile(
            ["$ref": "#/$defs/l0", "$defs": .object(definitions)]
        ).get()
        #expect(schema.shape != .any)
        #expect(schema.isValid(schema.fillingDefaults([:])))
    }

    /// Texts that only a limit can stop, and the deepest that are taken, read and checked where there is little stack.
    @Test(arguments: [255, 256, 20_000])
    func deepTextsStayOnTheStack(depth: Int) {
        let items = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let nested =
            String(repeating: #"{"items":"#, count: depth) + "true"
            + String(repeating: "}", count: depth)
        let found = onSmallStack(unoptimised: 8) {
            guard let instance = try? JSONParser.parse(Array(items.utf8)),
                let schema = try? JSONParser.parse(Array(nested.utf8))
            else { return "the parser's limit" }
            guard case .success(let compiled) = JSONSchema.compile(schema) else {
                return "the compiler's limit"
            }
            _ = compiled.shape
            _ = compiled.fillingDefaults(instance)
            return compiled.validate(instance).isEmpty ? "valid" : "the evaluation's limit"
        }
        #expect(found == (depth > 256 ? "the parser's limit" : "valid"))
    }

    @Test func aSchemaThatNamesItselfStaysOnTheStack() {
        let found = onSmallStack(unoptimised: 8) { () -> [String] in
            var instance: Value = 1
            for _ in 0..<250 { instance = ["x": instance] }
            let itself: Value = ["properties": ["x": ["$ref": "#"]]]
            let schemas: [Value] = [
                ["$ref": "#"], ["anyOf": [itself, ["type": "null"]]],
                ["allOf": [["anyOf": [["oneOf": [itself]]]]]], ["if": itself, "then": true],
                ["not": itself], ["dependentSchemas": ["x": itself]],
                ["$dynamicAnchor": "x", "additionalProperties": ["$dynamicRef": "#x"]],
                ["unevaluatedProperties": ["$ref": "#"]],
            ]
            return schemas.map { schema in
                guard case .success(let compiled) = JSONSchema.compile(schema) else {
                    return "refused"
                }
                _ = compiled.shape
                let isWrong = compiled.validate(instance).contains { $0.message.contains("deep") }
                return isWrong ? "too deep" : "checked"
            }
        }
        #expect(
            found == [
                "refused", "too deep", "too deep", "too deep", "too deep", "too deep", "checked",
                "checked",
            ])
    }

    @Test func aCircleOfDynamicReferencesEnds() throws {
        let schema = try JSONSchema.compile([
            "$id": "https://city.example/a", "$dynamicAnchor": "x", "$ref": "b",
            "$defs": [
                "b": [
                    "$id": "b", "allOf": [["$dynamicRef": "#x"]],
                    "$defs": ["y": ["$dynamicAnchor": "x"]],
                ]
            ],
        ]).get()
        #expect(!schema.isValid(1))
    }

    @Test func deepSchemasAreCompiledWithoutRecursion() throws {
        var schema: Value = ["type": "null"]
        for _ in 0..<120 { schema = ["items": schema] }
        #expect(try JSONSchema.compile(schema).get().isValid([]))
        for _ in 0..<1_000 { schema = ["not": schema] }
        #expect(throws: SchemaProblems.self) { try JSONSchema.compile(schema).get() }
    }

    /// `not` must not turn a search that was given up into a valid instance.
    @Test func aPatternThatWasGivenUpIsNeverValid() throws {
        let costly: Value = ["pattern": "(a+)+$"]
        let text = Value.string(String(repeating: "a", count: 60) + "!")
        for schema in [costly, ["not": costly], ["anyOf": [costly, true]]] as [Value] {
            let compiled = try JSONSchema.compile(schema).get()
            #expect(!compiled.isValid(text))
            #expect(!compiled.validate(text).isEmpty)
        }
    }

    @Test func manyItemsAreComparedInLinearTime() throws {
        let schema = try JSONSchema.compile(["uniqueItems": true]).get()
        let items = (0..<100_000).map { Value.int(Int64($0)) }
        #expect(schema.isValid(.list(items)))
        #expect(!schema.isValid(.list(items + [.double(7)])))
    }
}
