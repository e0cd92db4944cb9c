// SPDX-License-Identifier: Apache-2.0

/// The entries of a map with keys of several kinds, in the order they were written, with an index.
final class KeyTable: Sendable {
    let entries: [(key: CELValue, value: CELValue)]
    private let positions: [MapKey: Int]

    init(_ entries: [(key: CELValue, value: CELValue)]) throws(CELError) {
        var positions: [MapKey: Int] = [:]
        positions.reserveCapacity(entries.count)
        for (position, entry) in entries.enumerated() {
            guard let key = MapKey(entry.key) else {
                throw CELError.mismatch(.unsupportedKey(entry.key.runtimeType.name), [entry.key])
            }
            guard positions.updateValue(position, forKey: key) == nil else {
                throw CELError(.duplicateKey)
            }
        }
        self.entries = entries
        self.positions = positions
    }

    subscript(_ key: MapKey) -> CELValue? { positions[key].map { entries[$0].value } }
}
