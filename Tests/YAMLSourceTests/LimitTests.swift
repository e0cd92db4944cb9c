// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLSource

/// Where reading stops: bytes that are no text, and more than one file may ask for.
@Suite struct LimitTests {
    /// Codes of the problems with their spans.
    private func found(_ bytes: [UInt8], _ change: (inout YAMLLimits) -> Void = { _ in }) -> String
    {
        var limits = YAMLLimits.standard
        change(&limits)
        return YAMLSource.parse(bytes, limits: limits).problems
            .map { "\($0.code.rawValue) \($0.span.start)..<\($0.span.end)" }
            .joined(separator: " ")
    }

    private func found(_ text: String, _ change: (inout YAMLLimits) -> Void = { _ in }) -> String {
        found(Array(text.utf8), change)
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82],
            [0xF4, 0x90, 0x80, 0x80],
            [0x80], [0xC3, 0x28], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func bytesThatAreNotUTF8(bytes: [UInt8]) {
        #expect(found(Array("# ü\na: ".utf8) + bytes) == "yaml-not-utf8 8..<9")
    }

    @Test(arguments: [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]] as [[UInt8]])
    func utf16(bytes: [UInt8]) {
        #expect(found(bytes) == "yaml-not-utf8 0..<2")
    }

    @Test(arguments: [
        "\u{0}", "\u{1}", "\u{B}", "\u{1B}", "\u{7F}", "\u{85}", "\u{9F}", "\u{200B}", "\u{2028}",
        "\u{2029}", "\u{202A}", "\u{202E}", "\u{2060}", "\u{2066}", "\u{2069}", "\u{FEFF}",
        "\u{FFFE}",
        "\u{FFFF}",
    ])
    func charactersThatAreRefused(character: String) {
        let end = 15 + character.utf8.count
        #expect(found("a: 0123456789: \(character)\n") == "yaml-character 15..<\(end)")
    }

    @Test(arguments: [
        "\t", "\u{A0}", "\u{AD}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{FFFD}", "😀",
    ])
    func charactersThatAreTaken(character: String) {
        #expect(found("a: 'x\(character)y'\n") == "")
    }

    @Test func allRefusedCharactersUpToTheLimit() {
        #expect(found("\u{1}é\u{2}") == "yaml-character 0..<1 yaml-character 3..<4")
        let text = String(repeating: "\u{1}", count: 1000)
        #expect(YAMLSource.parse(Array(text.utf8)).problems.count == 100)
    }

    @Test func bytes() {
        #expect(found("a: 1") { $0.bytesMax = 4 } == "")
        #expect(found("a: 12") { $0.bytesMax = 4 } == "yaml-too-large 0..<0")
    }

    @Test func nodes() {
        #expect(found("[a, b]") { $0.nodesMax = 3 } == "")
        #expect(found("[a, b, c]") { $0.nodesMax = 3 } == "yaml-too-large 7..<8")
        #expect(found("[&a a, *a, *a]") { $0.nodesMax = 3 } == "yaml-too-large 11..<12")
    }

    /// A catalog of 25 MB has some 2.4 million of them.
    @Test func aNodeStaysSmall() {
        #expect(MemoryLayout<YAMLNode>.stride <= 32)
    }

    @Test func depth() {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(found(deepest) == "")
        #expect(found("[\(deepest)]") == "yaml-too-deep 64..<65")
        #expect(found("a:\n  b:\n    - c: d") { $0.depthMax = 3 } == "yaml-too-deep 14..<15")
    }

    @Test func depthThroughAliases() {
        let text = "a: &a [[x]]\nb: *a\nc: [*a]\n"
        #expect(found(text) { $0.depthMax = 4 } == "")
        #expect(found(text) { $0.depthMax = 3 } == "yaml-too-deep 22..<24")
    }

    @Test func aliasExpansion() {
        // The anchored list counts 7: itself, two scalars, four bytes of text.
        let text = "a: &a [bb, cc]\nb: [*a, *a]\n"
        #expect(found(text) { $0.aliasExpansionMax = 14 } == "")
        #expect(found(text) { $0.aliasExpansionMax = 13 } == "yaml-alias-expansion 23..<25")
    }

    @Test func anchors() {
        #expect(found("[&a a, &a b]") { $0.anchorsMax = 2 } == "")
        #expect(found("[&a a, &b [b]]") { $0.anchorsMax = 1 } == "yaml-too-large 7..<8")
    }

    @Test func documents() {
        #expect(found("--- a\n--- b\n") { $0.documentsMax = 2 } == "")
        #expect(found("--- a\n--- b\n--- c\n") { $0.documentsMax = 2 } == "yaml-too-large 12..<15")
    }

    @Test func problems() {
        let text = String(repeating: "- *a\n", count: 500)
        #expect(YAMLSource.parse(Array(text.utf8)).problems.count == 100)
    }

    @Test func tagDirectives() {
        let directives = (0..<65).map { "%TAG !a\($0)! b\n" }.joined()
        #expect(found("# 100%\n" + directives + "--- a\n") == "yaml-too-large 829..<833")
        #expect(found("a: |\n  %TAG\n" + String(repeating: "  %TAG\n", count: 100)) == "")
    }
}
