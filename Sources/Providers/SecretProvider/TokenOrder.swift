// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What the catalog asks of a token.
struct TokenOrder: Equatable {
    var length: Int
    var alphabet: TokenAlphabet
    /// Nil: it is never rotated by itself.
    var rotateEvery: Span?
    var overlap: Span

    init(_ attributes: Fields<Value>) throws(ProviderFailure) {
        guard let length = attributes["length"]?.int, TokenType.lengths.contains(length),
            let alphabet = attributes["alphabet"]?.string.flatMap({ TokenAlphabet(rawValue: $0) }),
            let overlap = attributes["overlap"]?.string.flatMap({ Span($0) })
        else { throw ProviderFailure(.rejected, "an attribute of the token is not of its form") }
        self.length = Int(length)
        self.alphabet = alphabet
        self.overlap = overlap
        guard let text = attributes["rotate_every"]?.string else { return }
        guard let rotateEvery = Span(text) else {
            throw ProviderFailure(.rejected, "attribute `rotate_every` is not a length of time")
        }
        self.rotateEvery = rotateEvery
    }

    func makesSameKind(as other: TokenOrder) -> Bool {
        length == other.length && alphabet == other.alphabet
    }

    var attributes: Fields<Value> {
        var fields: Fields<Value> = [
            "length": .int(Int64(length)), "alphabet": .string(alphabet.rawValue),
            "overlap": .string(Span.normalText(overlap.text)),
        ]
        fields["rotate_every"] = rotateEvery.map { .string(Span.normalText($0.text)) }
        return fields
    }
}
