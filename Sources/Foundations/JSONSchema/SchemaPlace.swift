// SPDX-License-Identifier: Apache-2.0

import Values

/// A schema inside a document, before it is compiled.
struct SchemaPlace: Sendable {
    let value: Value
    let document: Int
    let path: [PathStep]
    /// The resource that it belongs to: what `$ref` resolves against.
    let resource: Int

    /// The same for the same schema, however it was reached.
    var key: String { "\(document)\(JSONPointer.text(of: path))" }

    func inside(_ steps: PathStep..., value: Value) -> SchemaPlace {
        SchemaPlace(value: value, document: document, path: path + steps, resource: resource)
    }
}

/// A schema with an identity of its own: the root of a document, or a subschema with `$id`.
struct SchemaResource: Sendable {
    let uri: URIReference
    let root: SchemaPlace
    let vocabularies: Vocabularies
    /// `$anchor` and `$dynamicAnchor` by name.
    var anchors: [String: SchemaPlace] = [:]
    var dynamicAnchors: [String: SchemaPlace] = [:]
}
