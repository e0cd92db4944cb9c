// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import YAMLCases
import YAMLFormat
import YAMLSource

/// Every published input that can be read has a canonical form, which says the same and is its own; every other
/// is refused as a load refuses it.
@Suite(.enabled(if: PublishedCases.areRunnable)) struct PublishedSuiteTests {
    @Test func everyCaseOfTheTestSuite() throws {
        let cases = try #require(
            PublishedCases.document("yaml-test-suite.json")["cases"]?.list)
        #expect(cases.count >= 402)
        var formattedCount = 0
        for item in cases {
            let id = try #require(item["id"]?.string)
            let bytes = try Array(#require(item["yaml"]?.string).utf8)
            if check(bytes, id) { formattedCount += 1 }
        }
        print("yaml-test-suite: \(formattedCount) of \(cases.count) formatted, the rest refused")
    }

    @Test func everyHostileInputOnASmallStack() throws {
        let cases = try HostileCase.all()
        #expect(cases.count >= 111)
        let outcomes = onSmallStack { cases.map { check($0.bytes, $0.id) } }
        print("hostile: \(outcomes.count { $0 }) of \(cases.count) formatted, the rest refused")
    }

    /// Whether there is a canonical form.
    private func check(_ bytes: [UInt8], _ id: String) -> Bool {
        let (before, problems) = YAMLSource.parse(bytes)
        guard let once = checkForm(bytes, id) else {
            #expect(!problems.isEmpty, "\(id) can be read, and is refused")
            return false
        }
        let after = YAMLSource.parse(once)
        #expect(after.problems.isEmpty, "\(id)")
        #expect(before.map { "\($0.value)" } == after.documents.map { "\($0.value)" }, "\(id)")
        return true
    }
}
