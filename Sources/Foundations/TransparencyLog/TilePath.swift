// SPDX-License-Identifier: Apache-2.0

import Values

/// The place of a tile in a published log (c2sp.org/tlog-tiles): `tile/L/N[.p/W]` for hashes,
/// `tile/entries/N[.p/W]` for entries. Knows nothing of what is in the tile.
package struct TilePath: Hashable, Sendable {
    /// The hashes, or entries, of a full tile.
    package static let fullWidth = 256
    package static let levelMax = 63

    package enum Kind: Hashable, Sendable {
        /// Roots of full subtrees of 256^level leaves.
        case hashes(level: Int)
        case entries
    }

    package let kind: Kind
    package let index: Int
    /// 1 to 256; below 256 the tile is partial.
    package let width: Int

    package init(_ kind: Kind, index: Int, width: Int = fullWidth) {
        precondition(
            index >= 0 && (1...Self.fullWidth).contains(width),
            "a tile of width \(width) at \(index); this is a bug in burnham")
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// The tile with entry `index` in a log of `size` entries. Nil where the log has no such entry.
    package static func entries(holding index: Int, size: Int) -> TilePath? {
        guard index >= 0, index < size else { return nil }
        let tile = index / fullWidth
        return TilePath(.entries, index: tile, width: min(fullWidth, size - tile * fullWidth))
    }

    package var text: String {
        let folder =
            switch kind {
            case .hashes(let level): "tile/\(level)/"
            case .entries: "tile/entries/"
            }
        let suffix = width < Self.fullWidth ? ".p/\(width)" : ""
        return folder + Self.groups(of: index) + suffix
    }

    /// Groups of three digits, all but the last behind an `x`: 1234067 is `x001/x234/067`.
    private static func groups(of index: Int) -> String {
        var text = threeDigits(index % 1000)
        var rest = index / 1000
        while rest > 0 {
            text = "x\(threeDigits(rest % 1000))/\(text)"
            rest /= 1000
        }
        return text
    }

    private static func threeDigits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
}

extension TilePath {
    /// Throws `malformed` for whatever `text` does not write.
    package init(parsing text: String) throws(LogFailure) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        guard parts.count >= 3, parts[0] == "tile", let kind = Kind(folder: parts[1]) else {
            throw .malformed(.tilePath, "it begins with `tile/`, a level of 0 to 63 or `entries`")
        }
        var groups = Array(parts[2...])
        var width = Self.fullWidth
        if groups.count >= 2, groups[groups.count - 2].hasSuffix(".p") {
            guard let stated = Int(decimal: groups.removeLast()), (1..<width).contains(stated)
            else { throw .malformed(.tilePath, "a partial tile's width is 1 to 255") }
            width = stated
            groups[groups.count - 1].removeLast(2)
        }
        guard let index = Self.index(of: groups) else {
            throw .malformed(.tilePath, "its index is in groups of three digits")
        }
        self.init(kind, index: index, width: width)
        guard self.text.hasSameBytes(as: text) else {
            throw .malformed(.tilePath, "its index has no needless groups")
        }
    }

    private static func index(of groups: [String]) -> Int? {
        var index = 0
        for (place, group) in groups.enumerated() {
            let isLast = place == groups.count - 1
            let digits = isLast ? Substring(group) : group.dropFirst()
            guard isLast || group.hasPrefix("x"), digits.utf8.count == 3,
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
            else { return nil }
            let (product, isTooLarge) = index.multipliedReportingOverflow(by: 1000)
            let (sum, isTooLargeToo) = product.addingReportingOverflow(number)
            if isTooLarge || isTooLargeToo { return nil }
            index = sum
        }
        return index
    }
}

extension TilePath.Kind {
    fileprivate init?(folder: String) {
        if folder == "entries" {
            self = .entries
        } else if let level = Int(decimal: folder), level <= TilePath.levelMax {
            self = .hashes(level: level)
        } else {
            return nil
        }
    }
}
