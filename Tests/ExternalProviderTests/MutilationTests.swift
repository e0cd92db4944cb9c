// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import ExternalProvider

/// Good answers with every part of them exchanged for something else: each is read or is a problem, and nothing
/// else happens.
@Suite struct MutilationTests {
    private static let strange: [Value] = [
        .null, true, -1, .double(1e300), "", "\u{0}", "done", [], [[]], [:], ["state": "absent"],
    ]

    private static let good: [String] = [
        #"{"state":"present","object":{"attributes":{"name":"one","colour":"red"},"secrets":{"password":"eA=="},"mark":"\#(Misbehaving.mark)","suspended":false,"version":7}}"#,
        #"{"state":"done","object":{"attributes":{"name":"one"},"mark":"\#(Misbehaving.mark)"}}"#,
        #"{"state":"unreadable","failure":{"kind":"denied","words":"x","help":"y","transient":true}}"#,
        #"{"state":"stale","presence":{"state":"absent"}}"#,
        #"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x","data":{"kind":"denied"}}}"#,
        #"{"protocol":1,"provider":"things","types":{"test.thing":1,"test.link":1}}"#,
    ]

    private static func mutilated(_ value: Value) -> [Value] {
        switch value {
        case .list(let items):
            strange
                + items.indices.flatMap { place in
                    mutilated(items[place]).map { new -> Value in
                        var items = items
                        items[place] = new
                        return .list(items)
                    }
                }
        case .object(let fields):
            strange
                + fields.flatMap { name, member in
                    (mutilated(member) as [Value?] + [nil]).map { new -> Value in
                        var fields = fields
                        fields[name] = new
                        return .object(fields)
                    }
                }
        default: strange
        }
    }

    @Test(arguments: good)
    func nothingButAProblem(_ text: String) throws {
        let target = try Misbehaving()
        let type = try #require(Misbehaving.document.type("test.thing"))
        let form = WireObject(type: type, settings: [:])
        let outcome = WireOutcome(form: form, operation: Misbehaving.operation(.create, "one"))
        let greeting = WireGreeting(document: Misbehaving.document, place: target.place)
        var problems = 0
        for value in Self.mutilated(try JSONParser.parse(text)) {
            let reader = WireReader(value, at: "x")
            let wrong = [
                (try? form.presence(reader, of: "one")) == nil, (try? outcome.read(reader)) == nil,
                (try? greeting.check(reader)) == nil,
                (try? ProgramAnswer.read(CanonicalJSON.bytes(of: value), id: 1)) == nil,
            ]
            if wrong.allSatisfy({ $0 }) { problems += 1 }
        }
        #expect(problems > 20)
    }
}
