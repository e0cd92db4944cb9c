// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import TargetFiles

/// The provider `zone-files`: DNS record sets in zone files that any name server loads. It answers no
/// queries and tells no server to load them. Batches are large, since each reads and writes whole zones.
package enum ZoneFileTarget {
    package static let provider = Provider(
        name: "zone-files", summary: "DNS record sets in zone files.", types: [RecordType.type],
        settings: .init(
            schema: ZoneSettings.schema, limits: TargetLimits(batchSize: 20_000),
            problems: ZoneSettings.problems),
        makeObserver: { FormObserver($0, opening: ZoneForm.init) },
        makePerformer: { FormPerformer($0, types: [RecordType.type], opening: ZoneForm.init) })
}
