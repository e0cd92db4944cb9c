// SPDX-License-Identifier: Apache-2.0

/// The members of one group by name, with the lines that hold them. It changes nothing but those lines.
struct GroupMembers: Sendable {
    private struct Lines {
        var first: Int
        /// Further lines with the same name, which only a hand can have written.
        var others: [Int] = []

        mutating func take(_ place: Int) { if place != first { others.append(place) } }
    }

    private var lines: [DNKey: Lines] = [:]
    /// Members below the base by the part that names them, `uid=…`; made when first asked for.
    private var byPart: [String: DNKey]?

    /// Throws for a member that is no name, with its line.
    init(of group: Int, in tree: DirectoryTree) throws(LDIFProblem) {
        for (place, line) in tree.document.records[group].lines.enumerated() {
            guard let line, AttributeName(tree.document.name(of: line)) == .member else {
                continue
            }
            let key = try tree.key(of: line)
            lines[key, default: Lines(first: place)].take(place)
        }
    }

    var keys: [DNKey] { Array(lines.keys) }

    func contains(_ key: DNKey) -> Bool { lines[key] != nil }

    /// The member below `base` whose name begins with `part`, for an entry that is gone.
    mutating func key(beginning part: String, below base: DNKey) -> DNKey? {
        if let byPart { return byPart[part] }
        var found: [String: DNKey] = [:]
        for key in lines.keys.sorted(by: { $0.text < $1.text }) where key.isBelow(base) {
            if found[key.firstPart] == nil { found[key.firstPart] = key }
        }
        byPart = found
        return found[part]
    }

    mutating func add(
        _ key: DNKey, named name: String, to group: Int, in document: inout LDIFDocument
    ) {
        guard lines[key] == nil else { return }
        lines[key] = Lines(
            first: document.append(AttributeName.member.written, name, to: group))
        byPart = nil
    }

    mutating func remove(_ key: DNKey, from group: Int, in document: inout LDIFDocument) {
        guard let removed = lines.removeValue(forKey: key) else { return }
        for line in [removed.first] + removed.others { document.removeLine(line, of: group) }
        byPart = nil
    }

    /// A group has the placeholder exactly while it has no other member.
    mutating func settlePlaceholder(
        _ placeholder: DNKey, of group: Int, in document: inout LDIFDocument
    ) {
        if lines.isEmpty {
            add(placeholder, named: placeholder.text, to: group, in: &document)
        } else if lines.count > 1 {
            remove(placeholder, from: group, in: &document)
        }
    }
}
