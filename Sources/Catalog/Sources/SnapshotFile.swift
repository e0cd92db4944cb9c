// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// A snapshot as its file holds it: canonical JSON of a source's records and when they were taken. It reads and
/// writes no files.
package struct SnapshotFile: Sendable {
    package typealias Record = Value

    package let source: String
    package let taken: Instant
    package let records: [Value]

    package init(source: String, taken: Instant, records: [Value]) {
        self.source = source
        self.taken = taken
        self.records = records
    }

    package var bytes: [UInt8] {
        CanonicalJSON.bytes(of: [
            "burnham_snapshot": 1, "source": .string(source),
            "taken": .string(taken.description), "records": .list(records),
        ])
    }

    /// Nil for bytes that are no snapshot of this form.
    package init?(bytes: [UInt8]) {
        guard let value = try? JSONParser.parse(bytes), value["burnham_snapshot"]?.int == 1,
            let source = value["source"]?.string,
            let taken = value["taken"]?.string.flatMap(Instant.init),
            let records = value["records"]?.list
        else { return nil }
        self.init(source: source, taken: taken, records: records)
    }

    /// Why an export may not take this snapshot's place: it lost too many of its records. Nil where it may.
    package func shrinkProblem(of records: [Value], for source: Source) -> String? {
        let lost = self.records.count - records.count
        guard lost > 0, lost * 1000 > self.records.count * source.maxShrinkPermille else {
            return nil
        }
        return "the export has \(records.count) of the snapshot's \(self.records.count) records:"
            + " more than \(Self.percent(source.maxShrinkPermille)) are gone"
    }

    /// Why the snapshot is too old to plan by; nil where it is not.
    package func ageProblem(at now: Instant, for source: Source) -> String? {
        let age = now.seconds - taken.seconds
        guard age > source.maxAge.seconds else { return nil }
        return
            "the snapshot of source `\(self.source)` is from \(taken) and may be \(source.maxAge) old"
    }

    private static func percent(_ permille: Int) -> String {
        permille.isMultiple(of: 10) ? "\(permille / 10)%" : "\(permille / 10).\(permille % 10)%"
    }
}
