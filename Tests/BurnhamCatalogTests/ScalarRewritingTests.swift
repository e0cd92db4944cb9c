// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import YAMLSource

@testable import BurnhamCatalog

/// New text for scalars that stand in a file: their style is kept, and what can't be written is refused.
@Suite struct ScalarRewritingTests {
    private func node(_ text: String) throws -> YAMLNode {
        try #require(YAMLSource.parse(Array("x: \(text)\n".utf8)).documents.first?.entry("x")).value
    }

    private func texts(_ yaml: String, _ recorded: Value?, _ observed: Value) throws -> [String]? {
        ScalarRewriting.rewrites(of: try node(yaml), from: recorded, to: observed)?.map(\.text)
    }

    @Test func quotesStayAsTheyAre() throws {
        #expect(try texts("one", nil, "two") == ["two"])
        #expect(try texts("one", nil, "no") == ["\"no\""])
        #expect(try texts("\"one\"", nil, "a \"b\"") == ["\"a \\\"b\\\"\""])
        #expect(try texts("'one'", nil, "it's") == ["'it''s'"])
        #expect(try texts("20", nil, 30) == ["30"])
        #expect(try texts("true", nil, false) == ["false"])
    }

    @Test func whatHasNoPlaceIsRefused() throws {
        #expect(try texts("\"20\"", nil, 30) == nil)
        #expect(try texts("one", nil, ["a"]) == nil)
        #expect(try texts("|\n  one\n", nil, "two") == nil)
        #expect(try texts("[a, b]", ["a", "b"], ["a", "b", "c"]) == nil)
    }

    @Test func aListTakesOverWhatChanged() throws {
        #expect(try texts("[a, b]", ["a", "b"], ["a", "c"]) == ["c"])
        #expect(try texts("[b, a]", ["a", "b"], ["b", "c"]) == ["c"])
        let rewritten = ScalarRewriting.rewrites(
            of: try node("[b, a]"), from: ["a", "b"], to: ["b", "c"])
        #expect(rewritten?.first?.node.scalar?.text == "a")
    }

    @Test func onlyAParameterAloneIsAPath() {
        #expect(ParameterPath("${parameters.quota_gb}")?.text == "quota_gb")
        #expect(ParameterPath("${ parameters.network.zone }")?.text == "network.zone")
        #expect(ParameterPath("x ${parameters.name}") == nil)
        #expect(ParameterPath("${parameters.name + 'x'}") == nil)
        #expect(ParameterPath("${department.id}") == nil)
        #expect(ParameterPath("${parameters}") == nil)
        #expect(ParameterPath("parameters.name") == nil)
    }
}
