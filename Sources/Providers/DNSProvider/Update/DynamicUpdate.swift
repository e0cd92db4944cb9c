// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// The provider `dns-update`: DNS record sets on a name server, read by zone transfer and written by dynamic update
/// (RFC 2136). It makes no zones and touches no SOA record.
package enum DynamicUpdate {
    package static let provider = Provider(
        name: "dns-update", summary: "DNS record sets on a name server, by dynamic update.",
        types: [RecordType.type],
        settings: .init(
            schema: UpdateSettings.schema, connection: NameServer.schema,
            limits: TargetLimits(batchSize: 5000), problems: UpdateSettings.problems),
        makeObserver: { UpdateObserver($0) }, makePerformer: { UpdatePerformer($0) })
}
