// SPDX-License-Identifier: Apache-2.0

import Values

/// The metaschemas of JSON Schema 2020-12, as https://json-schema.org/specification publishes them,
/// without titles and comments. Schemas are not checked against them when compiled: the compiler's
/// own checks say more. They are here to be referred to.
enum Metaschemas {
    static func document(_ uri: String) -> Value? { all[uri] }

    static let all: [String: Value] = {
        var all = [start + "schema": schema]
        for (name, definition) in vocabularies {
            all[start + "meta/" + name] = metaschema(name, definition)
        }
        return all
    }()

    private static let start = "https://json-schema.org/draft/2020-12/"

    /// What every metaschema of a vocabulary begins with, and what it says itself.
    private static func metaschema(_ name: String, _ definition: Fields<Value>) -> Value {
        var fields = definition
        fields["$schema"] = .string(start + "schema")
        fields["$id"] = .string(start + "meta/" + name)
        fields["$dynamicAnchor"] = "meta"
        fields["$vocabulary"] = [start + "vocab/" + name: true]
        fields["type"] = ["object", "boolean"]
        return .object(fields)
    }

    private static let schema: Value = {
        let names = [
            "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation",
            "content",
        ]
        return [
            "$schema": .string(start + "schema"), "$id": .string(start + "schema"),
            "$vocabulary": .object(Fields(names.map { (start + "vocab/" + $0, true) })),
            "$dynamicAnchor": "meta",
            "allOf": .list(names.map { ["$ref": .string("meta/" + $0)] }),
            "type": ["object", "boolean"],
            "properties": [
                "definitions": [
                    "type": "object", "additionalProperties": sub, "deprecated": true,
                    "default": [:],
                ],
                "dependencies": [
                    "type": "object", "deprecated": true, "default": [:],
                    "additionalProperties": [
                        "anyOf": [sub, ["$ref": "meta/validation#/$defs/stringArray"]]
                    ],
                ],
                "$recursiveAnchor": ["$ref": "meta/core#/$defs/anchorString", "deprecated": true],
                "$recursiveRef": [
                    "$ref": "meta/core#/$defs/uriReferenceString", "deprecated": true,
                ],
            ],
        ]
    }()

    /// A schema where one is expected.
    private static let sub: Value = ["$dynamicRef": "#meta"]
    private static let subMap: Value = [
        "type": "object", "additionalProperties": sub, "default": [:],
    ]
    private static let subList: Value = ["$ref": "#/$defs/schemaArray"]
    private static let string: Value = ["type": "string"]
    private static let flag: Value = ["type": "boolean", "default": false]

    private static let vocabularies: [String: Fields<Value>] = [
        "core": core, "applicator": applicator, "unevaluated": unevaluated,
        "validation": validation, "meta-data": metaData, "format-annotation": format,
        "format-assertion": format, "content": content,
    ]

    private static let core: Fields<Value> = [
        "properties": [
            "$id": ["$ref": "#/$defs/uriReferenceString", "pattern": "^[^#]*#?$"],
            "$schema": ["$ref": "#/$defs/uriString"],
            "$ref": ["$ref": "#/$defs/uriReferenceString"],
            "$anchor": ["$ref": "#/$defs/anchorString"],
            "$dynamicRef": ["$ref": "#/$defs/uriReferenceString"],
            "$dynamicAnchor": ["$ref": "#/$defs/anchorString"],
            "$vocabulary": [
                "type": "object", "propertyNames": ["$ref": "#/$defs/uriString"],
                "additionalProperties": ["type": "boolean"], "default": [:],
            ],
            "$comment": string,
            "$defs": ["type": "object", "additionalProperties": sub],
        ],
        "$defs": [
            "anchorString": ["type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"],
            "uriString": ["type": "string", "format": "uri"],
            "uriReferenceString": ["type": "string", "format": "uri-reference"],
        ],
    ]

    private static let applicator: Fields<Value> = [
        "properties": [
            "prefixItems": subList, "items": sub, "contains": sub, "additionalProperties": sub,
            "properties": subMap,
            "patternProperties": [
                "type": "object", "additionalProperties": sub,
                "propertyNames": ["format": "regex"], "default": [:],
            ],
            "dependentSchemas": subMap, "propertyNames": sub, "if": sub, "then": sub, "else": sub,
            "allOf": subList, "anyOf": subList, "oneOf": subList, "not": sub,
        ],
        "$defs": ["schemaArray": ["type": "array", "minItems": 1, "items": sub]],
    ]

    private static let unevaluated: Fields<Value> = [
        "properties": ["unevaluatedItems": sub, "unevaluatedProperties": sub]
    ]

    private static let validation: Fields<Value> = {
        let number: Value = ["type": "number"]
        let count: Value = ["$ref": "#/$defs/nonNegativeInteger"]
        let countFromZero: Value = ["$ref": "#/$defs/nonNegativeIntegerDefault0"]
        let names: Value = ["$ref": "#/$defs/stringArray"]
        return [
            "properties": [
                "type": [
                    "anyOf": [
                        ["$ref": "#/$defs/simpleTypes"],
                        [
                            "type": "array", "items": ["$ref": "#/$defs/simpleTypes"],
                            "minItems": 1, "uniqueItems": true,
                        ],
                    ]
                ],
                "const": true, "enum": ["type": "array", "items": true],
                "multipleOf": ["type": "number", "exclusiveMinimum": 0],
                "maximum": number, "exclusiveMaximum": number, "minimum": number,
                "exclusiveMinimum": number, "maxLength": count, "minLength": countFromZero,
                "pattern": ["type": "string", "format": "regex"], "maxItems": count,
                "minItems": countFromZero, "uniqueItems": flag, "maxContains": count,
                "minContains": ["$ref": "#/$defs/nonNegativeInteger", "default": 1],
                "maxProperties": count, "minProperties": countFromZero, "required": names,
                "dependentRequired": ["type": "object", "additionalProperties": names],
            ],
            "$defs": [
                "nonNegativeInteger": ["type": "integer", "minimum": 0],
                "nonNegativeIntegerDefault0": [
                    "$ref": "#/$defs/nonNegativeInteger", "default": 0,
                ],
                "simpleTypes": [
                    "enum": ["array", "boolean", "integer", "null", "number", "object", "string"]
                ],
                "stringArray": [
                    "type": "array", "items": string, "uniqueItems": true, "default": [],
                ],
            ],
        ]
    }()

    private static let metaData: Fields<Value> = [
        "properties": [
            "title": string, "description": string, "default": true, "deprecated": flag,
            "readOnly": flag, "writeOnly": flag, "examples": ["type": "array", "items": true],
        ]
    ]

    private static let format: Fields<Value> = ["properties": ["format": string]]

    private static let content: Fields<Value> = [
        "properties": [
            "contentEncoding": string, "contentMediaType": string, "contentSchema": sub,
        ]
    ]
}
