// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import TargetFiles

/// The provider `zone-files`: DNS record sets in zone files that any name server loads. It answers no
/// queries and tells no server to load them.
package enum ZoneFileTarget {
    package static let provider = Provider(
        name: "zone-files", summary: "DNS record sets in zone files.", types: [RecordType.type],
        settings: .init(
            schema: ZoneSettings.schema, limits: TargetLimits(batchSize: 5000),
            problems: ZoneSettings.problems),
        makeObserver: { FormObserver($0, opening: ZoneForm.init) },
        makePerformer: { FormPerformer($0, types: [RecordType.type], opening: ZoneForm.init) })
}
