// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Testing
import Values

/// The page of the ledger's entries names every kind, every part and every member that the code writes.
@Suite struct LedgerPageTests {
    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/reference/ledger-entries.md")

    /// The names in the first column of the tables of one section.
    private func names(in section: String) throws -> Set<String> {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let body = try #require(text.components(separatedBy: "\n## \(section)\n").dropFirst().first)
        let rows = body.components(separatedBy: "\n## ")[0].split(separator: "\n")
        return Set(
            rows.filter { $0.hasPrefix("| `") }.flatMap { row in
                row.dropFirst(2).prefix { $0 != "|" }.matches(of: /`([^`]+)`/).map {
                    String($0.output.1)
                }
            })
    }

    @Test func everyKindIsThere() throws {
        #expect(try names(in: "Kinds") == Set(EntryKind.allCases.map(\.rawValue)))
    }

    @Test func everyPartIsThere() throws {
        #expect(try names(in: "Parts") == Set(EntryPart.allCases.map(\.rawValue)))
    }

    @Test func everyMemberOfARowIsThere() throws {
        let row = Set(Thing.row(suspended: true).value.object?.keys ?? [])
        let state = Set(Projection.state(rows: [Thing.row()]).object?.keys ?? [])
        let named = try names(in: "Rows and removals")
        #expect(row.subtracting(named).isEmpty, "not on the page: \(row.subtracting(named))")
        #expect(state.subtracting(named).isEmpty, "not on the page: \(state.subtracting(named))")
    }
}
