// SPDX-License-Identifier: Apache-2.0

/// Something wrong in a schema itself. A schema with a problem is not used.
package struct SchemaProblem: Error, Sendable, Equatable {
    /// Where in the document: the way to the keyword or schema that is wrong.
    package let path: [PathStep]
    /// The key under which the document was given in `Options.documents`; nil for the schema itself.
    package let document: String?
    package let message: String
    /// A name that was probably meant.
    package let suggestion: String?

    /// `path` as a JSON Pointer, RFC 6901.
    package var pointer: String { JSONPointer.text(of: path) }
}

/// All problems of a schema, in the order of documents and of the bytes of their pointers.
package struct SchemaProblems: Error, Sendable, Equatable {
    package let all: [SchemaProblem]
}
