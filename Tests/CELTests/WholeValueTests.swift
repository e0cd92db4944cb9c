// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing
import Values

/// Secrets and what is known only later, where their types are not known beforehand: whatever an
/// expression does with them, it gets them whole or fails.
struct WholeValueTests {
    private static func bench() -> Workbench {
        var bench = Workbench(["secret", "later", "map"].map { CELDeclaration($0) })
        let secret = CELValue.opaque(CELReference(name: "db.password", payload: "s3cret"))
        let later = CELValue.pending(CELReference(name: "db.host", payload: 1))
        bench.activation["secret"] = secret
        bench.activation["later"] = later
        bench.activation["map"] = .map(["password": secret, "list": .list([later, .int(1)])])
        return bench
    }

    private static let operations = [
        "#.x", "#[0]", "#['x']", "has(#.x)", "#.?x", "# == #", "# != 1", "[#] == [#]",
        "{'a': #} == {'a': #}", "optional.of(#) == optional.of(#)", "# + 'a'", "'a' + #", "1 - #",
        "-#", "!#", "# < 1", "# in [1]", "1 in #", "# in {'a': 1}", "1 in [#]", "# && true",
        "false || #", "# ? 1 : 2", "size(#)", "string(#)", "int(#)", "bytes(#)", "type(#)",
        "dyn(#)",
        "#.startsWith('a')", "'a'.contains(#)", "#.matches('.*')", "'a'.matches(#)", "{#: 1}",
        "{'a': 1}[#]", "[1][#]", "#.map(i, i)", "#.exists(i, true)", "[1].filter(i, #)",
        "'%s'.format([#])", "'%s'.format([[#]])", "[#].join()", "math.greatest(#, 1)", "#.value()",
        "timestamp(#)", "duration('1s') + #", "strings.quote(#)", "#.orValue(1)", "ip(#)",
        "base64.encode(#)", "[?#]", "cel.bind(s, #, s + 'a')", "[#].map(s, s + 'a')",
        "{'a': #}.a + 'a'", "(true ? # : 1) + 1", "#.optMap(v, v)",
    ]

    @Test(arguments: operations) func failsWithItsReason(_ operation: String) {
        let bench = Self.bench()
        let secret = bench.run(operation.replacing("#", with: "secret"))
        #expect(secret.contains("`db.password` is secret and may only be passed on whole"))
        #expect(!secret.contains("s3cret"))
        let later = bench.run(operation.replacing("#", with: "later"))
        #expect(later.contains("`db.host` is known only later and may only be passed on whole"))
    }

    private static let passages: [Row] = [
        Row("secret", "opaque db.password"), Row("map.password", "opaque db.password"),
        Row("map['password']", "opaque db.password"), Row("map.list[0]", "pending db.host"),
        Row("true ? secret : later", "opaque db.password"),
        Row("[secret, later]", "[opaque db.password, pending db.host]"),
        Row("{'a': secret}.a", "opaque db.password"), Row("has(map.password)", "true"),
        Row("cel.bind(s, secret, [s, s]).size()", "2"),
        Row("[secret].map(s, s)[0]", "opaque db.password"),
        Row("optional.of(later).value()", "pending db.host"),
        Row("map.?password.orValue(1)", "opaque db.password"),
        Row("map.list.filter(i, true)", "[pending db.host, 1]"),
        Row("map.transformMap(k, v, v).password", "opaque db.password"),
    ]

    @Test(arguments: passages) func passesWhole(_ row: Row) {
        #expect(Self.bench().run(row.expression) == row.expected)
    }

    @Test func hasNoPlainValue() throws {
        let bench = Self.bench()
        for source in ["secret", "[later]", "{'a': secret}", "map"] {
            #expect(try bench.program(source).value(bench.activation).plain() == nil)
        }
        #expect(throws: CELError.self) {
            try CELNotation.written(.list([.opaque(CELReference(name: "x", payload: 1))]))
        }
    }

    @Test func keepsItsPayload() throws {
        let bench = Self.bench()
        guard
            case .opaque(let reference) = try bench.program("map.password").value(bench.activation)
        else {
            Issue.record("not the secret")
            return
        }
        #expect(reference.payload as? String == "s3cret")
    }
}
