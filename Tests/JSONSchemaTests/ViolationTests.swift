// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing
import Values

@Suite struct ViolationTests {
    private static let database = """
        {"type": "object", "required": ["name"], "additionalProperties": false,
         "properties": {
            "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]{2,30}$"},
            "storage_gb": {"type": "integer", "minimum": 1, "maximum": 50},
            "tier": {"enum": ["small", "redundant"]},
            "owners": {"type": "array", "minItems": 1, "uniqueItems": true,
                       "items": {"type": "string", "minLength": 2}},
            "backup": {"type": "object", "properties": {"days": {"multipleOf": 0.5}}}}}
        """

    @Test(arguments: [
        (#"{"name": "permits"}"#, ""),
        (#"[]"#, " type: the value is a list, an object is expected"),
        (#"{"tier": "small"}"#, " required: the value lacks the required key `name`"),
        (#"{"name": "P"}"#, "/name pattern: `name` does not match `^[a-z][a-z0-9_]{2,30}$`"),
        (
            #"{"name": "abc", "storage_gb": 51}"#,
            "/storage_gb maximum: `storage_gb` may be at most 50"
        ),
        (
            #"{"name": "abc", "storage_gb": 0}"#,
            "/storage_gb minimum: `storage_gb` has to be at least 1"
        ),
        (
            #"{"name": "abc", "storage_gb": "7"}"#,
            "/storage_gb type: `storage_gb` is a string, an integer is expected"
        ),
        (
            #"{"name": "abc", "tier": "smal"}"#,
            "/tier enum: `tier` is not one of `small`, `redundant` [small]"
        ),
        (
            #"{"name": "abc", "tierr": "small"}"#,
            "@tierr additionalProperties: `tierr` is not a known key [tier]"
        ),
        (
            #"{"name": "abc", "owners": ["u1", "x", "u1"]}"#,
            """
            /owners/2 uniqueItems: item 3 of `owners` repeats item 1
            /owners/1 minLength: item 2 of `owners` needs at least 2 characters
            """
        ),
        (
            #"{"name": "abc", "owners": []}"#,
            "/owners minItems: `owners` needs at least 1 item"
        ),
        (
            #"{"name": "abc", "backup": {"days": 0.7}}"#,
            "/backup/days multipleOf: `days` has to be a multiple of 0.5"
        ),
        (
            #"{"nmae": 1, "storage_gb": 1.5}"#,
            """
            @nmae additionalProperties: `nmae` is not a known key [name]
            /storage_gb type: `storage_gb` is a number, an integer is expected
             required: the value lacks the required key `name`
            """
        ),
    ])
    func subscription(instance: String, says: String) throws {
        #expect(try violations(Self.database, instance) == says)
    }

    @Test(arguments: [
        (#"{"const": {"a": 1}}"#, "1", #" const: the value has to be `{"a":1}`"#),
        (#"{"const": "on"}"#, #""off""#, " const: the value has to be `on` [on]"),
        (
            #"{"enum": [1,2,3,4,5,6,7,8,9]}"#, "0",
            " enum: the value is none of the 9 values that it may have"
        ),
        (#"{"exclusiveMinimum": 1}"#, "1", " exclusiveMinimum: the value has to be more than 1"),
        (#"{"exclusiveMaximum": 1}"#, "1", " exclusiveMaximum: the value has to be less than 1"),
        (#"{"maxLength": 1}"#, #""éé""#, " maxLength: the value may have at most 1 character"),
        (#"{"maxItems": 0}"#, "[1]", " maxItems: the value may have at most 0 items"),
        (
            #"{"prefixItems": [{"type": "null"}], "items": false}"#, "[1, 2]",
            "/0 type: item 1 is an integer, null is expected\n/1 items: item 2 is not allowed"
        ),
        (
            #"{"contains": {"type": "null"}}"#, "[1]",
            " contains: the value needs at least 1 item of the wanted kind"
        ),
        (
            #"{"contains": {"type": "null"}, "minContains": 2}"#, "[null]",
            " minContains: the value needs at least 2 items of the wanted kind"
        ),
        (
            #"{"contains": true, "maxContains": 1}"#, "[1, 2]",
            " maxContains: the value may have at most 1 item of the counted kind"
        ),
        (#"{"minProperties": 1}"#, "{}", " minProperties: the value needs at least 1 key"),
        (
            #"{"maxProperties": 1}"#, #"{"a": 1, "b": 2}"#,
            " maxProperties: the value may have at most 1 key"
        ),
        (
            #"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#,
            " dependentRequired: the value lacks the key `b`, which `a` requires"
        ),
        (
            #"{"propertyNames": {"maxLength": 2}}"#, #"{"abc": 1}"#,
            "@abc maxLength: the key `abc` may have at most 2 characters"
        ),
        (
            #"{"patternProperties": {"^x-": {"type": "null"}}}"#, #"{"x-a": 1}"#,
            "/x-a type: `x-a` is an integer, null is expected"
        ),
        (#"{"not": {"type": "null"}}"#, "null", " not: the value is what the schema excludes"),
        (#"{"properties": {"a": false}}"#, #"{"a": 1}"#, "/a properties: `a` is not allowed"),
        ("false", "1", " false: the value is not allowed"),
        (
            #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}}"#, #"{"a": 1}"#,
            " required: the value lacks the required key `b`"
        ),
        (
            #"{"allOf": [{"properties": {"tier": true}}], "unevaluatedProperties": false}"#,
            #"{"tire": 1}"#,
            "@tire unevaluatedProperties: `tire` is not a known key [tier]"
        ),
        (
            #"{"prefixItems": [true], "unevaluatedItems": {"type": "null"}}"#, "[1, 2]",
            "/1 type: item 2 is an integer, null is expected"
        ),
        (
            #"{"items": {"items": {"type": "null"}}}"#, "[[], [null, 1]]",
            "/1/1 type: item 2 of item 2 is an integer, null is expected"
        ),
        (
            ##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": ["string", "null", "array"]}}}"##, "1",
            " type: the value is an integer, null, a string or a list is expected"
        ),
    ])
    func keyword(schema: String, instance: String, says: String) throws {
        #expect(try violations(schema, instance) == says)
    }

    private static let alternatives = """
        {"oneOf": [
            {"type": "object", "required": ["kind", "members"],
             "properties": {"kind": {"const": "group"}, "members": {"type": "array"}}},
            {"type": "object", "required": ["kind", "id"],
             "properties": {"kind": {"const": "person"}, "id": {"type": "string"}}},
            {"type": "string"}]}
        """

    /// Where one alternative was clearly meant, its violations are the answer.
    @Test(arguments: [
        (alternatives, #""u1""#, ""),
        (
            alternatives, #"{"kind": "person", "id": 7}"#,
            "/id type: `id` is an integer, a string is expected"
        ),
        (
            alternatives, #"{"kind": "group"}"#,
            " required: the value lacks the required key `members`"
        ),
        (alternatives, #"{"kind": "robot"}"#, " oneOf: the value fits none of 3 alternatives"),
        (
            #"{"anyOf": [{"type": "string"}, {"type": "integer"}]}"#, "null",
            " anyOf: the value is null, an integer or a string is expected"
        ),
        (
            #"{"oneOf": [{"type": "number"}, {"type": "integer"}]}"#, "1",
            " oneOf: the value fits several alternatives where exactly one has to fit"
        ),
    ])
    func alternative(schema: String, instance: String, says: String) throws {
        #expect(try violations(schema, instance) == says)
    }

    @Test func formatsAreAssertedOnlyWhereAsked() throws {
        let schema = #"{"properties": {"from": {"format": "date"}}}"#
        let instance = #"{"from": "2026-02-30"}"#
        #expect(try violations(schema, instance) == "")
        #expect(
            try violations(schema, instance, .init(formats: .all))
                == "/from format: `from` is not a date such as 2026-03-01")
    }

    @Test func schemaPathLeadsToTheKeyword() throws {
        let schema = try JSONParser.parse(
            ##"{"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"maximum": 1}}}"##)
        let found = try JSONSchema.compile(schema).get().validate(["a": 2])
        #expect(found.map(\.schemaPath) == [[.key("$defs"), .key("b"), .key("maximum")]])
        #expect(found.map(\.instancePath) == [[.key("a")]])
        #expect(found.map(\.document) == [nil])
    }

    @Test func noValueOfTheInstanceIsRepeated() throws {
        let schema = """
            {"properties": {"s": {"const": "x", "enum": ["y"], "pattern": "z", "maxLength": 1,
             "format": "uuid", "not": {"type": "string"}}}}
            """
        let said = try violations(
            schema, #"{"s": "hunter2-secret"}"#, .init(formats: .all))
        #expect(said.split(separator: "\n").count == 6)
        #expect(!said.contains("hunter2"))
    }

    @Test func theSubjectCanBeNamed() throws {
        let schema = try JSONSchema.compile(["type": "object"]).get()
        #expect(
            schema.validate([], subject: "`parameters`").map(\.message)
                == ["`parameters` is a list, an object is expected"])
    }
}
