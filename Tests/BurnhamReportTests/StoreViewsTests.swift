// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamReport

/// Views of what the store knows: rows, entries, status, why something exists.
@Suite struct StoreViewsTests {
    // MARK: Show

    @Test func rowsInATable() {
        var suspended = Self.row("cdph/permits-db/database", "database.database", "cdph_permits")
        suspended.suspendedAt = Sample.now
        #expect(
            ShowText.table([Self.role, suspended], on: Screen()) == """
                address                   type               state                       identity
                cdph/permits-db/role      database.role      in use                      cdph_permits_app
                cdph/permits-db/database  database.database  suspended since 2026-11-23  cdph_permits

                """)
    }

    @Test func aRowInFullShowsNoFingerprint() {
        #expect(
            ShowText.row(Self.role, entry: 812, on: Screen()) == """
                cdph/permits-db/role
                  type         database.role
                  target       database
                  identity     cdph_permits_app
                  state        in use
                  service      managed-database small
                  template     managed-database
                  asked in     catalog/subscriptions/cdph/permits.yaml
                  depends on   cdph/permits-db/owners
                  on removal   suspend
                  mark         c0ffee
                  recorded by  entry 812

                Attributes
                  banner    18 bytes
                  login     true
                  password  (secret)

                """)
    }

    @Test func aRowAsJSONIsItsRecordedForm() throws {
        let value = try JSONParser.parse(ShowText.json(Self.role, entry: 812))
        #expect(value["address"] == "cdph/permits-db/role")
        #expect(value["entry"] == 812)
        #expect(RecordedRow(value) == Self.role)
    }

    // MARK: History

    @Test func entriesInATable() {
        let entries = [
            Self.entry(
                7, .outcome, state: ["rows": [], "removed": [], "done": true], cause: "a renewal"),
            Self.entry(
                8, .outcome,
                state: ["done": false, "failure": ["kind": "denied", "words": "no right"]]),
            Self.entry(9, .allowance, state: ["kind": "suspend", "count": 14]),
            LedgerEntry(
                index: 1204,
                draft: EntryDraft(.outcome, day: Sample.now.day, parts: [EntryPart: Value]()),
                erased: ["who", "what"]),
        ]
        #expect(
            HistoryText.table(entries, on: Screen()) == """
                entry  time                     kind       by               about
                    7  2026-11-23 14:02:00 UTC  outcome    u1042 (claimed)  a/b/c · a renewal
                    8  2026-11-23 14:02:00 UTC  outcome    u1042 (claimed)  a/b/c · not done: no right
                    9  2026-11-23 14:02:00 UTC  allowance  u1042 (claimed)  a/b/c · suspend 14
                1,204  2026-11-23               outcome    (erased)         (erased)

                """)
    }

    @Test func anEntryAsJSON() throws {
        let entry = Self.entry(7, .intent, state: ["action": "create"])
        let value = try JSONParser.parse(HistoryText.json(entry))
        #expect(value["entry"] == 7)
        #expect(value["kind"] == "intent")
        #expect(value["parts"]?["state"]?["action"] == "create")
    }

    // MARK: Status, tasks, leases

    @Test func statusOfAnEnvironment() {
        var suspended = Self.row("cpd/records/folder", "file.directory", "/shares/cpd")
        suspended.suspendedAt = Sample.now
        var status = StatusText(
            environment: "live", lineage: "ab12", head: LedgerHead(size: 1247, root: .sha256([])),
            rows: [suspended, Self.role])
        status.lease = Lease(scopes: ["cdph"], holder: "4711 on it1", token: 1, expires: Sample.now)
        status.openIntents = [
            OpenIntent(step: "s", run: "r", address: Address("a/b/c"), state: .null)
        ]
        status.lastRun = ("01JD2ABC", Sample.now)
        status.notes = [("people", "taken over 2026-11-23")]
        #expect(
            status.render(now: Sample.now.advanced(bySeconds: 1), on: Screen()) == """
                live
                  recorded   2 resources, 1 of them suspended
                  ledger     1,247 entries, root e3b0c44298fc1c14
                  lineage    ab12
                  last run   01JD2ABC, ended 2026-11-23 14:02:00 UTC
                  left open  1 step of a run that was cut off: a/b/c
                  lease      4711 on it1 holds cdph, ended 2026-11-23 14:02:00 UTC
                  people     taken over 2026-11-23

                department  in use  suspended
                cdph             1          0
                cpd              0          1

                """)
    }

    @Test func noTaskAndNoLease() {
        #expect(TaskText.render([], now: Sample.now, on: Screen()) == "no task is open\n")
        #expect(LeaseText.render([], now: Sample.now, on: Screen()) == "nobody holds a lease\n")
    }

    // MARK: Why something exists

    @Test func whySomethingExists() {
        var text = ExplainAddressText(environment: "live", row: Self.role, resource: Self.resource)
        text.subscriptionPlace = "catalog/subscriptions/cdph/permits.yaml:3"
        text.templatePlace = "templates/managed-database.yaml:11"
        text.made = Self.entry(812, .outcome, state: [:])
        text.seen = (Sample.now, "as recorded")
        #expect(
            text.render(on: Screen()) == """
                database.role cdph_permits_app, target database, environment live
                  asked      catalog/subscriptions/cdph/permits.yaml:3
                  service    managed-database, tier small
                  template   managed-database   templates/managed-database.yaml:11
                  made       2026-11-23, run 01JD2ABC, entry 812
                  last seen  2026-11-23 14:02 UTC, as recorded

                """)
    }

    @Test func whatNobodyAsksForAnyMore() {
        let text = ExplainAddressText(environment: "live", row: Self.role, resource: nil)
        let shown = text.render(on: Screen()) ?? ""
        #expect(shown.contains("  was asked  catalog/subscriptions/cdph/permits.yaml\n"))
        #expect(shown.contains("  now        nothing asks for it"))
        #expect(
            ExplainAddressText(environment: "live", row: nil, resource: nil).render(on: Screen())
                == nil)
    }

    // MARK: Made for tests

    private static let origin = Origin(
        department: "cdph", subscription: "permits-db", service: "managed-database",
        tier: "small", template: "managed-database",
        sourceFile: "catalog/subscriptions/cdph/permits.yaml")

    private static var role: RecordedRow {
        row("cdph/permits-db/role", "database.role", "cdph_permits_app")
    }

    private static var resource: Resource {
        Resource(
            address: Address("cdph/permits-db/role"),
            object: Resource.Object(
                type: "database.role", target: "database", identity: "cdph_permits_app"),
            content: Resource.Content(attributes: [:]),
            policy: Resource.RemovalPolicy(onRemoval: .suspend), links: Resource.Links(),
            origin: origin)
    }

    private static func row(_ address: String, _ type: String, _ identity: String) -> RecordedRow {
        RecordedRow(
            subject: RecordedRow.Subject(
                address: Address(address), uid: "c0ffee", type: type, typeVersion: 1,
                target: "database", identity: identity),
            image: RecordedRow.Image(
                attributes: ["login": true, "banner": "unauthorised\nuse\n\n"], stated: [],
                fingerprints: ["password": "k1:abcdef"], observedDigest: .sha256([])),
            keeping: RecordedRow.Keeping(
                dependsOn: [Address("cdph/permits-db/owners")], isProtected: false,
                onRemoval: .suspend, suspendedAt: nil),
            origin: origin)
    }

    private static func entry(
        _ index: Int, _ kind: EntryKind, state: Value, cause: String? = nil
    ) -> LedgerEntry {
        LedgerEntry(
            index: index,
            draft: EntryDraft(
                kind, day: Sample.now.day,
                parts: [
                    .who: ["actor": "u1042", "proof": "claimed"], .what: ["address": "a/b/c"],
                    .why: ["reason": .null, "cause": cause.map(Value.string) ?? .null],
                    .run: ["run": "01JD2ABC", "time": .string(Sample.now.description)],
                    .state: state,
                ]))
    }
}
