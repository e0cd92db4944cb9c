// SPDX-License-Identifier: Apache-2.0

import Values

/// One form for all values of an attribute that mean the same, as a document declares it. Applying it twice is
/// applying it once.
struct Normalisation: Sendable {
    let isTrimmed: Bool
    let isLowerCased: Bool
    let isSet: Bool

    /// What is neither a text nor a list stays as it is.
    func normalised(_ value: Value) -> Value {
        switch value {
        case .string(let text): return .string(normalised(text))
        case .list(let items):
            let texts = items.map { $0.string.map { .string(normalised($0)) } ?? $0 }
            return .list(isSet ? Self.sorted(texts) : texts)
        default: return value
        }
    }

    private func normalised(_ text: String) -> String {
        let trimmed = isTrimmed ? Self.trimmed(text) : text
        return isLowerCased ? trimmed.lowercased() : trimmed
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Each item once, in the order of the bytes of its JSON.
    private static func sorted(_ items: [Value]) -> [Value] {
        Fields(items.map { (CanonicalJSON.text(of: $0), $0) }).values
    }
}
