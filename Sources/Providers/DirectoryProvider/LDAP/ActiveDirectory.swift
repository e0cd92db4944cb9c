// SPDX-License-Identifier: Apache-2.0

import Values

/// The numbers of an entry in which Active Directory keeps what are attributes of their own in the tree
/// ([MS-ADTS], sections 2.2.12 and 2.2.16). Bits that have no meaning here stay as they are.
struct ServerNumbers: Sendable {
    enum Name: String, CaseIterable, Sendable {
        case userAccountControl, groupType

        init?(_ name: [UInt8], _ profile: DirectoryProfile) {
            guard profile == .activeDirectory,
                let found = Self.allCases.first(where: {
                    $0.rawValue.utf8.map(lowerCased) == name
                })
            else { return nil }
            self = found
        }
    }

    private static let normalAccount: Int32 = 0x200
    private static let disabled: Int32 = 0x2
    private static let scopes: [(String, Int32)] = [
        ("global", 0x2), ("domain-local", 0x4), ("universal", 0x8),
    ]
    private static let security = Int32.min

    private var values: [Name: Int32] = [:]

    init() {}

    /// Of a new account or group.
    init(account isAccount: Bool) {
        values = isAccount ? [.userAccountControl: Self.normalAccount] : [.groupType: 2 | .min]
    }

    mutating func read(_ name: Name, _ text: String) {
        values[name] = Int32(text)
    }

    func text(of name: Name) -> String? { values[name].map { String($0) } }

    /// What they say, as the tree has it.
    var attributes: [(AttributeName, String)] {
        var found: [(AttributeName, String)] = []
        if let control = values[.userAccountControl], control & Self.disabled != 0 {
            found.append((.accountDisabled, "TRUE"))
        }
        if let type = values[.groupType] {
            if let scope = Self.scopes.first(where: { type & $0.1 != 0 }) {
                found.append((.groupScope, scope.0))
            }
            found.append((.groupKind, type & Self.security != 0 ? "security" : "distribution"))
        }
        return found
    }

    /// Puts what the tree says into the bits.
    mutating func set(_ attribute: AttributeName, to value: String?) {
        switch attribute {
        case .accountDisabled:
            set(Self.disabled, of: .userAccountControl, value != nil)
        case .groupKind: set(Self.security, of: .groupType, value != "distribution")
        case .groupScope:
            for (scope, bit) in Self.scopes {
                set(bit, of: .groupType, scope == value ?? "global")
            }
        default: break
        }
    }

    private mutating func set(_ bit: Int32, of name: Name, _ isSet: Bool) {
        guard let number = values[name] else { return }
        values[name] = isSet ? number | bit : number & ~bit
    }
}

/// What Active Directory asks of new entries beyond what the catalog says.
enum ActiveDirectory {
    static let userClasses = ["top", "person", "organizationalPerson", "user"]
    static let groupClasses = ["top", "group"]

    /// The class that the tree knows for one of the server's; a computer's account is nobody's.
    static func treeClass(_ name: ArraySlice<UInt8>, isComputer: Bool) -> String? {
        if name.spells("group") { return "groupOfNames" }
        return name.spells("user") && !isComputer ? "inetOrgPerson" : nil
    }

    /// A password that nobody knows, as the server takes one: in quotes, in UTF-16. Without one an account
    /// could be used by whoever gives an empty one.
    static func unknownPassword() -> [UInt8] {
        let characters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
        var random = SystemRandomNumberGenerator()
        let text = String((0..<60).compactMap { _ in characters.randomElement(using: &random) })
        return "\"\(text)-9aZ\"".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    /// `city.example` of `dc=city,dc=example`.
    static func domain(of base: DNKey) -> String {
        var parts: [String] = []
        var key: DNKey? = base
        while let current = key, !current.text.isEmpty {
            if current.firstPart.hasPrefix("dc=") {
                parts.append(DNPart.value(of: current.firstPart))
            }
            key = current.parent
        }
        return parts.joined(separator: ".")
    }
}
