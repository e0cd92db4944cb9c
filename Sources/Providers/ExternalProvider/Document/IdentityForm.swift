// SPDX-License-Identifier: Apache-2.0

import Values

/// What objects of a type are called: the text of one attribute, or several with `/` between them, where `%` and
/// `/` in them are written `%25` and `%2F`. It can be read back, so that an object can be asked for by name alone.
struct IdentityForm: Sendable {
    let names: [String]

    /// Of normalised attributes.
    func text(of attributes: Fields<Value>) -> String {
        let texts = names.map { attributes[$0]?.string ?? "" }
        return texts.count == 1 ? texts[0] : texts.map(Self.escaped).joined(separator: "/")
    }

    /// Nil for a text that names no object of the type.
    func attributes(of text: String) -> Fields<Value>? {
        if names.count == 1 { return [names[0]: .string(text)] }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == names.count else { return nil }
        return Fields(zip(names, parts.map { .string(Self.unescaped(String(Substring($0)))) }))
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "%": result += "%25"
            case "/": result += "%2F"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    private static func unescaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let sign: UInt8? =
                switch (byte, rest.prefix(2)) {
                case (UInt8(ascii: "%"), Array("25".utf8)[...]): UInt8(ascii: "%")
                case (UInt8(ascii: "%"), Array("2F".utf8)[...]): UInt8(ascii: "/")
                default: nil
                }
            bytes.append(sign ?? byte)
            if sign != nil { rest = rest.dropFirst(2) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
