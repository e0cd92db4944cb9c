// SPDX-License-Identifier: Apache-2.0

/// One way in which an instance breaks its schema.
package struct SchemaViolation: Sendable, Equatable {
    package enum Target: Sendable, Equatable {
        /// The value at `instancePath`.
        case value
        /// The name of a member of the object at `instancePath`.
        case key(String)
    }

    /// The way from the instance to the smallest value that is wrong.
    package let instancePath: [PathStep]
    package let target: Target
    /// Where in the schema document the broken keyword stands.
    package let schemaPath: [PathStep]
    /// The key of that document in `Options.documents`; nil for the schema itself.
    package let document: String?
    package let keyword: String
    /// One line. It never repeats a value of the instance, which may be a secret; keys it does.
    package let message: String
    /// A name or value that was probably meant.
    package let suggestion: String?
}

extension SchemaViolation {
    /// `instancePath` as a JSON Pointer, RFC 6901.
    package var instancePointer: String { JSONPointer.text(of: instancePath) }

    /// `schemaPath` likewise.
    package var schemaPointer: String { JSONPointer.text(of: schemaPath) }

    /// The same, said of the name of a member of the object at `path`.
    func about(key: String, at path: [PathStep]) -> SchemaViolation {
        SchemaViolation(
            instancePath: path, target: .key(key), schemaPath: schemaPath, document: document,
            keyword: keyword, message: message, suggestion: suggestion)
    }
}
