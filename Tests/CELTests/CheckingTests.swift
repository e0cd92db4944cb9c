// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing
import Values

/// What the checker says, with the part it underlines and what it suggests.
struct CheckingTests {
    private static let department = CELType.object(
        "department",
        fields: ["id": CELField(.string), "budget": CELField(.int, isOptional: true)])
    private static let subscription = CELType.object(
        "subscription",
        fields: [
            "owners": CELField(.list(.string)), "department": CELField(department),
            "expires": CELField(.string, isOptional: true),
            "parameters": CELField(.map(.string, .dyn)),
        ])
    private static let bench = Workbench([
        CELDeclaration("department", department), CELDeclaration("subscription", subscription),
        CELDeclaration("people", .map(.string, .dyn)), CELDeclaration("x", .int),
        CELDeclaration("secret", .opaque("password")), CELDeclaration("host", .pending(.string)),
        CELDeclaration("hosts", .list(.pending(.string))),
    ])

    private static let issues: [Row] = [
        Row("departmnt.id", "check: no variable is named `departmnt` [departmnt] → department"),
        Row("department.name", "check: department has no field `name` [name]"),
        Row("department.ib", "check: department has no field `ib` [ib] → id"),
        Row("department['di']", "check: department has no field `di` ['di'] → id"),
        Row("has(department.nam)", "check: department has no field `nam` [nam]"),
        Row("x + 'a'", "check: `+` does not take (int, string) [+]"),
        Row("x.startsWith('a')", "check: `startsWith` does not take (int, string) [startsWith]"),
        Row(
            "'a'.startswith('a')",
            "check: no function is named `startswith` [startswith] → startsWith"),
        Row("contains('a', 'b')", "check: the function is called as `value.contains()` [contains]"),
        Row("x ? 1 : 2", "check: the condition of `?` is a bool, not int [x]"),
        Row("true ? x : 'a'", "check: the choices of `?` differ in type: int and string [x : 'a']"),
        Row("x && true", "check: an operand of `&&` is a bool, not int [x]"),
        Row("x.map(i, i)", "check: a macro goes through a list or a map, not int [x]"),
        Row("subscription.owners.all(o, o)", "check: the condition is a bool, not string [o]"),
        Row("subscription.owners.name", "check: a value of type list(string) has no fields [name]"),
        Row("1 == 1.0", "check: `==` does not take (int, double) [==]"),
        Row("[?x]", "check: `?` takes an optional, not int [x]"),
        Row("Thing{a: 1}", "check: `Thing` is no message type [Thing]"),
        Row(
            "nope + department.nope",
            """
            check: no variable is named `nope` [nope]
            check: department has no field `nope` [nope]
            """),
    ]

    @Test(arguments: issues) func reports(_ row: Row) {
        #expect(Self.bench.run(row.expression) == row.expected)
    }

    private static let parseIssues: [Row] = [
        Row("", "parse: the expression ends where a value is expected []"),
        Row("1 +", "parse: the expression ends where a value is expected [+]"),
        Row(
            "a b",
            "parse: `b` stands where an operator or the end of the expression is expected [b]"),
        Row("'abc", "parse: a text is not closed ['abc]"),
        Row("a.for ? 1 : if", "parse: `if` is a reserved word [if]"),
        Row("a # b", "parse: a character that no expression has [#]"),
        Row("ą", "parse: a character that no expression has [ą]"),
        Row("'\\q'", "parse: an escape in a text is no escape that this kind of text has [\\q]"),
        Row(
            "b'\\u0041'", "parse: an escape in a text is no escape that this kind of text has [\\u]"
        ),
        Row("'\\ud800'", "parse: an escape in a text is no code point [\\ud800]"),
        Row("9223372036854775808", "parse: the number is outside the range of int"),
        Row("has(a)", "parse: `has()` takes a field selection [a]"),
        Row("[1].map(a.b, 1)", "parse: a macro's variable is a simple name [a.b]"),
        Row("[1].all(i, i, true)", "parse: both variables are named `i` [i]"),
        Row("a.`x$`", "parse: a quoted name holds letters, digits, `_`, `.`, `-`, `/` and spaces"),
        Row("{1: 2", "parse: the expression ends where `}` is expected [2]"),
    ]

    @Test(arguments: parseIssues) func refuses(_ row: Row) {
        #expect(Self.bench.run(row.expression).hasPrefix(row.expected))
    }

    private static let wholes: [Row] = [
        Row("secret", "opaque: `secret` is secret and may only be passed on whole [secret]"),
        Row("host", "pending: `host` is known only later and may only be passed on whole [host]"),
    ]

    @Test(arguments: wholes) func keepsWholeWhatMustBe(_ row: Row) throws {
        let name = row.expression
        for use in [
            "#.x", "#['x']", "# == #", "# != ''", "'a' + #", "!#", "-#", "# in ['a']", "size(#)",
            "string(#)", "dyn(#)", "type(#)", "#.startsWith('a')", "# && true", "# ? 1 : 2",
            "{#: 1}", "['a'][#]", "#.map(i, i)", "optional.of(#)", "'%s'.format(#)",
        ] {
            let found = Self.bench.run(use.replacing("#", with: name))
            #expect(found.split(separator: "\n").contains(Substring(row.expected)), "\(use)")
        }
        for use in ["#", "x > 1 ? # : #", "[#]", "{'a': #}", "cel.bind(s, #, s)", "[1].map(i, #)"] {
            let source = use.replacing("#", with: name)
            #expect(throws: Never.self, "\(use)") { try Self.bench.program(source) }
        }
    }

    @Test func pendingKeepsItsType() throws {
        func type(_ source: String) throws -> String {
            try Self.bench.program(source).resultType.description
        }
        #expect(try type("host") == "pending(string)")
        #expect(try type("x > 1 ? host : 'none'") == "pending(string)")
        #expect(try type("['a', host]") == "list(pending(string))")
        #expect(Self.bench.run("host", expecting: .string).hasPrefix("fails: no value is bound"))
        #expect(
            Self.bench.run("host", expecting: .int)
                == "check: the expression gives pending(string), not int [host]")
    }

    private static let types: [Row] = [
        Row("people['a'].b / people['a'].c", "dyn"), Row("people['a']['b']", "dyn"),
        Row("[]", "list(dyn)"), Row("[1, 'a']", "list(dyn)"), Row("[[], [1]]", "list(list(int))"),
        Row("{'a': null, 'b': timestamp(0)}", "map(string, timestamp)"),
        Row("subscription.owners.map(o, size(o))", "list(int)"),
        Row("department.?budget", "optional_type(int)"),
        Row("optional.of(x).optMap(v, string(v))", "optional_type(string)"),
        Row("type(x)", "type(int)"), Row("math.greatest(x, 2)", "int"),
        Row("math.greatest(1, 2.0, 3)", "dyn"), Row("subscription", "subscription"),
        Row("true ? subscription : {'a': 1}", "map(string, dyn)"),
        Row("subscription.parameters.size()", "int"), Row("department['id']", "string"),
    ]

    @Test(arguments: types) func infers(_ row: Row) throws {
        #expect(try Self.bench.program(row.expression).resultType.description == row.expected)
    }

    @Test func expectsAType() {
        #expect(Self.bench.run("'a' + 'b'", expecting: .string) == "'ab'")
        #expect(Self.bench.run("dyn(1)", expecting: .string) == "1")
        #expect(
            Self.bench.run("size('a')", expecting: .bool)
                == "check: the expression gives int, not bool [size('a')]")
    }
}
