// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ExternalProvider
import Testing
import Values

/// Many objects at once.
@Suite struct PaceTests {
    @Test func manyObjectsAreObservedInPagesAndInOrder() async throws {
        let target = try Misbehaving(changing: ["answer_mebibytes": 8])
        let names = (0..<25_000).map { $0.isMultiple(of: 3) ? "there \($0)" : "not \($0)" }
        let seen = try await target.observer.observe(
            names.map { Misbehaving.item($0) }, lineage: Misbehaving.mark.lineage)
        #expect(seen.presences.count == names.count)
        for (name, presence) in zip(names, seen.presences) {
            let expected: Value? = name.hasPrefix("there ") ? .string(name) : nil
            guard presence.object?.attributes["name"] == expected else {
                Issue.record("\(name) is \(presence)")
                return
            }
        }
    }

    @Test func manyOperationsAreAnsweredInOrder() async throws {
        let target = try Misbehaving(changing: ["answer_mebibytes": 8])
        let operations = (0..<5000).map { Misbehaving.operation(.create, "thing \($0)") }
        let results = await target.perform(operations)
        #expect(results.count == operations.count)
        let names = results.map { result -> Value? in
            if case .done(let object) = result { object.attributes["name"] } else { nil }
        }
        #expect(names == operations.map { .string($0.identity) })
    }
}
