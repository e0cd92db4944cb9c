// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// How a server says what the tree of entries says: the names of its attributes, and where the mark stands. It
/// translates in both directions, attribute by attribute, and knows no entry.
struct LDAPDialect: Sendable {
    /// Before the mark in its attribute, which people may use too.
    static let markPrefix = "burnham:"

    let markAttribute: String
    /// What is asked of an entry.
    let attributes: [String]
    private let markName: [UInt8]

    init(_ settings: Value) {
        let profile = DirectorySettings(settings).profile
        let attribute = settings["mark_attribute"]?.string ?? "description"
        markAttribute = attribute
        markName = attribute.utf8.map(lowerCased)
        let known = AttributeName.allCases.map { String(describing: $0.written) }
        attributes = known.filter { !$0.contains(";") } + [attribute]
        precondition(profile == .openLDAP)
    }

    func isMark(_ attribute: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Mark? {
        guard value.starts(with: Self.markPrefix.utf8),
            attribute.elementsEqual(markName, by: { lowerCased($0) == $1 })
        else { return nil }
        return Mark(String(decoding: value.dropFirst(Self.markPrefix.utf8.count), as: UTF8.self))
    }

    func value(of mark: Mark) -> [UInt8] { Array("\(Self.markPrefix)\(mark)".utf8) }
}

extension LDAPDialect {
    /// A filter that holds for the entry of an object while what is compared of it is as it was.
    func filter(
        of object: ObservedObject, _ kind: any DirectoryKind.Type, _ settings: DirectorySettings
    ) -> String? {
        var filters: [String] = []
        for (name, attribute) in kind.mapping.texts {
            let written = String(describing: attribute.written)
            let values = object.attributes[name].map { $0.list ?? [$0] } ?? []
            filters += values.compactMap(\.string).map { LDAPFilter.equals(written, $0.utf8) }
            if values.isEmpty && written != markAttribute {
                filters.append(LDAPFilter.isAbsent(written))
            }
        }
        if let mark = object.mark {
            filters.append(LDAPFilter.equals(markAttribute, value(of: mark)))
        }
        if object.isSuspended {
            filters += settings.lock.values.map {
                LDAPFilter.equals(String(describing: $0.0.written), $0.1.utf8)
            }
        }
        return filters.isEmpty ? nil : LDAPFilter.all(filters)
    }
}
