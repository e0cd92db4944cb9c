// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@testable import SecretProvider

/// How random bytes become characters.
@Suite struct TokenAlphabetTests {
    @Test(
        arguments: [
            (TokenAlphabet.hex, [0x00, 0x0F, 0x10, 0xFF], "0f0f"),
            (.alphanumeric, [0, 61, 62, 247, 248, 255, 1], "A9A9B"),
            (.base64url, [0, 63, 64, 255], "A_A_"),
        ] as [(TokenAlphabet, [UInt8], String)])
    func bytesThatWouldFavourSomeAreThrownAway(
        _ alphabet: TokenAlphabet, _ bytes: [UInt8], _ text: String
    ) {
        var rest = bytes
        let characters = alphabet.characters(count: text.utf8.count) { _ in
            defer { rest = [] }
            return rest
        }
        #expect(String(decoding: characters, as: UTF8.self) == text)
    }

    @Test(arguments: TokenAlphabet.allCases)
    func everyCharacterComesUpAboutAsOften(_ alphabet: TokenAlphabet) {
        let count = 200_000
        var times: [UInt8: Int] = [:]
        for byte in alphabet.token(length: count).bytes { times[byte, default: 0] += 1 }
        #expect(Set(times.keys) == Set(alphabet.characters))
        // Chi squared has mean size - 1 and variance 2(size - 1); eight deviations are out of reach of chance.
        let expected = Double(count) / Double(alphabet.characters.count)
        let freedom = Double(alphabet.characters.count - 1)
        let distance = times.values.reduce(0.0) {
            $0 + (Double($1) - expected) * (Double($1) - expected) / expected
        }
        #expect(distance < freedom + 8 * (2 * freedom).squareRoot())
    }
}
