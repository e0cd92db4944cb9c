// SPDX-License-Identifier: Apache-2.0

/// What a text is laid out for: how wide, with colour or not, moving the cursor or not. It asks no
/// terminal: whoever knows one says so.
package struct Screen: Sendable, Equatable {
    package static let standardWidth = 100
    /// Nothing is laid out for less; a narrower terminal folds by itself.
    package static let narrowestWidth = 40

    /// In columns.
    package let width: Int
    /// Colour only adds: every text says the same without it.
    package let hasColour: Bool
    /// Numbered lines, words instead of symbols, no cursor movement: for screen readers.
    package let isPlain: Bool

    package init(
        width: Int = Screen.standardWidth, hasColour: Bool = false, isPlain: Bool = false
    ) {
        self.width = max(width, Self.narrowestWidth)
        self.hasColour = hasColour
        self.isPlain = isPlain
    }
}

/// What a piece of text is, for whoever sees colours.
enum Tone: Sendable {
    case normal, strong, faint, added, changed, removed, note

    /// Parameters of SGR (ECMA-48, section 8.3.117).
    var parameters: StaticString {
        switch self {
        case .normal: "0"
        case .strong: "1"
        case .faint: "2"
        case .added: "32"
        case .changed: "33"
        case .removed: "31"
        case .note: "36"
        }
    }
}
