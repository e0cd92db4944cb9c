// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing
import Values

/// Values and types in the notation of the conformance cases, there and back.
struct NotationTests {
    @Test(arguments: [
        "null", "true", "-9223372036854775808", "18446744073709551615u", "1.5", "'text'",
        "b'\\xff'",
        "[1, [2u], {}]", "{1: 'a', true: 2.5, 'k': null}", "timestamp('2026-01-02T03:04:05.678Z')",
        "duration('-1.5s')", "type(1)", "optional.none()", "optional.of([optional.of(1)])",
        "ip('2001:db8::1')", "cidr('192.0.2.1/24')",
    ])
    func valuesComeBack(_ expression: String) throws {
        let bench = Workbench([CELDeclaration("x")])
        let value = try bench.program(expression).value(bench.activation)
        let written = try CELNotation.written(value)
        let read = try #require(CELNotation.value(written))
        #expect(Workbench.text(read) == Workbench.text(value))
        #expect(try CELNotation.written(read) == written)
    }

    @Test(arguments: [
        "int", "list(string)", "map(string,list(dyn))", "type(dyn)", "wrapper(int)",
        "abstract(optional_type,int)", "abstract(tuple,dyn,int)", "param(T)", "timestamp", "null",
    ])
    func typesComeBack(_ text: String) throws {
        #expect(try CELNotation.written(#require(CELNotation.type(text))) == text)
    }

    @Test(arguments: [
        "", "list(", "list()", "map(int)", "int)", "list(int", "abstract()x", "nothing",
    ])
    func refusesWhatIsNoType(_ text: String) {
        #expect(CELNotation.type(text) == nil)
    }

    @Test(arguments: [
        #"{"t":"int"}"#, #"{"t":"int","v":"9223372036854775808"}"#, #"{"t":"x","v":1}"#, "[]",
        #"{"t":"list","v":[{"t":"int"}]}"#, #"{"t":"map","v":[[{"t":"null"},{"t":"null"}]]}"#,
        #"{"t":"duration","s":"1","n":-1}"#, #"{"t":"optional","v":1}"#, #"{"t":"net.IP","v":"1"}"#,
    ])
    func refusesWhatIsNoValue(_ text: String) throws {
        #expect(try CELNotation.value(JSONParser.parse(text)) == nil)
    }
}
