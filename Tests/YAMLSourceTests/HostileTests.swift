// SPDX-License-Identifier: Apache-2.0

import SmallStack
import Testing
import Values
import YAMLCases
import YAMLSource

/// Inputs made to hurt: each ends in a value or in a located problem, in time and without a crash, also on a
/// small stack.
@Suite struct HostileTests {
    /// What only the reader of a catalog can refuse: it knows which fields are ids, paths or expressions.
    private static let outsideYAML: Set<String> = [
        "top-level-scalar", "homoglyph", "newline-in-id", "path-traversal", "unterminated-expr",
    ]

    private struct Outcome: Sendable {
        let item: HostileCase
        let documents: [YAMLNode]
        let problems: [YAMLProblem]
        let time: Duration
    }

    @Test(.enabled(if: PublishedCases.areRunnable))
    func everyCaseEndsAsItMust() throws {
        let cases = try HostileCase.all()
        #expect(cases.count >= 111)
        let outcomes = onSmallStack {
            cases.map { item in
                let start = threadTime()
                let (documents, problems) = YAMLSource.parse(item.bytes)
                let time = threadTime() - start
                return Outcome(
                    item: item, documents: documents, problems: problems, time: time)
            }
        }
        for outcome in outcomes ?? [] {
            #expect(outcome.time < hostileTimeMax, "\(outcome.item.id) took \(outcome.time)")
            check(outcome.item, outcome.documents, outcome.problems)
        }
    }

    /// The deepest tree that the limits allow is built, walked and freed.
    @Test(arguments: ["[", "{a: ", "- "])
    func theDeepestTreeFitsASmallStack(opening: String) {
        var limits = YAMLLimits.standard
        limits.depthMax = YAMLLimits.depthCeiling
        let closing = ["[": "]", "{a: ": "}"][opening] ?? ""
        let depth = limits.depthMax
        let text =
            String(repeating: opening, count: depth) + "x"
            + String(repeating: closing, count: depth)
        let count = onSmallStack { [limits] in
            let (documents, _) = YAMLSource.parse(Array(text.utf8), limits: limits)
            let values = documents.map(\.value)
            return values.count + documents.flatMap { $0.ambiguityProblems() }.count
        }
        #expect(count == 1)
    }

    private func check(_ item: HostileCase, _ documents: [YAMLNode], _ problems: [YAMLProblem]) {
        for problem in problems {
            #expect(problem.span.end <= item.bytes.count, "\(item.id): \(problem)")
        }
        if let value = item.value, problems.isEmpty {
            #expect(documents.map(\.value) == [value], "\(item.id)")
        }
        let isRefused =
            !problems.isEmpty || documents.contains { !$0.ambiguityProblems().isEmpty }
        guard !Self.outsideYAML.contains(item.id) else { return }
        switch item.must {
        case "reject", "reject-fast", "reject-or-warn":
            #expect(isRefused, "\(item.id) has to be refused")
        case "value":
            #expect(problems.isEmpty, "\(item.id) has a value: \(problems)")
        case "string-or-reject", "string-key-or-reject":
            let text = item.path.flatMap { documents.first?.value[$0]?.string }
            #expect(isRefused || text == item.string, "\(item.id)")
        default:
            #expect(isRefused || problems.isEmpty, "\(item.id)")
        }
    }
}
