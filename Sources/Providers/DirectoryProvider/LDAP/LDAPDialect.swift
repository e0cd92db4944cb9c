// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// How a server says what the tree of entries says: the names of its attributes, its classes, and where the mark
/// stands. It translates in both directions, value by value, and knows no entry.
struct LDAPDialect: Sendable {
    /// Before the mark in its attribute, which people may use too.
    static let markPrefix = "burnham:"

    let profile: DirectoryProfile
    let markAttribute: String
    private let markName: [UInt8]
    /// The tree's attribute for each of the server's, by its name in lower case.
    private let known: [[UInt8]: AttributeName]

    init(_ settings: Value) {
        profile = DirectorySettings(settings).profile
        markAttribute = settings["mark_attribute"]?.string ?? profile.markAttribute
        markName = markAttribute.utf8.map(lowerCased)
        var known: [[UInt8]: AttributeName] = [:]
        for attribute in AttributeName.allCases {
            guard let name = profile.name(of: attribute) else { continue }
            known[name.utf8.map(lowerCased)] = attribute
        }
        self.known = known
    }

    /// What is asked of an entry.
    var attributes: [String] {
        let names = AttributeName.allCases.compactMap { profile.name(of: $0) }
        return names.map { $0 == "member" ? profile.askedMember : $0 } + profile.numbers
            + [markAttribute]
    }

    /// What an attribute that the server shows says to the tree. One of its values may be a mark.
    struct Meaning: Sendable {
        var kept: AttributeName?
        var number: ServerNumbers.Name?
        var isMark = false
    }

    func meaning(of attribute: ArraySlice<UInt8>) -> Meaning {
        let name = attribute.prefix { $0 != UInt8(ascii: ";") }.map(lowerCased)
        let options = attribute.dropFirst(name.count)
        guard options.isEmpty || options.starts(with: ";range=".utf8) else { return Meaning() }
        return Meaning(
            kept: known[name], number: ServerNumbers.Name(name, profile),
            isMark: name == markName)
    }

    /// Nil for a text of people.
    func mark(_ value: ArraySlice<UInt8>) -> Mark? {
        guard value.starts(with: Self.markPrefix.utf8) else { return nil }
        return Mark(String(decoding: value.dropFirst(Self.markPrefix.utf8.count), as: UTF8.self))
    }

    /// Nil for what the server writes itself, or as a number.
    func name(of attribute: String) -> String? {
        AttributeName(Array(attribute.utf8)[...]).map { profile.name(of: $0) } ?? attribute
    }

    func value(of mark: Mark) -> [UInt8] { Array("\(Self.markPrefix)\(mark)".utf8) }
}

extension DirectoryProfile {
    var markAttribute: String { self == .openLDAP ? "description" : "adminDescription" }

    /// Active Directory shows many values of one attribute in parts only; asked for parts, so does every server of
    /// its kind.
    fileprivate var askedMember: String {
        self == .openLDAP ? "member" : "member;range=0-1499"
    }

    fileprivate var numbers: [String] {
        self == .openLDAP ? [] : ServerNumbers.Name.allCases.map(\.rawValue)
    }

    /// What the server calls an attribute of the tree.
    fileprivate func name(of attribute: AttributeName) -> String? {
        switch (self, attribute) {
        case (_, .accountDisabled), (_, .groupKind), (_, .groupScope),
            (.openLDAP, .userPrincipalName), (.activeDirectory, .commonName),
            (.activeDirectory, .shadowExpire), (.activeDirectory, .accountLockedTime):
            nil
        case (.activeDirectory, .uid): "sAMAccountName"
        case (.activeDirectory, .departmentNumber): "department"
        default: String(describing: attribute.written)
        }
    }
}

extension LDAPDialect {
    /// A filter that holds for the entry of an object while what is compared of it is as it was.
    func filter(
        of object: ObservedObject, _ kind: any DirectoryKind.Type, _ settings: DirectorySettings
    ) -> String? {
        var filters: [String] = []
        for (name, attribute) in kind.mapping.texts {
            guard let written = profile.name(of: attribute) else { continue }
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
            filters += settings.lock.values.compactMap { attribute, value in
                profile.name(of: attribute).map { LDAPFilter.equals($0, value.utf8) }
            }
        }
        return filters.isEmpty ? nil : LDAPFilter.all(filters)
    }
}
