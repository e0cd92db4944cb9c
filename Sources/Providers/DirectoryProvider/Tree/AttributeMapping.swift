// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What the attributes of a resource type are called in an entry. It reads and sets texts only; where an
/// entry lies and what it is a member of is not its affair.
struct AttributeMapping: Sendable {
    /// Of texts, sorted.
    let textNames: [String]
    let texts: [(name: String, attribute: AttributeName)]
    /// All names of the type, sorted, those that are no text of the entry too.
    private let names: [String]
    /// The place in `names` by attribute.
    private let places: [Int?]

    /// `entries` in the order of their names; without an attribute those that are no text of the entry.
    init(_ entries: [(name: String, attribute: AttributeName?)]) {
        names = entries.map(\.name)
        texts = entries.compactMap { entry in entry.attribute.map { (entry.name, $0) } }
        textNames = texts.map(\.name)
        var places = [Int?](repeating: nil, count: AttributeName.allCases.count)
        for (place, entry) in entries.enumerated() {
            if let attribute = entry.attribute { places[attribute.rawValue] = place }
        }
        self.places = places
    }

    /// The attributes of an entry: a text, or a list where somebody added values. `others` are the values
    /// of the names without an attribute, in their order; `unmapped` gets the known attributes that have no
    /// name here. Throws for a value that is no text.
    func attributes(
        of record: Int, in tree: DirectoryTree, others: [Value?],
        unmapped: (AttributeName, LDIFLine) -> Void = { _, _ in }
    ) throws(LDIFProblem) -> Fields<Value> {
        var found = [Value?](repeating: nil, count: names.count)
        var several: [Int: [Value]] = [:]
        for case let line? in tree.document.records[record].lines {
            guard let attribute = AttributeName(tree.document.name(of: line)) else { continue }
            guard let place = places[attribute.rawValue] else {
                unmapped(attribute, line)
                continue
            }
            guard let text = tree.document.text(of: line) else {
                throw LDIFProblem(line: Int(line.number), message: "the value is not UTF-8")
            }
            if let first = found[place] {
                several[place, default: [first]].append(.string(text))
            } else {
                found[place] = .string(text)
            }
        }
        for (place, values) in several { found[place] = .list(values) }
        var other = others.makeIterator()
        var pairs: [Fields<Value>.Entry] = []
        pairs.reserveCapacity(names.count)
        var text = texts.startIndex
        for place in names.indices {
            if text < texts.endIndex, places[texts[text].attribute.rawValue] == place {
                text += 1
            } else {
                found[place] = other.next() ?? nil
            }
            if let value = found[place] { pairs.append((names[place], value)) }
        }
        guard let attributes = Fields(sorted: pairs) else {
            preconditionFailure("names of a mapping out of order; this is a bug in burnham")
        }
        return attributes
    }

    /// Sets what is stated and takes off what is no longer.
    func set(_ operation: Operation, on record: Int, in tree: inout DirectoryTree) {
        for (name, attribute) in texts {
            if let text = operation.attributes[name]?.string {
                tree.set(attribute, to: text, record)
            } else if operation.cleared.contains(name) {
                tree.set(attribute, to: nil, record)
            }
        }
    }
}
