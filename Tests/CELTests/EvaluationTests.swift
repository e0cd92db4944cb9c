// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing
import Values

/// What expressions give, where the published cases leave room or say nothing.
struct EvaluationTests {
    private static let values: [Row] = [
        Row("string(1.0) + string(1e6) + string(-0.0045) + string(1e-5)", "'11e+06-0.00451e-05'"),
        Row("string(123456.0) + ' ' + string(0.1)", "'123456 0.1'"),
        Row("string(timestamp('2026-01-02T03:04:05.1Z'))", "'2026-01-02T03:04:05.100Z'"),
        Row("timestamp('2024-02-29T23:59:60+01:00')", "timestamp 2024-02-29T23:00:00Z"),
        Row("timestamp('2026-07-01T12:00:00Z').getHours('America/Chicago')", "7"),
        Row("timestamp('2026-01-01T12:00:00Z').getHours('America/Chicago')", "6"),
        Row("timestamp('0001-01-01T00:00:00Z').getDayOfYear()", "0"),
        Row("timestamp('1969-12-31T23:59:59Z').getDayOfWeek()", "3"),
        Row("duration('1h30m1.5s')", "duration 5401.500s"),
        Row("duration('-1us')", "duration -0.000001s"),
        Row("'a\\u0301' == '\\u00e1'", "false"),
        Row("{'e\\u0301': 1, '\\u00e9': 2}.size()", "2"),
        Row("{1: 'a', 2u: 'b'}[2.0]", "'b'"),
        Row("{'b': 1, 'a': 2}.map(k, k)", "['a', 'b']"),
        Row("{2: 1, 'a': 2}.map(k, k)", "[2, 'a']"),
        Row("cel.bind(x, 1 / 0, true)", "true"),
        Row("cel.bind(x, [1, 2], x.map(y, y + size(x)))", "[3, 4]"),
        Row("[1, 2].map(x, [3].map(y, x * y))", "[[3], [6]]"),
        Row("optional.of(1).orValue(1 / 0)", "1"),
        Row("optional.none().or(optional.of(2))", "some 2"),
        Row("{'a': {'b': 1}}.?a.?c", "none"),
        Row("[?optional.of(1), ?optional.none()]", "[1]"),
        Row("optional.of('x').optMap(v, v + v)", "some 'xx'"),
        Row("[1, 2].last().value() + [1, 2].first().value()", "3"),
        Row("math.greatest(1, 2u, 3.5, 2)", "3.5"),
        Row("'%s is %.2f %x'.format(['π', 3.14159, b'z'])", "'π is 3.14 7a'"),
        Row("'a,b,,c'.split(',', 3)", "['a', 'b', ',c']"),
        Row("'żółw'.substring(1, 3) + 'żółw'.charAt(3)", "'ółw'"),
        Row("'aaa'.replace('a', 'bb', 2)", "'bbbba'"),
        Row("'ababab'.lastIndexOf('ab', 3)", "2"),
        Row("ip('::ffff:c0a8:1') == ip('192.168.0.1')", "true"),
        Row("cidr('10.1.2.3/8').masked()", "cidr 10.0.0.0/8"),
        Row("ip('1:0:0:2:0:0:0:3')", "ip 1:0:0:2::3"),
        Row("base64.decode('aGk') + b'!'", "b[104, 105, 33]"),
        Row("base64.decode('aGl=') == base64.decode('aG\\r\\nk=')", "true"),
        Row("math.least([2, 1.5]) + math.least(dyn([3.0]))", "4.5"),
        Row("r'\\d' + '''a'b''' + \"\\x41\\101\\u0041\"", "'\\da'bAAA'"),
        Row("'\\ud83d\\udc31'", "'🐱'"),
        Row("-9223372036854775808", "-9223372036854775808"),
        Row("!-1.0 == null ? 1 : 2 // why", "check: `!` does not take (double) [!-1.0]"),
        Row("7 / -2 * 2 + 7 % -2", "-5"),
        Row("[1, 2, 3].exists(x, x / (x - 1) > 0)", "true"),
        Row("{'a': 1}.exists(k, v, k == 'a' && v == 1)", "true"),
        Row("{'a': 1}.transformMapEntry(k, v, {v: k})", "{1: 'a'}"),
        Row("type([1]) == list && type(null) == null_type", "true"),
        Row("has({'a': null}.a) && !has({}.a)", "true"),
        Row("'x' in {'x': 1} && 2.0 in [dyn(1), 2]", "true"),
    ]

