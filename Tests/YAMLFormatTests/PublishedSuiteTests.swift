// SPDX-License-Identifier: Apache-2.0

import SmallStack
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
        let inputs = try cases.map { item in
            try (
                id: #require(item["id"]?.string),
                bytes: Array(#require(item["yaml"]?.string).utf8)
            )
        }
        let formattedCount =
            onSmallStack { inputs.count { check($0.bytes, $0.id) } } ?? 0
        #expect(formattedCount > 200)
        print("yaml-test-suite: \(formattedCount) of \(cases.count) formatted, the rest refused")
    }

    @Test func everyHostileInputOnASmallStack() throws {
        let cases = try HostileCase.all()
        #expect(cases.count >= 111)
        let formattedCount = onSmallStack {
            cases.count { check($0.bytes, $0.id) }
        }
        print("hostile: \(formattedCount ?? 0) of \(cases.count) formatted, the rest refused")
    }

    /// Whether there is a canonical form.
    private func check(_ bytes: [UInt8], _ id: String) -> Bool {
        let (before, problems) = YAMLSource.parse(bytes)
        let start = threadTime()
        let form = checkForm(bytes, id)
        let time = threadTime() - start
        // The form is made, and made of what was made.
        #expect(time < hostileTimeMax * 2, "\(id) took \(time)")
        guard let once = form else {
            #expect(!problems.isEmpty, "\(id) can be read, and is refused")
            return false
        }
        let after = YAMLSource.parse(once)
        #expect(after.problems.isEmpty, "\(id)")
        let (values, newValues) = (before.map(\.value), after.documents.map(\.value))
        // Not a number equals nothing, but is written as it is.
        let isSame = values == newValues || "\(values)" == "\(newValues)"
        #expect(isSame, "\(id)")
        return true
    }
}
