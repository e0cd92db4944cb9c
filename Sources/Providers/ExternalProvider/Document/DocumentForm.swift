// SPDX-License-Identifier: Apache-2.0

import JSONSchema
package import Values

/// The form of a provider's document as JSON Schema: what is published, and what a document is read by. What no
/// schema can say is `DocumentCheck`'s.
package enum DocumentForm {
    /// Of the document and of the protocol that its program speaks.
    static let version: Int64 = 1

    static let emptyObject: Value = [
        "type": "object", "properties": [:], "additionalProperties": false,
    ]

    package static let schema: Value = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://burnham.example/schemas/provider-1.json",
        "title": "A provider that is a program, as `burnham provider schema` writes it",
        "type": "object", "additionalProperties": false,
        "required": ["format_version", "name", "summary", "types"],
        "properties": [
            "$schema": ["type": "string", "description": "for editors; not read"],
            "format_version": ["const": .int(version)],
            "name": name("what a target's `provider` says"),
            "summary": sentence("what the provider manages"),
            "settings": objectSchema(
                "JSON Schema 2020-12 of a target's settings in the catalog; none where it is absent"
            ),
            "connection": objectSchema(
                "JSON Schema 2020-12 of what the site file says of a target beside the program. A text with `x-credential: true` is a credential"
            ),
            "limits": limits,
            "types": ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/type"]],
        ],
        "$defs": [
            "type": type, "attribute": attribute, "removal": removal, "normalise": normalise,
        ],
    ]

    private static let limits: Value = [
        "type": "object", "additionalProperties": false,
        "description": "how hard a target may be worked where the site file says nothing",
        "properties": [
            "concurrency": count("batches under way at once, each with a running program", 64),
            "batch_size": count("operations in one batch", 100_000),
            "attempts_max": count(
                "tries of an operation that failed for a transient reason, the first included", 100),
            "timeout_seconds": count("how long one answer may take", 86_400),
        ],
    ]

    private static let type: Value = [
        "type": "object", "additionalProperties": false,
        "required": ["name", "summary", "attributes", "identity", "removal"],
        "properties": [
            "name": [
                "type": "string", "pattern": "^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+$",
                "maxLength": 100,
                "description": "what resources in the catalog have as their `type`, `mail.mailbox`",
            ],
            "version": count(
                "raised when the meaning of an attribute changes; 1 where it is absent", 1_000_000),
            "summary": sentence("what an object of the type is"),
            "identity": [
                "type": "array", "minItems": 1, "uniqueItems": true, "items": attributeName,
                "description":
                    "the attributes that name an object in its target, in this order; each is a required text",
            ],
            "reference_key": describe(
                attributeName, "the identity attribute by which other types name an object"),
            "claim_space": name(
                "types with one claim space can't have two objects of one identity in a target"),
            "follows": [
                "type": "array", "uniqueItems": true, "items": ["type": "string"],
                "description":
                    "types whose suspend, delete or replace adds an update of an object that depends on them",
            ],
            "marks": [
                "enum": ["object", "registry"],
                "description":
                    "where it is written whose an object is: on the object, by the program (where this is absent); or in the registry beside the target, by burnham, for objects that can't carry a text",
            ],
            "removal": ["$ref": "#/$defs/removal"],
            "attributes": ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/attribute"]],
        ],
    ]

    private static let removal: Value = [
        "type": "object", "additionalProperties": false, "required": ["standard"],
        "properties": [
            "standard": [
                "enum": ["suspend", "delete", "keep"],
                "description": "what becomes of an object that the catalog names no more",
            ],
            "can_suspend": [
                "type": "boolean",
                "description": "whether the program suspends and resumes objects of the type",
            ],
            "holds_data": [
                "type": "boolean",
                "description": "whether an object that is gone took data with it",
            ],
        ],
    ]

    private static let attribute: Value = [
        "type": "object", "additionalProperties": false,
        "required": ["name", "summary", "schema"],
        "properties": [
            "name": attributeName,
            "summary": sentence("what the attribute is"),
            "role": [
                "enum": ["input", "derived", "computed"],
                "description":
                    "who gives the value: the catalog (where this is absent), `text`, or the target",
            ],
            "schema": describe(["type": "object"], "JSON Schema 2020-12 of the value"),
            "traits": [
                "type": "array", "uniqueItems": true,
                "items": ["enum": .list(AttributeForm.traits.keys.map { .string($0) })],
                "description":
                    "`required`; `immutable`, a change is a replace; `sensitive`, a secret; `set`, a list without order; `document`, a long text",
            ],
            "default": ["description": "what counts where the catalog states nothing"],
            "references": [
                "type": "string", "description": "the type whose `reference_key` the value names",
            ],
            "normalise": ["$ref": "#/$defs/normalise"],
            "text": [
                "type": "string", "minLength": 1,
                "description":
                    "of a derived attribute: a text with the names of inputs, and of settings as `settings.NAME`, in braces, `{name}@{settings.domain}`",
            ],
        ],
    ]

    private static let normalise: Value = [
        "type": "object", "additionalProperties": false,
        "description":
            "what makes two values the same, besides the trait `set`: of a text, and of each text of a list",
        "properties": [
            "trim": ["const": true, "description": "white space at both ends means nothing"],
            "case": ["const": "lower", "description": "capital and small letters are the same"],
        ],
    ]

    private static let attributeName: Value = [
        "type": "string", "pattern": "^[a-z][a-z0-9_]{0,62}$",
    ]

    private static func name(_ description: String) -> Value {
        [
            "type": "string", "pattern": "^[a-z][a-z0-9.-]{0,62}$",
            "description": .string(description),
        ]
    }

    private static func sentence(_ description: String) -> Value {
        [
            "type": "string", "minLength": 1, "maxLength": 500, "pattern": "^[^\\p{Cc}]*$",
            "description": .string(description),
        ]
    }

    private static func count(_ description: String, _ largest: Int64) -> Value {
        [
            "type": "integer", "minimum": 1, "maximum": .int(largest),
            "description": .string(description),
        ]
    }

    private static func objectSchema(_ description: String) -> Value {
        [
            "type": "object", "required": ["type", "properties"],
            "properties": ["type": ["const": "object"], "properties": ["type": "object"]],
            "description": .string(description),
        ]
    }

    private static func describe(_ schema: Value, _ description: String) -> Value {
        var fields = schema.object ?? [:]
        fields["description"] = .string(description)
        return .object(fields)
    }

    private static let compiled: JSONSchema = {
        guard case .success(let schema) = JSONSchema.compile(schema) else {
            preconditionFailure("the form of providers is no schema; this is a bug in burnham")
        }
        return schema
    }()

    static func problems(_ value: Value) -> [DocumentProblem] {
        compiled.validate(value, subject: "the document").map {
            DocumentProblem($0.instancePointer, $0.message)
        }
    }
}
