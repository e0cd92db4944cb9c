// SPDX-License-Identifier: Apache-2.0

import JSONSchema
package import Values

/// The form of a file of samples as JSON Schema: what a program's author gives the contract suite to work with.
package enum SamplesForm {
    /// Stands in a setting, and is another word in every world.
    package static let world = "{world}"

    package static let schema: Value = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://burnham.example/schemas/provider-samples-1.json",
        "title": "What `burnham provider test` works with",
        "type": "object", "additionalProperties": false, "required": ["settings", "types"],
        "properties": [
            "$schema": ["type": "string", "description": "for editors; not read"],
            "settings": [
                "type": "object",
                "description":
                    "the target's settings. `{world}` in a text of them is another word for each check, so that each has a place of its own at the service",
            ],
            "types": [
                "type": "object", "minProperties": 1,
                "additionalProperties": ["$ref": "#/$defs/type"],
                "description": "samples by the name of their type",
            ],
            "foreign": [
                "type": "array", "items": ["$ref": "#/$defs/object"],
                "description": "objects of somebody else, made in order and left without a mark",
            ],
        ],
        "$defs": [
            "type": type, "inputs": ["type": "object"],
            "object": [
                "type": "object", "additionalProperties": false,
                "required": ["type", "attributes"],
                "properties": [
                    "type": ["type": "string"], "attributes": ["$ref": "#/$defs/inputs"],
                ],
            ],
        ],
    ]

    private static let type: Value = [
        "type": "object", "additionalProperties": false, "required": ["sample", "other"],
        "properties": [
            "sample": inputs("an object as the catalog would state it"),
            "other": inputs("another object, in the same target"),
            "changes": inputs("new values for attributes of the sample; each is changed alone"),
            "clearable": [
                "type": "array", "items": ["type": "string"],
                "description":
                    "attributes of the sample that may be stated and then no longer stated",
            ],
            "odd": [
                "type": "array", "items": inputs("an object"),
                "description": "objects with unusual values, which have to survive as they are",
            ],
            "failing": inputs("an object that the document allows and the service does not take"),
            "secrets": [
                "type": "object", "additionalProperties": ["type": "string"],
                "description": "secrets to deliver with every create and update of the sample",
            ],
            "prerequisites": [
                "type": "array", "items": ["$ref": "#/$defs/object"],
                "description": "objects that must be there before, in order",
            ],
        ],
    ]

    private static func inputs(_ description: String) -> Value {
        ["$ref": "#/$defs/inputs", "description": .string(description)]
    }

    private static let compiled: JSONSchema = {
        guard case .success(let schema) = JSONSchema.compile(schema) else {
            preconditionFailure("the form of samples is no schema; this is a bug in burnham")
        }
        return schema
    }()

    static func problems(_ value: Value) -> [SamplesProblem] {
        compiled.validate(value, subject: "the file of samples").map {
            SamplesProblem($0.instancePointer, $0.message)
        }
    }
}

/// Something wrong in a file of samples, and where: a JSON Pointer (RFC 6901).
package struct SamplesProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let pointer: String
    package let message: String

    init(_ pointer: String, _ message: String) {
        self.pointer = pointer
        self.message = message
    }

    package var description: String {
        pointer.isEmpty ? message : "\(pointer): \(message)"
    }
}

package struct SamplesProblems: Error, Sendable, Equatable {
    package let all: [SamplesProblem]
}
