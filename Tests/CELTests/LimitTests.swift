// SPDX-License-Identifier: Apache-2.0

import CEL
import SmallStack
import Testing

/// Input can't exhaust the stack, the memory or the time.
struct LimitTests {
    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    /// Every way to nest, so deep that only a limit can stop it.
    private static let nested: [Row] = [
        Row(repeated("(", 20_000), "limit"), Row(repeated("[", 20_000), "limit"),
        Row(repeated("-", 20_000) + "a", "limit"), Row(repeated("!", 20_000) + "a", "limit"),
        Row(repeated("a.", 20_000) + "a", "limit"), Row("a" + repeated("[0]", 20_000), "limit"),
        Row(repeated("1+", 20_000) + "1", "limit"), Row(repeated("a?b:", 20_000) + "c", "limit"),
        Row(repeated("f(", 20_000), "limit"), Row(repeated("{1:", 20_000), "limit"),
        Row(repeated("a||b&&", 10_000) + "c", "check"), Row(repeated("a||", 20_000) + "c", "check"),
        Row(repeated("[1].map(x,", 5000), "limit"), Row(repeated("cel.bind(x,1,", 5000), "limit"),
        Row("[" + repeated("1,", 20_000) + "]", "["), Row(repeated("a", 100_001), "limit"),
        Row(repeated("a<", 20_000) + "1", "limit"), Row(repeated("a{b:", 20_000), "limit"),
    ]

    /// With the default limits, on the smallest stack a thread of the program has.
    @Test(arguments: nested) func staysOnTheStack(_ row: Row) {
        let found = onSmallStack { Workbench().run(row.expression) }
        #expect(found.hasPrefix(row.expected))
    }

    /// The deepest expressions that are taken also check, compile and run there.
    @Test(arguments: [
        "(#)", "[#][0]", "-(#)", "1 + (#)", "(true ? # : 0)", "cel.bind(x, #, x)",
        "dyn([#].map(x, x)[0])", "{'a': #}.a", "optional.of(#).optMap(x, x).value()",
        "[1].map(i, #)[0]", "(true && (false || 1 == #) ? 1 : 1)",
    ])
    func runsAtTheLimit(_ shape: String) throws {
        let levels = shape.count(where: { "([.?&|=+-".contains($0) })
        var expression = "1"
        var deepest: String?
        for _ in 0..<(200 / max(1, levels)) {
            let source = shape.replacing("#", with: expression)
            expression = source
            let found = onSmallStack { Workbench().run(source) }
            if found.hasPrefix("limit:") { break }
            #expect(!found.contains(":"))
            deepest = expression
        }
        #expect(deepest != nil)
    }

    @Test func depthIsAParameter() {
        let bench = Workbench([CELDeclaration("a")], limits: CELLimits(depthMax: 5))
        #expect(bench.run("1+1+1+1+1") == "5")
        #expect(
            bench.run("1+1+1+1+1+1")
                == "limit: the expression is nested deeper than 5 levels [1+1+1+1+1+1]")
        #expect(bench.run("[[[[1]]]]") == "[[[[1]]]]")
        #expect(
            bench.run("[[[[[[1]]]]]]") == "limit: the expression is nested deeper than 5 levels [1]"
        )
    }

    private static let dear: [String] = [
        "l.map(a, l.map(b, l.map(c, l.map(d, d))))",
        "l.all(a, l.all(b, l.all(c, l.all(d, true))))",
        "cel.bind(a, s + s + s + s, cel.bind(b, a + a + a + a, cel.bind(c, b + b + b + b, "
            + "cel.bind(d, c + c + c + c, cel.bind(e, d + d + d + d, e + e + e + e).size())))) > 0",
        "cel.bind(a, [l, l], cel.bind(b, [a, a, a, a], cel.bind(c, [b, b, b, b], "
            + "cel.bind(d, [c, c, c, c], cel.bind(e, [d, d, d, d], [e, e, e, e] == [e, e, e, e])))))",
        "cel.bind(a, [l, l, l, l, l, l], cel.bind(b, [a, a, a, a, a], cel.bind(c, [b, b, b, b, b], "
            + "cel.bind(d, [c, c, c, c, c], '%s'.format([d])))))",
        "s.replace('', s).replace('', s).replace('', s)",
        "l.map(i, s.matches('a*' + 'b')).size()",
        "l.map(i, s.indexOf('b')).size()",
        "l.all(a, l.all(b, l.all(c, l.all(d, true)))) || true",
        "true || l.all(a, l.all(b, l.all(c, l.all(d, true)))) && false",
    ]

    @Test(arguments: dear) func costIsLimited(_ expression: String) {
        var bench = Workbench(
            [CELDeclaration("l"), CELDeclaration("s", .string)],
            limits: CELLimits(costMax: 100_000))
        bench.activation["l"] = .list((0..<1000).map { .int($0) })
        bench.activation["s"] = .string(Self.repeated("a", 10_000))
        let found = bench.run(expression)
        let isShortCircuit = expression.hasPrefix("true ||")
        #expect(
            isShortCircuit
                ? found == "true"
                : found.hasPrefix("fails: the evaluation costs more than its limit"))
    }

    /// Types that double with every variable, and types as deep as all of them together.
    @Test func typesStaySmall() {
        let count = 40
        for body in ["a# == [{a@[0]: a@[0]}]", "a# == [[[[[[[[[[[[[[[[[[[[a@]]]]]]]]]]]]]]]]]]]]"] {
            let parts = (0..<count).map {
                body.replacing("#", with: "\($0)").replacing("@", with: "\($0 + 1)")
            }
            let source = (0...count).reduce("[" + parts.joined(separator: ", ") + "].size()") {
                "cel.bind(a\($1), [], \($0))"
            }
            let found = onSmallStack { Workbench().run(source) }
            #expect(found == "40" || found.hasPrefix("fails: the index"))
        }
        let row = "[" + Self.repeated("[] == [[]], ", 7000) + "true].size()"
        #expect(Workbench().run(row) == "7001")
    }

    /// An unoptimised build takes twice the stack.
    private func onSmallStack(_ body: @escaping @Sendable () -> String) -> String {
        SmallStack.onSmallStack(unoptimised: 2, body) ?? ""
    }
}
