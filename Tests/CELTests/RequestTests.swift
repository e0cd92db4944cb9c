// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing
import Values

/// Requests of a program outside, and their answers, as the lines of JSON that they are.
struct RequestTests {
    private func answer(_ line: String, limits: CELLimits = CELLimits()) throws -> String {
        CanonicalJSON.text(
            of: CELRequest.answer(to: try JSONParser.parse(line), limits: limits))
    }

    @Test(arguments: [
        (#"{"expr":"1u"}"#, #"{"type":"uint","value":{"t":"uint","v":"1"}}"#),
        (
            #"{"expr":"x","bindings":{"x":{"t":"int","v":"1"}}}"#,
            #"{"type":"dyn","value":{"t":"int","v":"1"}}"#
        ),
        (
            #"{"expr":"x","container":"a.b","bindings":{"a.x":{"t":"null"}}}"#,
            #"{"type":"dyn","value":{"t":"null"}}"#
        ),
        (
            #"{"expr":"x","check_only":true,"type_env":[{"kind":"variable","name":"x","type":"list(int)"}]}"#,
            #"{"type":"list(int)"}"#
        ),
        (
            #"{"expr":"1 + 'a'"}"#,
            #"{"column":3,"error":"`+` does not take (int, string)","length":1,"line":1,"offset":2,"phase":"check"}"#
        ),
        (
            #"{"expr":"\n 'ą' + + 1"}"#,
            #"{"column":8,"error":"`+` stands where a value is expected","length":1,"line":2,"offset":9,"phase":"parse"}"#
        ),
        (
            #"{"expr":"[1][1]"}"#,
            #"{"column":1,"error":"the index is outside the list","length":6,"line":1,"offset":0,"phase":"eval","type":"int"}"#
        ),
    ])
    func answers(_ line: String, _ expected: String) throws {
        #expect(try answer(line) == expected)
    }

    @Test(arguments: [
        (#"{"expr":"1 + 'a'","disable_check":true}"#, "eval"),
        (#"{"expr":"has(x)","bindings":{"x":{"t":"null"}}}"#, "parse"),
        (#"{"expr":"has(x)","disable_macros":true,"bindings":{"x":{"t":"null"}}}"#, "check"),
        (#"{"expr":"x","type_env":[{"kind":"variable","name":"x","type":"int"}]}"#, "eval"),
        (
            #"{"expr":"f(1)","type_env":[{"kind":"function","name":"f","overloads":[{"params":["int"],"result":"int"}]}]}"#,
            "eval"
        ),
        (#"{"expr":"((((((1))))))"}"#, "parse"),
    ])
    func failsInPhases(_ line: String, _ phase: String) throws {
        let answer = CELRequest.answer(
            to: try JSONParser.parse(line), limits: CELLimits(depthMax: 5))
        #expect(answer["phase"]?.string == phase)
        #expect(answer["offset"]?.int != nil)
    }

    /// What no expression is to blame for has no phase.
    @Test(arguments: [
        ("1", "the line has no text `expr`"), ("{}", "the line has no text `expr`"),
        (#"{"expr":"1","bindings":[]}"#, "`bindings` is an object"),
        (#"{"expr":"1","bindings":{"x":1}}"#, "`bindings.x` is no value of the notation"),
        (#"{"expr":"1","container":1}"#, "`container` is a text"),
        (#"{"expr":"1","disable_check":"no"}"#, "`disable_check` is true or false"),
        (#"{"expr":"1","type_env":{}}"#, "`type_env` is a list"),
        (#"{"expr":"1","type_env":[{}]}"#, "an entry of `type_env` has no text `name`"),
        (
            #"{"expr":"1","type_env":[{"kind":"variable","name":"x","type":"list("}]}"#,
            "`list(` is no type of the notation"
        ),
        (
            #"{"expr":"1","type_env":[{"kind":"function","name":"f","overloads":[{"receiver":true,"result":"int"}]}]}"#,
            "the receiver of `f` is not among its `params`"
        ),
    ])
    func saysWhatIsNoRequest(_ line: String, _ message: String) throws {
        #expect(try answer(line) == #"{"error":"\#(message)"}"#)
    }

    /// Values that share their parts are large, or deep, only once they are written.
    @Test func whatIsWrittenIsLimited() throws {
        let wide = (0..<40).reduce("x") { text, _ in "cel.bind(x, [x, x, x, x], \(text))" }
        for expression in [wide, Self.deep] {
            let answer = CELRequest.answer(
                to: ["expr": .string(expression), "bindings": ["x": ["t": "null"]]])
            #expect(answer["phase"] == "eval", "\(answer)")
        }
    }

    /// Each variable nests as deep as the expression may, from where it stands.
    private static let deep: String = {
        var expression = "x"
        for depth in (1...90).reversed() {
            let nesting = 95 - depth
            let value =
                String(repeating: "[", count: nesting) + "x"
                + String(repeating: "]", count: nesting)
            expression = "cel.bind(x, \(value), \(expression))"
        }
        return expression
    }()
}