    @Test(arguments: values) func gives(_ row: Row) {
        #expect(Workbench().run(row.expression) == row.expected)
    }

    private static let failures: [Row] = [
        Row("1 + 9223372036854775807", "fails: the result is outside the range of its type [+]"),
        Row("[1, 2][2]", "fails: the index is outside the list [[1, 2][2]]"),
        Row("{'a': 1}.b", "fails: the map has no key `b` [b]"),
        Row("10 / (1 - 1)", "fails: division by zero [/]"),
        Row("int('x')", "fails: the value does not convert to int [int]"),
        Row("uint('-0')", "fails: the value does not convert to uint [uint]"),
        Row("base64.decode('a')", "fails: the value does not convert to bytes [decode]"),
        Row("math.least(dyn([]))", "fails: `math.least`: the list is empty [least]"),
        Row("math.least(1, {}, 2)", "parse: `math.least` takes numbers [{}]"),
        Row("math.greatest([])", "parse: `math.greatest` takes numbers [[]]"),
        Row("math.greatest([1, 'a'])", "parse: `math.greatest` takes numbers ['a']"),
        Row("dyn('x') + 1", "fails: `+` does not take (string, int) [+]"),
        Row(
            "math.abs(dyn(1) - (true ? null : null))",
            "fails: `-` does not take (int, null_type) [-]"),
        Row("dyn(1).size()", "fails: `size` does not take (int) [size]"),
        Row("'a'.matches('(')", "fails: the pattern can't be used: "),
        Row("{1: 2, 1u: 3}", "fails: a key stands twice in one map [{1: 2, 1u: 3}]"),
        Row("{1.5: 2}", "fails: a value of type double can't be a map key [{1.5: 2}]"),
        Row("optional.none().value()", "fails: the optional holds no value [value]"),
        Row("duration('1d')", "fails: the value does not convert to duration [duration]"),
        Row(
            "timestamp(0).getHours('Mars/Base')", "fails: `getHours`: no such time zone [getHours]"),
        Row("'a'.charAt(2)", "fails: `charAt`: the position is outside the text [charAt]"),
        Row("'%d'.format(['a'])", "fails: `format %d` does not take (string) [format]"),
        Row("'%.2%'.format([1])", "fails: `format`: no clause is written `%%` [format]"),
        Row("dyn(1) ? 2 : 3", "fails: `?:` does not take (int) [dyn(1)]"),
        Row("dyn(1) && true", "fails: `&&` does not take (int) [dyn(1)]"),
        Row(
            "duration('200000000000s') + duration('1s')",
            "fails: the result is outside the range of its type [+]"),
    ]

    @Test(arguments: failures) func fails(_ row: Row) {
        #expect(Workbench().run(row.expression).hasPrefix(row.expected))
    }

    @Test func bindsValuesOfTheProgram() {
        let person: Value = ["id": "u1", "clearances": ["cjis"], "age": 42]
        let bench = Workbench(
            [CELDeclaration("people"), CELDeclaration("unbound", .int)],
            values: ["people": CELValue(["u1": person, "u2": ["id": "u2"]])])
        #expect(bench.run("people.u1.clearances[0]") == "'cjis'")
        #expect(bench.run("people.filter(p, has(people[p].age))") == "['u1']")
        #expect(bench.run("people['u3'].id") == "fails: the map has no key `u3` [people['u3']]")
        #expect(bench.run("unbound > 1 || true") == "true")
        #expect(bench.run("unbound > 1") == "fails: no value is bound to `unbound` [unbound]")
        #expect(bench.run("people.u1") == "{'age': 42, 'clearances': ['cjis'], 'id': 'u1'}")
    }

    @Test func givesPlainValuesBack() throws {
        let bench = Workbench([CELDeclaration("x")], values: ["x": CELValue(["k": [1, 2]])])
        func plain(_ expression: String) throws -> Value? {
            try bench.program(expression).value(bench.activation).plain()
        }
        #expect(try plain("x") == ["k": [1, 2]])
        #expect(
            try plain("[1u, 1.5, b'hi', {1: null}]") == [1, .double(1.5), "aGk=", ["1": .null]])
        #expect(try plain("[timestamp(0), duration('1m')]") == ["1970-01-01T00:00:00Z", "60s"])
        #expect(try plain("18446744073709551615u") == nil)
        #expect(try plain("optional.none()") == nil)
    }
}
