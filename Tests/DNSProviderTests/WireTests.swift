// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import DNSProvider

/// Messages as bytes: what others have written, and signatures that do not hold.
@Suite struct WireTests {
    private static let zone = DomainName(canonical: "example")

    @Test(.enabled(if: Suites.arePresent, "the published suites are not beside the project"))
    func publishedUpdatesAreReadAndWrittenAgain() throws {
        let suite = try Suites.json("dns/rfc2136-update.json")
        let wires = try #require(suite["wire_hex"]?.object)
        #expect(wires.count == 9)
        for (name, hex) in wires {
            let bytes = try #require(hex.string.flatMap { [UInt8](hex: $0) })
            // The name of its second zone points to itself.
            if name == "badwirezonemulti" {
                #expect(throws: WireProblem.self) { try WireMessage(bytes) }
                continue
            }
            let message = try WireMessage(bytes)
            #expect(message.operation == WireCode.update, "\(name)")
            // Without a zone it is none that is written here.
            guard message.questions.count == 1 else { continue }
            var writer = MessageWriter(
                identifier: message.identifier, operation: message.operation,
                question: message.questions[0])
            for (section, records) in message.sections.enumerated() {
                for record in records { writer.append(record, section: section) }
            }
            let again = try WireMessage(writer.bytes)
            #expect(again.questions == message.questions, "\(name)")
            #expect(again.sections == message.sections, "\(name)")
            #expect(writer.bytes.count <= bytes.count, "\(name)")
        }
    }

    /// The published message with every kind of prerequisite and update, line by line.
    @Test(.enabled(if: Suites.arePresent, "the published suites are not beside the project"))
    func aPublishedUpdateSaysWhatItsTextSays() throws {
        let suite = try Suites.json("dns/rfc2136-update.json")
        let hex = try #require(suite["wire_hex"]?["goodwire"]?.string)
        let message = try WireMessage(try #require([UInt8](hex: hex)))
        let lines = message.sections.map { records in
            records.map { "\($0.owner) \($0.ttl) \($0.recordClass) \($0.type) \($0.data.hex)" }
        }
        #expect(
            lines[0] == [
                "foo.example 0 255 255 ", "foo.example 0 255 1 ", "bar.example 0 1 1 0a000005",
                "blaz2.example 0 254 255 ", "blaz2.example 0 254 1 ",
            ])
        #expect(
            lines[1] == [
                "foo.example 0 255 1 ", "foo.example 300 1 1 0a000001",
                "foo.example 300 1 1 0a000002", "bar.example 300 1 1 0a000003",
                "bar.example 0 254 1 0a000004", "blaz.example 0 255 1 ",
                "blaz2.example 0 255 255 ",
            ])
    }

    @Test func whatIsNoMessageIsRefused() throws {
        var writer = Self.question()
        writer.append(
            WireRecord(Self.zone, type: 15, data: [0, 1] + Self.zone.wire), section: 0)
        let good = writer.bytes
        _ = try WireMessage(good)
        for count in 0..<good.count {
            #expect(throws: WireProblem.self) { try WireMessage(Array(good.prefix(count))) }
        }
        #expect(throws: WireProblem.self) { try WireMessage(good + [0]) }
        // A name that points to itself.
        var loop = good
        loop[12] = 0xC0
        loop[13] = 12
        #expect(throws: WireProblem.self) { try WireMessage(loop) }
    }

    @Test func everyValueIsReadAsItWasWritten() throws {
        let values: [(RecordKind, String)] = [
            (.a, "192.0.2.1"), (.aaaa, "2001:db8::1"), (.cname, "a\\.b.example"), (.mx, "10 ."),
            (.srv, "1 2 3 host.example"), (.caa, "128 issue \"ca.example; x=\\\"1\\\"\""),
            (.txt, ""), (.txt, String(repeating: "é", count: 300)), (.ptr, "x.example"),
            (.ns, "\\001.example"),
        ]
        for (kind, text) in values {
            let data = try RecordData(kind, catalog: text)
            #expect(try RecordWire.read(kind, data.wire[...]) == data)
            var writer = Self.question()
            writer.append(
                WireRecord(Self.zone, type: kind.number, ttl: 60, data: data.wire), section: 0)
            #expect(try WireMessage(writer.bytes).answers.map(\.data) == [data.wire], "\(text)")
        }
    }

    @Test func manyNamesInAMessageStayWhatTheyAre() throws {
        var writer = Self.question()
        let names = (0..<1200).map {
            DomainName(canonical: "a-rather-long-name-\($0 % 900).example")
        }
        for name in names {
            writer.append(WireRecord(name, type: 1, data: [1, 2, 3, 4]), section: 1)
        }
        let message = try WireMessage(writer.bytes)
        #expect(message.sections[1].map(\.owner) == names)
    }

    private static func question() -> MessageWriter {
        MessageWriter(
            identifier: 7, operation: WireCode.query,
            question: .init(name: zone, type: 252, questionClass: 1))
    }
}
