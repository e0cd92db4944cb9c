// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing
import Values

@Suite struct IntrospectionTests {
    private static let text = """
        {"type": "object", "required": ["name"], "additionalProperties": false,
         "properties": {
            "name": {"type": "string", "x-immutable": true},
            "storage_gb": {"$ref": "#/$defs/size"},
            "backup": {"type": "object", "default": {}, "properties": {
                "days": {"type": "integer", "default": 7},
                "key": {"type": "string", "x-sensitive": true}}},
            "disks": {"type": "array", "items": {"type": "object", "properties": {
                "fast": {"type": "boolean", "default": false}}}},
            "mode": {"enum": ["a", 1, null]},
            "owner": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
            "labels": {"type": "object", "additionalProperties": {"type": "number"}},
            "any": true},
         "$defs": {"size": {"type": "integer", "default": 10, "x-unit": "GB"}}}
        """

    private static func schema() throws -> JSONSchema {
        try JSONSchema.compile(JSONParser.parse(text)).get()
    }

    @Test func properties() throws {
        let schema = try Self.schema()
        #expect(
            schema.properties.map(\.name)
                == ["any", "backup", "disks", "labels", "mode", "name", "owner", "storage_gb"])
        let name = try #require(schema.property(named: "name"))
        #expect(name.isRequired && name.default == nil)
        #expect(name.schema["x-immutable"] == true)
        let size = try #require(schema.property(named: "storage_gb"))
        #expect(!size.isRequired && size.default == 10)
        #expect(schema.property(named: "size") == nil)
    }

    @Test func annotations() throws {
        let schema = try Self.schema()
        #expect(schema.annotation("x-immutable", at: [.key("name")]) == true)
        #expect(schema.annotation("x-unit", at: [.key("storage_gb")]) == "GB")
        #expect(schema.annotation("x-sensitive", at: [.key("backup"), .key("key")]) == true)
        #expect(
            schema.annotation("default", at: [.key("disks"), .index(3), .key("fast")]) == false)
        #expect(schema.annotation("x-sensitive", at: [.key("nothing")]) == nil)
    }

    @Test(arguments: [
        (#"{"name": "x"}"#, #"{"backup":{"days":7},"name":"x","storage_gb":10}"#),
        (
            #"{"storage_gb": 3, "backup": {"days": 1}, "disks": [{}, {"fast": true}]}"#,
            #"{"backup":{"days":1},"disks":[{"fast":false},{"fast":true}],"storage_gb":3}"#
        ),
        (#"{"backup": 5}"#, #"{"backup":5,"storage_gb":10}"#),
        ("[]", "[]"),
    ])
    func defaults(instance: String, filled: String) throws {
        let result = try Self.schema().fillingDefaults(JSONParser.parse(instance))
        #expect(CanonicalJSON.text(of: result) == filled)
    }

    @Test func aDefaultThatHoldsItselfIsFilledOnce() throws {
        let schema = try JSONSchema.compile([
            "$ref": "#/$defs/a",
            "$defs": ["a": ["properties": ["a": ["default": [:], "$ref": "#/$defs/a"]]]],
        ]).get()
        #expect(CanonicalJSON.text(of: schema.fillingDefaults([:])) == #"{"a":{}}"#)
    }

    @Test func shape() throws {
        guard case .object(let object) = try Self.schema().shape else {
            Issue.record("not an object")
            return
        }
        #expect(object.additional == nil)
        func field(
            _ shape: SchemaShape, isRequired: Bool = false, hasDefault: Bool = false
        ) -> ObjectShape.Field {
            .init(shape: shape, isRequired: isRequired, hasDefault: hasDefault)
        }
        #expect(object.fields["name"] == field(.string, isRequired: true))
        #expect(object.fields["storage_gb"] == field(.int, hasDefault: true))
        #expect(object.fields["mode"] == field(.oneOf([.null, .int, .string])))
        #expect(object.fields["owner"] == field(.oneOf([.string, .int])))
        #expect(object.fields["labels"] == field(.object(.init(fields: [:], additional: .number))))
        #expect(object.fields["any"] == field(.any))
        #expect(
            object.fields["disks"]
                == field(
                    .list(
                        .object(
                            .init(
                                fields: ["fast": field(.bool, hasDefault: true)],
                                additional: .any)))))
    }

    @Test(arguments: [
        ("true", SchemaShape.any), ("false", .oneOf([])), ("{}", .any),
        (#"{"type": ["integer", "number"]}"#, .number),
        (#"{"const": 1.0}"#, .int), (#"{"const": "a"}"#, .string),
        (#"{"allOf": [{"type": ["string", "null"]}, {"type": "string"}]}"#, .string),
        (#"{"allOf": [{"type": "string"}, {"type": "null"}]}"#, .oneOf([])),
        (#"{"anyOf": [{"type": "string"}, true]}"#, .any),
        (##"{"items": {"$ref": "#"}, "type": "array"}"##, .list(.any)),
        (
            #"{"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "null"}}"#,
            .list(.oneOf([.string, .null]))
        ),
    ])
    func shapes(schema: String, shape: SchemaShape) throws {
        #expect(try JSONSchema.compile(JSONParser.parse(schema)).get().shape == shape)
    }
}
