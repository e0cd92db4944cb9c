// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Values

@Suite struct ValueWriterTests {
    private func describe(to writer: inout some ValueWriter) {
        writer.beginObject()
        writer.key("empty")
        writer.beginList()
        writer.endList()
        writer.key("list")
        writer.beginList()
        for number in 0..<100 {
            writer.item()
            writer.beginObject()
            writer.key("number")
            writer.write(.int(Int64(number)))
            writer.key("text")
            writer.write("[\(number)]{")
            writer.endObject()
        }
        writer.endList()
        writer.key("nested")
        writer.write(["inner": [1, "two", .null], "none": [:]])
        writer.endObject()
    }

    @Test func bytesAndTreeSayTheSame() throws {
        var (json, tree) = (CanonicalJSON(), ValueTree())
        describe(to: &json)
        describe(to: &tree)
        #expect(json.bytes == CanonicalJSON.bytes(of: tree.value))
        #expect(try JSONParser.parse(json.bytes) == tree.value)
    }

    @Test(arguments: [1, 7, 64, 1 << 20])
    func piecesMakeTheWhole(pieceBytes: Int) {
        var pieces: [[UInt8]] = []
        var stream = CanonicalStream(pieceBytes: pieceBytes) { pieces.append($0) }
        describe(to: &stream)
        stream.finish()
        var json = CanonicalJSON()
        describe(to: &json)
        #expect(pieces.flatMap(\.self) == json.bytes)
        #expect(pieces.allSatisfy { !$0.isEmpty })
        #expect(pieces.count > 1 || pieceBytes > 1000)
    }

    /// Escapes are looked for eight bytes at a time.
    @Test func everyByteAtEveryPlace() throws {
        for scalar in (0..<0x180 as Range<UInt32>).compactMap(Unicode.Scalar.init) {
            for before in 0..<17 {
                let text =
                    String(repeating: "é!", count: before / 3)
                    + String(repeating: "~", count: before % 3) + String(scalar) + " \u{7F}#["
                let written = CanonicalJSON.bytes(of: .string(text))
                #expect(try JSONParser.parse(written).string?.utf8.elementsEqual(text.utf8) == true)
                #expect(!written.dropFirst().dropLast().contains { $0 < 0x20 })
            }
        }
    }
}
