// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Takes secrets out of what a program says: as they are, and as JSON, base 64 and a URL write them. What a
/// program does to a secret beyond that it can't know.
struct Redaction: Sendable {
    private static let mask = Array("(secret)".utf8)

    /// The longest first: one secret may stand in another.
    private let words: [[UInt8]]

    init(_ secrets: [SecretValue]) {
        self.init(words: secrets.flatMap { Self.forms(of: $0.bytes) })
    }

    private init(words: [[UInt8]]) {
        self.words = Set(words).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    }

    func adding(_ secrets: [SecretValue]) -> Redaction {
        secrets.isEmpty
            ? self : Redaction(words: words + secrets.flatMap { Self.forms(of: $0.bytes) })
    }

    /// Bytes of the longest word that is taken out.
    var longest: Int { words.first?.count ?? 0 }

    private static func forms(of bytes: [UInt8]) -> [[UInt8]] {
        var forms = [bytes, Base64.encode(bytes), percentEncoded(bytes)]
        if let text = String(validating: bytes, as: UTF8.self) {
            let json = Array(CanonicalJSON.bytes(of: .string(text)).dropFirst().dropLast())
            forms += [json, inASCII(json)]
        }
        return forms
    }

    /// JSON as many libraries write it.
    private static func inASCII(_ json: [UInt8]) -> [UInt8] {
        String(decoding: json, as: UTF8.self).utf16.flatMap { unit -> [UInt8] in
            if unit < 0x80 { return [UInt8(unit)] }
            let digits = [UInt8(unit >> 8), UInt8(unit & 0xFF)].hex
            return Array("\\u\(digits)".utf8)
        }
    }

    private static func percentEncoded(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-._~".unicodeScalars.contains(scalar))
            if isPlain { return [byte] }
            let digits = [byte].hex.uppercased()
            return [UInt8(ascii: "%")] + Array(digits.utf8)
        }
    }

    func redacted(_ bytes: [UInt8]) -> [UInt8] {
        words.reduce(bytes) { Self.replacing($1, in: $0) }
    }

    func redacted(_ text: String) -> String {
        words.isEmpty ? text : String(decoding: redacted(Array(text.utf8)), as: UTF8.self)
    }

    private static func replacing(_ word: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= word.count else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if bytes[place...].starts(with: word) {
                result += mask
                place += word.count
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }
}
