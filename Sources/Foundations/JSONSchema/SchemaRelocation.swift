// SPDX-License-Identifier: Apache-2.0

package import Values

/// Rewrites a schema so that it can stand inside another document and its references lead where they led: pointers
/// get the new place before them, and anchors a prefix that keeps those of several schemas apart. What has an `$id`
/// is a document of its own wherever it stands and stays as it is (core, section 9.3). It follows no reference.
package struct SchemaRelocation {
    /// Where the schema is going to stand: a JSON pointer as a URI's fragment, `#/$defs/name`.
    private let place: String
    private let anchorPrefix: String

    package init(to place: String, anchorPrefix: String) {
        self.place = place
        self.anchorPrefix = anchorPrefix
    }

    package func relocated(_ schema: Value) -> Value {
        guard var fields = schema.object, fields["$id"] == nil else { return schema }
        fields["$schema"] = nil
        return .object(Fields(fields.entries.map { ($0.key, moved($0.key, $0.value)) }))
    }

    private func moved(_ keyword: String, _ value: Value) -> Value {
        switch (keyword, value) {
        case ("$ref", .string(let reference)), ("$dynamicRef", .string(let reference)):
            .string(moved(reference: reference))
        case ("$anchor", .string(let name)), ("$dynamicAnchor", .string(let name)):
            .string(anchorPrefix + name)
        default: moved(value, Keyword.all[keyword]?.subschemas ?? Keyword.Subschemas.none)
        }
    }

    private func moved(reference: String) -> String {
        guard reference.hasPrefix("#") else { return reference }
        let fragment = reference.dropFirst()
        return fragment.isEmpty || fragment.hasPrefix("/")
            ? place + fragment : "#\(anchorPrefix)\(fragment)"
    }

    private func moved(_ value: Value, _ subschemas: Keyword.Subschemas) -> Value {
        switch (subschemas, value) {
        case (.one, _): relocated(value)
        case (.list, .list(let items)): .list(items.map(relocated))
        case (.map, .object(let fields)), (.mapOfSchemasOrNames, .object(let fields)):
            .object(fields.mapValues(relocated))
        default: value
        }
    }
}
