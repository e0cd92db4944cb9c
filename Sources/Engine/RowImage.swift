// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// What of an object as read back is recorded of it. It reads nothing itself.
package struct RowImage: Sendable {
    private let type: ResourceType
    private let settings: Value
    private let fingerprinter: Fingerprinter

    package init(type: ResourceType, settings: Value, fingerprinter: Fingerprinter) {
        self.type = type
        self.settings = settings
        self.fingerprinter = fingerprinter
    }

    /// `base` with the object's normalised attributes, digest and fingerprints.
    package func row(_ base: RecordedRow, reading object: ObservedObject) -> RecordedRow {
        var row = base
        row.attributes = type.functions.normalise(object.attributes, settings)
        row.observedDigest = object.digest(of: type, settings: settings)
        row.fingerprints = Fields<String>(
            object.secrets.map {
                (
                    $0.key,
                    fingerprinter.fingerprint(uid: row.uid, attribute: $0.key, of: $0.value)
                )
            })
        return row
    }
}
