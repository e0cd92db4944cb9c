// SPDX-License-Identifier: Apache-2.0

package import Values

/// A map value. Maps whose keys are all text are kept sorted by the keys' bytes, others in the order
/// they were written, so that iteration is the same in every run. A map from outside is searched
/// where it is and converted value by value. It does not change once made.
package struct CELMap: Sendable {
    private enum Storage: Sendable {
        case fields(Fields<CELValue>)
        case outside(Fields<Value>)
        case table(KeyTable)
    }

    private let storage: Storage

    package init(_ fields: Fields<CELValue>) { storage = .fields(fields) }
    package init(_ fields: Fields<Value>) { storage = .outside(fields) }

    /// Fails with `duplicateKey` for two equal keys and with `unsupportedKey` for a key that is no
    /// bool, int, uint or string.
    package init(_ entries: [(key: CELValue, value: CELValue)]) throws(CELError) {
        if let pairs = Self.textPairs(entries) {
            let fields = Fields(pairs)
            guard fields.count == pairs.count else { throw CELError(.duplicateKey) }
            storage = .fields(fields)
        } else {
            storage = .table(try KeyTable(entries))
        }
    }

    package var count: Int {
        switch storage {
        case .fields(let fields): fields.count
        case .outside(let fields): fields.count
        case .table(let table): table.entries.count
        }
    }

    package subscript(_ key: String) -> CELValue? { self[FieldKey(key)] }

    subscript(_ key: FieldKey) -> CELValue? {
        switch storage {
        case .fields(let fields):
            let entries = fields.entries
            return key.position(in: entries).map { entries[$0].value }
        case .outside(let fields):
            let entries = fields.entries
            return key.position(in: entries).map { CELValue(entries[$0].value) }
        case .table(let table): return table[MapKey.string(key.text)]
        }
    }

    func contains(_ key: FieldKey) -> Bool {
        switch storage {
        case .fields(let fields): key.position(in: fields.entries) != nil
        case .outside(let fields): key.position(in: fields.entries) != nil
        case .table(let table): table[MapKey.string(key.text)] != nil
        }
    }

    /// The value of a key of any kind: `1`, `1u` and `1.0` are one key. A key of a kind that no map
    /// can hold is absent.
    package subscript(_ key: CELValue) -> CELValue? {
        if case .string(let text) = key { return self[text] }
        guard case .table(let table) = storage, let key = MapKey(lookup: key) else { return nil }
        return table[key]
    }

    package var keys: [CELValue] {
        switch storage {
        case .fields(let fields): fields.map { .string($0.key) }
        case .outside(let fields): fields.map { .string($0.key) }
        case .table(let table): table.entries.map(\.key)
        }
    }

    package var entries: [(key: CELValue, value: CELValue)] {
        switch storage {
        case .fields(let fields): fields.map { (.string($0.key), $0.value) }
        case .outside(let fields): fields.map { (.string($0.key), CELValue($0.value)) }
        case .table(let table): table.entries
        }
    }

    /// The map as it came from outside; nil for a map that an expression made.
    package var outside: Fields<Value>? {
        if case .outside(let fields) = storage { fields } else { nil }
    }

    /// The map's fields where every key is text.
    package var fields: Fields<CELValue>? {
        switch storage {
        case .fields(let fields): fields
        case .outside(let fields): fields.mapValues { CELValue($0) }
        case .table(let table): Self.textPairs(table.entries).map { Fields($0) }
        }
    }

    private static func textPairs(
        _ entries: [(key: CELValue, value: CELValue)]
    ) -> [(String, CELValue)]? {
        var pairs: [(String, CELValue)] = []
        pairs.reserveCapacity(entries.count)
        for entry in entries {
            guard case .string(let key) = entry.key else { return nil }
            pairs.append((key, entry.value))
        }
        return pairs
    }
}
