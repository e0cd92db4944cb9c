// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The comment of an object on the server: people's own words, and one last line of ours with the mark and what
/// the server has no place for, `burnham:LINEAGE:UID fact=value`. Everybody on the server may read it, so no
/// secret is in it. People's words are never changed but where the catalog states them.
struct ObjectComment: Sendable, Equatable {
    enum Fact: String, Sendable, CaseIterable {
        /// What the object is called in the catalog while it is suspended under another name.
        case suspended
        /// The login of which a role is one of two users.
        case login
        /// When a login's user came into use.
        case since
        /// How long the user before it is good.
        case overlap
        /// When its password was made, in the catalog's words.
        case passwordMade = "password_made"
        /// The first half of the digest of the verifier that was set.
        case verifier
    }

    static let sign = "burnham:"
    private static let noMark = "-"

    var description: String?
    var mark: Mark?
    private var facts: [Fact: String] = [:]

    init() {}

    init(_ text: String?) {
        guard let text, !text.isEmpty else { return }
        let start = text.utf8.lastIndex(of: UInt8(ascii: "\n")).map { text.utf8.index(after: $0) }
        let line = text[(start ?? text.startIndex)...]
        guard line.utf8.starts(with: Self.sign.utf8), read(line) else {
            description = text
            return
        }
        guard let start else { return }
        description = String(text[..<text.utf8.index(before: start)])
    }

    private mutating func read(_ line: Substring) -> Bool {
        let words = line.dropFirst(Self.sign.count).split(separator: " ")
        guard let first = words.first else { return false }
        mark = Mark(String(first))
        guard mark != nil || first == Self.noMark else { return false }
        for word in words.dropFirst() {
            guard let end = word.utf8.firstIndex(of: UInt8(ascii: "=")),
                let fact = Fact(rawValue: String(word[..<end])),
                let value = PartsOfIdentity.plain(word[word.utf8.index(after: end)...])
            else { continue }
            facts[fact] = value
        }
        return true
    }

    subscript(_ fact: Fact) -> String? {
        get { facts[fact] }
        set { facts[fact] = newValue }
    }

    /// Nil for no comment.
    var text: String? {
        guard mark != nil || !facts.isEmpty else { return description }
        var line = Self.sign + (mark?.description ?? Self.noMark)
        for fact in Fact.allCases {
            guard let value = facts[fact] else { continue }
            line += " \(fact.rawValue)=\(PartsOfIdentity.escaped(value))"
        }
        return description.map { "\($0)\n\(line)" } ?? line
    }

    /// Whether a description would be taken for our line.
    static func isTaken(_ description: String) -> Bool {
        let line = description.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        return line.utf8.starts(with: sign.utf8)
    }
}
