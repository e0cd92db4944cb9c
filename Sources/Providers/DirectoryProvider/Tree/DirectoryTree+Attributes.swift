// SPDX-License-Identifier: Apache-2.0

import Values

/// Single attributes of entries: reading them, and setting them without touching others.
extension DirectoryTree {
    /// The places of an attribute's lines in a record.
    func lines(of attribute: AttributeName, _ record: Int) -> [Int] {
        let lines = document.records[record].lines
        return lines.indices.filter { place in
            lines[place].map { AttributeName(document.name(of: $0)) == attribute } ?? false
        }
    }

    /// Those values of an attribute that are text.
    func values(of attribute: AttributeName, _ record: Int) -> [String] {
        lines(of: attribute, record).compactMap { place in
            document.records[record].lines[place].flatMap { document.text(of: $0) }
        }
    }

    /// `name` in lower case; class names compare without case.
    func hasClass(_ name: StaticString, _ record: Int) -> Bool {
        for case let line? in document.records[record].lines
        where AttributeName(document.name(of: line)) == .objectClass {
            let isNamed =
                line.form == .base64
                ? document.value(of: line).spells(name)
                : document.bytes[line.value.range].spells(name)
            if isNamed { return true }
        }
        return false
    }

    /// Gives an attribute exactly one value, at the place of its first one; nil takes it off.
    mutating func set(_ attribute: AttributeName, to value: String?, _ record: Int) {
        let places = lines(of: attribute, record)
        guard let value else {
            withDocument { document in
                for place in places { document.removeLine(place, of: record) }
            }
            return
        }
        let isFirst =
            places.first.flatMap { document.records[record].lines[$0] }
            .flatMap { document.text(of: $0) }?.hasSameBytes(as: value) ?? false
        withDocument { document in
            for place in places.dropFirst() { document.removeLine(place, of: record) }
            if isFirst { return }
            if let place = places.first {
                document.replace(place, of: record, by: attribute.written, value)
            } else {
                _ = document.append(attribute.written, value, to: record)
            }
        }
    }

    /// Adds a value beside those that are there; nothing where it is one of them.
    mutating func add(_ value: String, to attribute: AttributeName, _ record: Int) {
        let isThere = values(of: attribute, record).contains {
            DNPart.prepared($0) == DNPart.prepared(value)
        }
        if isThere { return }
        withDocument { _ = $0.append(attribute.written, value, to: record) }
    }

    /// Changes one value that stands there as `former`. Where it does not, somebody chose another one,
    /// which stays.
    mutating func replaceValue(
        _ former: String, by value: String, of attribute: AttributeName, _ record: Int
    ) {
        let place = lines(of: attribute, record).first { place in
            document.records[record].lines[place].flatMap { document.text(of: $0) }?
                .hasSameBytes(as: former) ?? false
        }
        guard let place else { return }
        withDocument { $0.removeLine(place, of: record) }
        let isThere = values(of: attribute, record).contains {
            DNPart.prepared($0) == DNPart.prepared(value)
        }
        if !isThere {
            withDocument { $0.replace(place, of: record, by: attribute.written, value) }
        }
    }
}
