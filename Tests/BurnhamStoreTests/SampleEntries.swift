// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Entries as an apply writes them, for tests: plans, intents and outcomes about numbered resources.
enum SampleEntries {
    static let noon = Instant("2026-11-22T12:00:00.000Z")!

    static func row(_ number: Int, uid: String? = nil, content: String = "first") -> RecordedRow {
        row("d\(number % 40)/files/document[\(number)]", uid: uid ?? uidText(number), content)
    }

    static func row(_ address: String, uid: String, _ content: String) -> RecordedRow {
        let attributes: Fields<Value> = [
            "path": .string("sites/\(address.count)/index.html"), "mode": "0644",
            "content": .string(content),
            "sha256": .string(Digest.sha256(content.utf8).hex),
            "location": .string("/srv/sites/\(address.count)/index.html"),
        ]
        return RecordedRow(
            subject: RecordedRow.Subject(
                address: Address(address), uid: uid, type: "file.document", typeVersion: 1,
                target: "files", identity: "sites/\(address.count)/index.html"),
            image: RecordedRow.Image(
                attributes: attributes, stated: ["content", "path"], fingerprints: [:],
                observedDigest: .canonical(.object(attributes))),
            keeping: RecordedRow.Keeping(
                dependsOn: [Address("d1/files/folder")], isProtected: false, onRemoval: .delete,
                suspendedAt: nil),
            origin: Origin(
                department: "d1", subscription: "files", service: "web-site", tier: "small",
                template: "web-site", sourceFile: "catalog/subscriptions/d1/files.yaml"))
    }

    static func uidText(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    static func stepKey(_ number: Int, plan: String = "plan") -> String {
        Digest.canonical([.string(plan), .int(Int64(number)), "create"]).hex
    }

    static func intent(_ row: RecordedRow, step: String, run: String = "R1") -> EntryDraft {
        draft(
            .intent, row, step: step, run: run,
            state: ["action": "create", "before": .null, "row": row.value])
    }

    static func outcome(_ row: RecordedRow, step: String, run: String = "R1") -> EntryDraft {
        draft(.outcome, row, step: step, run: run, state: Projection.state(rows: [row]))
    }

    static func removal(_ row: RecordedRow, step: String, run: String = "R1") -> EntryDraft {
        draft(
            .outcome, row, step: step, run: run,
            state: Projection.state(rows: [], removed: [row.address]))
    }

    static func draft(
        _ kind: EntryKind, _ row: RecordedRow, step: String, run: String, state: Value
    ) -> EntryDraft {
        EntryDraft(
            kind, day: noon.day,
            parts: [
                .who: ["actor": "u1042", "proof": "claimed"],
                .place: ["department": "d1", "target": .string(row.target)],
                .what: [
                    "address": .string(row.address.text), "type": .string(row.type),
                    "service": .string(row.origin.service), "tier": .string(row.origin.tier),
                ],
                .why: ["reason": .null, "cause": .null],
                .run: [
                    "run": .string(run), "plan": "plan", "step": .string(step),
                    "time": .string(noon.description),
                ],
                .state: state,
            ])
    }

    static func about(
        run: String, _ kind: EntryKind, plan: String = "plan", at time: Instant = noon,
        state: Value = [:]
    ) -> EntryDraft {
        EntryDraft(
            kind, day: time.day,
            parts: [
                .who: ["actor": "u1042", "proof": "claimed"],
                .run: [
                    "run": .string(run), "plan": .string(plan), "step": .null,
                    "time": .string(time.description),
                ],
                .state: state,
            ])
    }
}
