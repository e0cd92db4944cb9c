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
        guard var text else { return }
        self = text.withUTF8 { ObjectComment(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// There are as many comments as objects, so that they are read byte by byte.
    init(bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        let end = bytes.lastIndex(of: UInt8(ascii: "\n"))
        let line = bytes[(end.map { $0 + 1 } ?? 0)...]
        guard read(line) else {
            description = String(decoding: bytes, as: UTF8.self)
            return
        }
        if let end { description = String(decoding: bytes[..<end], as: UTF8.self) }
    }

    /// Whether it is a line of ours.
    private mutating func read(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard line.starts(with: Self.sign.utf8) else { return false }
        let content = line.dropFirst(Self.sign.utf8.count)
        let end = content.firstIndex(of: UInt8(ascii: " ")) ?? content.endIndex
        if let mark = Mark(bytes: content[..<end]) {
            self.mark = mark
        } else if !content[..<end].elementsEqual(Self.noMark.utf8) {
            return false
        }
        if end < content.endIndex {
            readFacts(String(decoding: content[(end + 1)...], as: UTF8.self))
        }
        return true
    }

    private mutating func readFacts(_ text: String) {
        for word in text.split(separator: " ") {
            guard let end = word.utf8.firstIndex(of: UInt8(ascii: "=")),
                let fact = Fact(rawValue: String(word[..<end])),
                let value = PartsOfIdentity.plain(word[word.utf8.index(after: end)...])
            else { continue }
            facts[fact] = value
        }
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

extension Mark {
    private static let digitCount = 32

    fileprivate init?(bytes: Slice<UnsafeRawBufferPointer>) {
        guard bytes.count == 2 * Self.digitCount + 1 else { return nil }
        let middle = bytes.startIndex + Self.digitCount
        let (lineage, uid) = (bytes[..<middle], bytes[(middle + 1)...])
        func isHex(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
        }
        guard bytes[middle] == UInt8(ascii: ":"), lineage.allSatisfy(isHex), uid.allSatisfy(isHex)
        else { return nil }
        self.init(
            lineage: String(decoding: lineage, as: UTF8.self),
            uid: String(decoding: uid, as: UTF8.self))
    }
}
