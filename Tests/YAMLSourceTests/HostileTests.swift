// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing
import Values
import YAMLSource

/// Inputs made to hurt: each ends in a value or in a located problem, in time and without a crash, also on a
/// small stack.
@Suite struct HostileTests {
    struct Case: Sendable {
        let id: String
        let must: String
        let bytes: [UInt8]
        let value: Value?
        let path: String?
        let string: String?
    }

    /// What only the reader of a catalog can refuse: it knows which fields are ids, paths or expressions.
    private static let outsideYAML: Set<String> = [
        "top-level-scalar", "homoglyph", "newline-in-id", "path-traversal", "unterminated-expr",
    ]

    private struct Outcome: Sendable {
        let item: Case
        let documents: [YAMLNode]
        let problems: [YAMLProblem]
        let time: Duration
    }

    @Test(.enabled(if: PublishedCases.areRunnable))
    func everyCaseEndsAsItMust() throws {
        let document = try PublishedCases.document("hostile.json")
        let cases = try #require(document["cases"]?.list).map { try Case($0) }
        #expect(cases.count >= 111)
        let outcomes = onSmallStack {
            cases.map { item in
                let start = Self.threadTime()
                let (documents, problems) = YAMLSource.parse(item.bytes)
                let time = Self.threadTime() - start
                return Outcome(
                    item: item, documents: documents, problems: problems, time: time)
            }
        }
        for outcome in outcomes {
            #expect(outcome.time < Self.timeMax, "\(outcome.item.id) took \(outcome.time)")
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
            return [values.count + documents.flatMap { $0.ambiguityProblems() }.count]
        }
        #expect(count == [1])
    }

    /// Runs `body` on a thread with 512 KiB of stack.
    private func onSmallStack<Result: Sendable>(
        _ body: @escaping @Sendable () -> [Result]
    ) -> [Result] {
        let results = Mutex<[Result]>([])
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let result = body()
            results.withLock { $0 = result }
            done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        done.wait()
        return results.withLock { $0 }
    }

    /// What the thread has computed, so that a busy machine does not count.
    private static func threadTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// The bar is 2 s for what runs in production; without optimisation ten times that.
    private static var timeMax: Duration {
        #if DEBUG
            .seconds(20)
        #else
            .seconds(2)
        #endif
    }

    private func check(_ item: Case, _ documents: [YAMLNode], _ problems: [YAMLProblem]) {
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

extension HostileTests.Case {
    init(_ value: Value) throws {
        id = try #require(value["id"]?.string)
        must = try #require(value["must"]?.string)
        self.value = value["value"]
        path = value["path"]?.string
        string = value["string"]?.string
        if let text = value["yaml"]?.string {
            bytes = Array(text.utf8)
        } else if let encoded = value["bytes_b64"]?.string {
            bytes = try [UInt8](#require(Data(base64Encoded: encoded)))
        } else {
            bytes = try #require(value["recipe"]?.list).flatMap { try Self.expand($0) }
        }
    }

    /// A literal, a text repeated, or a text repeated with its number in it.
    private static func expand(_ step: Value) throws -> [UInt8] {
        if let literal = step["lit"]?.string { return Array(literal.utf8) }
        let count = try Int(#require(step["n"]?.int))
        if let text = step["rep"]?.string {
            return repeated(Array(text.utf8), count)
        }
        let parts = try #require(step["repi"]?.string).split(
            separator: "{i}", omittingEmptySubsequences: false)
        return Array((0..<count).map { parts.joined(separator: String($0)) }.joined().utf8)
    }

    private static func repeated(_ once: [UInt8], _ count: Int) -> [UInt8] {
        guard count > 1 else { return count == 1 ? once : [] }
        let half = repeated(once, count / 2)
        return half + half + (count % 2 == 1 ? once : [])
    }
}
