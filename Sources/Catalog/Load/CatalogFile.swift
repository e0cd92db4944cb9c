// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// The bytes of one file of a catalog. Loading reads no files: it is given them.
package struct CatalogFile: Sendable {
    /// Relative to where the user stands, for diagnostics.
    package let path: String
    /// The root that it belongs to: 0 is the city's.
    package let root: Int
    package let bytes: [UInt8]

    package init(path: String, root: Int, bytes: [UInt8]) {
        self.path = path
        self.root = root
        self.bytes = bytes
    }
}

/// Everything that a load is a function of.
package struct LoadRequest: Sendable {
    package let files: [CatalogFile]
    /// Files of `templates/files/`, by their path below it.
    package let documents: [String: CatalogFile]
    package let providers: [Provider]
    package let snapshots: [Snapshot]
    /// In the city's zone where that is known; only warnings depend on it.
    package let today: CalendarDate
    /// Subscriptions with a recorded row: those are not new. Nil where no store was asked.
    package let recorded: Set<String>?

    package init(
        files: [CatalogFile], documents: [String: CatalogFile], providers: [Provider],
        snapshots: [Snapshot], today: CalendarDate, recorded: Set<String>? = nil
    ) {
        self.files = files
        self.documents = documents
        self.providers = providers
        self.snapshots = snapshots
        self.today = today
        self.recorded = recorded
    }
}

/// The records of one source, as they were taken over.
package struct Snapshot: Sendable {
    package let source: String
    package let records: [Value]
    package let input: Plan.Input
    /// Nil for the file that stands in where no snapshot was taken.
    package var taken: Instant?

    package init(source: String, records: [Value], input: Plan.Input) {
        self.source = source
        self.records = records
        self.input = input
    }
}
