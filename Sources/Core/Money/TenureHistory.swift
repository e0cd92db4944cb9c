// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads from the ledger's entries, one after the other, which subscriptions there were when, on which terms, and how
/// long they were waited for. It reads no store and knows no time zone: days are given.
package struct TenureHistory {
    package private(set) var tenures: [Tenure] = []
    package private(set) var fulfilments: [Fulfilment] = []
    /// The first and last day that an entry is of; nil for an empty ledger.
    package private(set) var days: ClosedRange<CalendarDate>?
    /// Entries whose content was erased: what they said is missing here.
    package private(set) var erasedEntries = 0

    private let day: (Instant) -> CalendarDate
    private let isWaiting: (RecordedRow) -> Bool
    private var states: [String: State] = [:]

    /// What is recorded of one subscription.
    private struct State {
        /// The place of its latest tenure.
        var tenure: Int?
        var inUse: Set<Address> = []
        var suspended: Set<Address> = []
        var fulfilment: Int?
        /// What was planned for it first and is not there yet.
        var missing: Set<Address> = []
    }

    /// The day of an instant in the city's zone; whether a row is about something that people have to do yet.
    package init(
        day: @escaping (Instant) -> CalendarDate, isWaiting: @escaping (RecordedRow) -> Bool
    ) {
        self.day = day
        self.isWaiting = isWaiting
    }

    package mutating func add(_ entry: LedgerEntry) {
        let draft = entry.draft
        let time = draft[.run]?["time"]?.string.flatMap { Instant($0) }
        let day = time.map(day) ?? draft.day
        days = (days?.lowerBound ?? day)...max(day, days?.upperBound ?? day)
        if entry.erased.contains(EntryPart.state.rawValue) { erasedEntries += 1 }
        if draft.kind == .plan { return notePlanned(draft[.state], on: day) }
        guard let projection = Projection(of: draft) else { return }
        let former = draft.kind == .move ? projection.removed.first : nil
        var touched: Set<String> = []
        for row in projection.rows { touched.insert(note(row, on: day, movedFrom: former)) }
        for address in projection.removed {
            let path = String(address.subscription)
            states[path]?.inUse.remove(address)
            states[path]?.suspended.remove(address)
            touched.insert(path)
        }
        for path in touched.sorted() { settle(path, on: day, isMove: draft.kind == .move) }
    }

    // MARK: Rows

    private mutating func note(
        _ row: RecordedRow, on day: CalendarDate, movedFrom former: Address?
    ) -> String {
        let path = String(row.address.subscription)
        var state = states[path] ?? State()
        if row.suspendedAt == nil {
            let agreement = Tenure.Agreement(
                since: day, tier: row.origin.tier, terms: row.origin.terms ?? Terms())
            if state.inUse.isEmpty {
                begin(row.origin, agreement, at: path, movedFrom: former, &state)
            } else if let tenure = state.tenure {
                tenures[tenure].agree(agreement)
            }
            state.inUse.insert(row.address)
            state.suspended.remove(row.address)
            if let place = state.fulfilment { fulfilments[place].isWithdrawn = false }
            if !isWaiting(row) { state.missing.remove(row.address) }
        } else {
            state.inUse.remove(row.address)
            state.suspended.insert(row.address)
        }
        states[path] = state
        return path
    }

    private mutating func begin(
        _ origin: Origin, _ agreement: Tenure.Agreement, at path: String,
        movedFrom former: Address?, _ state: inout State
    ) {
        let subject = Tenure.Subject(
            path: path, department: origin.department, service: origin.service)
        if let last = state.tenure, tenures[last].isReplaced(by: subject, on: agreement.since) {
            return tenures[last].goOn(agreement)
        }
        var isNew = state.suspended.isEmpty && former == nil
        var before: Int?
        // What was suspended and takes room is taken into use again.
        if let last = state.tenure, tenures[last].released == nil {
            tenures[last].released = agreement.since
            (before, isNew) = (last, false)
        } else if let former {
            before = states[String(former.subscription)]?.tenure
        }
        let firstMonth =
            isNew ? Month(of: agreement.since) : before.flatMap { tenures[$0].firstMonth }
        state.tenure = tenures.count
        tenures.append(Tenure(subject, agreement, firstMonth: firstMonth))
    }

    private mutating func settle(_ path: String, on day: CalendarDate, isMove: Bool) {
        guard let state = states[path] else { return }
        if let tenure = state.tenure, state.inUse.isEmpty {
            if tenures[tenure].ends == nil {
                tenures[tenure].ends = day
                tenures[tenure].isMovedOn = isMove
                if let place = state.fulfilment { fulfilments[place].isWithdrawn = true }
            }
            if state.suspended.isEmpty, tenures[tenure].released == nil {
                tenures[tenure].released = day
            }
        }
        if let place = state.fulfilment, state.missing.isEmpty,
            fulfilments[place].fulfilled == nil, !state.inUse.isEmpty
        {
            fulfilments[place].fulfilled = day
        }
    }

    // MARK: Plans

    /// What a plan makes for a subscription of which nothing was recorded is what its department waits for.
    private mutating func notePlanned(_ plan: Value?, on day: CalendarDate) {
        let now = plan?["basis"]?["now"]?.string.flatMap { Instant($0) }
        let asked = now.map(self.day) ?? day
        let first = fulfilments.count
        for change in plan?["changes"]?.list ?? [] {
            guard let kind = change["kind"]?.string.flatMap(ChangeKind.init(rawValue:)),
                kind == .create || kind == .waiting,
                let address = change["address"]?.string.map({ Address($0) })
            else { continue }
            let path = String(address.subscription)
            var state = states[path] ?? State()
            guard state.tenure == nil, state.fulfilment.map({ $0 >= first }) ?? true else {
                continue
            }
            if state.fulfilment == nil {
                state.fulfilment = fulfilments.count
                let subject = Tenure.Subject(
                    path: path, department: String(address.department),
                    service: change["origin"]?["service"]?.string ?? "")
                fulfilments.append(Fulfilment(subject: subject, asked: asked))
            }
            state.missing.insert(address)
            states[path] = state
        }
    }
}

extension TenureHistory {
    /// What all takes of a pool at the end of each of some days, which are in their order.
    package func uses(of pool: String, on days: [CalendarDate]) -> [Int64] {
        let takers = tenures.filter { tenure in
            tenure.agreements.contains {
                $0.terms.consumes.contains { $0.pool.hasSameBytes(as: pool) }
            }
        }
        return days.map { day in
            takers.reduce(0) { PoolUse.sum($0, $1.use(of: pool, on: day)) }
        }
    }
}

/// How long a department waited for a subscription.
package struct Fulfilment: Sendable, Equatable {
    package let subject: Tenure.Subject
    /// The day of the first plan with it that was applied.
    package let asked: CalendarDate
    /// The day on which all that this plan makes was there and no task of it was open any more; nil until then.
    package var fulfilled: CalendarDate?
    /// Whether it was taken out of use: nobody waits for what is missing of it.
    package var isWithdrawn = false

    package init(
        subject: Tenure.Subject, asked: CalendarDate, fulfilled: CalendarDate? = nil
    ) {
        self.subject = subject
        self.asked = asked
        self.fulfilled = fulfilled
    }
}
