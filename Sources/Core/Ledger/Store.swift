// SPDX-License-Identifier: Apache-2.0

/// Where ledger and recorded rows of one environment are kept. Calls block; whoever calls from
/// asynchronous code does it on a thread pool.
package protocol LedgerReader: Sendable {
    /// The store's random id, 128 bits in hex.
    var lineage: String { get }
    func head() throws(StoreFailure) -> LedgerHead
    /// The head as it was at `size`; nil where the ledger is smaller.
    func head(at size: Int) throws(StoreFailure) -> LedgerHead?
    /// Every recorded row, by address.
    func rows() throws(StoreFailure) -> [RecordedRow]
    /// The index of the entry that each address was last written by.
    func rowEntries() throws(StoreFailure) -> [Address: Int]
    /// Uids that the ledger ever gave, with the address that each was last recorded at.
    func uids() throws(StoreFailure) -> [String: Address]
    func openIntents() throws(StoreFailure) -> [OpenIntent]
    func run(forPlan plan: String) throws(StoreFailure) -> RunState?
    func entries(_ range: Range<Int>) throws(StoreFailure) -> [LedgerEntry]
    func lease(scope: String) throws(StoreFailure) -> Lease?
    /// The fingerprints' key: it lies beside the store, not in it.
    func fingerprinter() throws(StoreFailure) -> Fingerprinter
}

package protocol Store: LedgerReader {
    /// Appends the entries and applies their projections in one transaction that also checks the lease's
    /// fencing token. Returns their indices.
    func append(_ entries: [EntryDraft], under lease: Lease) throws(StoreFailure) -> Range<Int>
    /// Refused with `leased` while another holder's lease of an overlapping scope is not over.
    func acquireLease(_ request: LeaseRequest) throws(StoreFailure) -> Lease
    func renew(_ lease: Lease, now: Instant) throws(StoreFailure) -> Lease
    func release(_ lease: Lease) throws(StoreFailure)
}

/// What became of the run of a plan.
package struct RunState: Sendable, Equatable {
    package let run: String
    package let isEnded: Bool
    /// Keys of the steps that are done (`Projection.doneStep`).
    package let settledSteps: Set<String>

    package init(run: String, isEnded: Bool, settledSteps: Set<String>) {
        self.run = run
        self.isEnded = isEnded
        self.settledSteps = settledSteps
    }
}

/// The right to write one environment, or the named departments of it, until it expires.
package struct Lease: Sendable, Equatable {
    /// `*` for the environment, else a department's id.
    package let scopes: [String]
    /// What the holder is, for people: process and host.
    package let holder: String
    /// Grows with every lease: a transaction under an older one is refused.
    package let token: Int64
    package let expires: Instant

    package init(scopes: [String], holder: String, token: Int64, expires: Instant) {
        self.scopes = scopes
        self.holder = holder
        self.token = token
        self.expires = expires
    }
}

package struct LeaseRequest: Sendable {
    package let scopes: [String]
    package let holder: String
    package let now: Instant
    package let lifetimeSeconds: Int64

    package init(scopes: [String], holder: String, now: Instant, lifetimeSeconds: Int64 = 60) {
        self.scopes = scopes
        self.holder = holder
        self.now = now
        self.lifetimeSeconds = lifetimeSeconds
    }
}

/// Why a store could not be used.
package enum StoreFailure: Error, Sendable, Equatable {
    /// Somebody else holds the lease.
    case leased(Lease)
    /// The lease was lost: it expired and another was given, or it was broken.
    case fenced
    case locked(path: String)
    case unreadable(path: String, words: String)
    /// The file is no store, or is cut off, or was changed by something else.
    case damaged(path: String, words: String)
    case newer(path: String, version: Int)
    case noSpace(path: String)
}
