// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing
import Values

/// Environments that grow, activations that serve several programs, functions of one's own.
struct EnvironmentTests {
    @Test func growsAndKeepsSlots() throws {
        let small = CELEnvironment(declarations: [CELDeclaration("a", .int), CELDeclaration("b")])
        let large = small.adding([CELDeclaration("each", .string), CELDeclaration("b", .int)])
        let first = try small.compile("a + 1").get()
        let second = try large.compile("each + string(a + b)").get()
        var activation = CELActivation(large)
        activation["a"] = .int(1)
        activation["b"] = .int(2)
        let each = try #require(large.slot(of: "each"))
        var results: [String] = []
        for key in ["x", "y"] {
            activation[each] = .string(key)
            results.append(Workbench.text(try second.value(activation)))
        }
        #expect(results == ["'x3'", "'y3'"])
        #expect(Workbench.text(try first.value(activation)) == "2")
        #expect(large.slot(of: "b") == small.slot(of: "b"))
        #expect(small.slot(of: "each") == nil)
        guard case .failure(let issues) = large.compile("b.x") else {
            Issue.record("the type of `b` is the older one")
            return
        }
        #expect(issues.first.message == "a value of type int has no fields")
    }

    @Test func aSmallerActivationIsUnbound() throws {
        let small = CELEnvironment(declarations: [CELDeclaration("a")])
        let program = try small.adding([CELDeclaration("b")]).compile("b").get()
        guard case .failure(let error) = program.evaluate(CELActivation(small)) else {
            Issue.record("a value from nowhere")
            return
        }
        #expect(error.kind == .noSuchVariable("b"))
    }

    @Test func takesFunctionsOfItsOwn() throws {
        let doubled = CELOverload.global("doubled", .int, .int) { value, _ throws(CELError) in
            guard case .int(let number) = value else { throw CELError(.overflow) }
            return .int(number * 2)
        }
        let lookUp = CELOverload.member(.map(.string, .dyn), "pick", .string, .dyn) {
            map, key, budget throws(CELError) in
            try budget.charge(10)
            guard case .map(let map) = map, let value = map[key] else {
                throw CELError(.argument(function: "pick", reason: "nothing there"))
            }
            return value
        }
        var bench = Workbench()
        bench.environment = CELEnvironment(
            declarations: [], functions: .standard.adding([doubled, lookUp]))
        #expect(bench.run("doubled(21)") == "42")
        #expect(bench.run("doubled('a')") == "check: `doubled` does not take (string) [doubled]")
        #expect(bench.run("{'a': 1}.pick('a')") == "1")
        #expect(bench.run("{'a': 1}.pick('b')") == "fails: `pick`: nothing there [pick]")
        #expect(bench.run("{'a': 1}.pick(1)").hasPrefix("check: `pick` does not take"))
    }

    @Test func embedsTextOfSimpleValues() throws {
        func text(_ source: String) throws -> String? {
            let bench = Workbench()
            let program = try bench.program(source)
            let text = try program.value(bench.activation).embeddedText
            #expect(program.resultType.mayBeEmbedded == (text != nil))
            return text
        }
        #expect(try text("'a'") == "a")
        #expect(try text("-1") == "-1")
        #expect(try text("2u") == "2")
        #expect(try text("true") == "true")
        #expect(try text("timestamp(0)") == "1970-01-01T00:00:00Z")
        #expect(try text("duration('90s')") == "90s")
        #expect(try text("1.5") == nil)
        #expect(try text("[1]") == nil)
        #expect(try text("null") == nil)
        #expect(CELType.pending(.string).mayBeEmbedded)
        #expect(!CELType.opaque("password").mayBeEmbedded)
    }
}
