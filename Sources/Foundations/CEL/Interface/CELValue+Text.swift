// SPDX-License-Identifier: Apache-2.0

/// Values inside other text, as templates embed them: text, integers, bools, timestamps and durations
/// as `string()` writes them. Doubles, lists, maps and null are not embedded.
extension CELValue {
    /// Nil for a value that can't stand inside text.
    package var embeddedText: String? {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        case .timestamp(let time): time.description
        case .duration(let span): span.description
        default: nil
        }
    }
}

extension CELType {
    /// Whether a value of this type may stand inside text, as far as the type says; what is pending
    /// may where its type may.
    package var mayBeEmbedded: Bool {
        switch settled {
        case .dyn, .string, .int, .uint, .bool, .timestamp, .duration: true
        case .wrapper(let type): type.mayBeEmbedded
        default: false
        }
    }
}
