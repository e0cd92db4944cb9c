// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Accounts as entries of a directory.
extension DirectoryAccount: DirectoryKind {
    /// Whatever stands at the name that the account is to have; else the account of that uid elsewhere.
    private static func record(
        _ identity: String, _ attributes: Fields<Value>, in tree: DirectoryTree
    ) -> Int? {
        key(attributes, tree.settings).flatMap { tree.position(of: $0) } ?? tree.accounts[identity]
    }

    static func find(
        _ item: ObserveItem, in tree: inout DirectoryTree
    ) throws(LDIFProblem) -> ObservedObject? {
        guard let record = record(item.identity, item.attributes, in: tree) else { return nil }
        var locks = Set<AttributeName>()
        let lock = tree.settings.lock
        let attributes = try mapping.attributes(
            of: record, in: tree,
            others: [
                commonName(of: record, item, in: tree).map { .string($0) },
                .string(tree.keys[record].text), .string(DNPart.value(of: item.identity)),
                .string(tree.unitPath(of: record)),
            ]
        ) { attribute, line in
            guard let value = lock.value(of: attribute) else { return }
            if tree.document.value(of: line).elementsEqual(value.utf8) { locks.insert(attribute) }
        }
        return ObservedObject(
            attributes: attributes, isSuspended: locks.count == lock.values.count)
    }

    /// What the entry is called where that is not the uid; in the letters in which it is asked for, as names are
    /// read.
    private static func commonName(
        of record: Int, _ item: ObserveItem, in tree: DirectoryTree
    ) -> String? {
        let part = tree.keys[record].firstPart
        guard tree.settings.profile == .activeDirectory, part.hasPrefix("cn="),
            DNPart.value(of: part) != DNPart.value(of: item.identity)
        else { return nil }
        if let wanted = item.attributes["common_name"]?.string, DNPart.text("cn", wanted) == part {
            return wanted
        }
        let name = try? DistinguishedName(tree.name(of: record))
        return (name?.parts.first?.first?.value).map { String(decoding: $0, as: UTF8.self) }
    }

    static func apply(
        _ operation: Operation, to tree: inout DirectoryTree
    ) throws(ProviderFailure) {
        if operation.kind == .create { return try create(operation, in: &tree) }
        guard let record = record(operation.identity, operation.attributes, in: tree) else {
            throw .gone(operation)
        }
        guard tree.hasClass("inetorgperson", record) else {
            throw ProviderFailure(
                .conflict, "`\(tree.name(of: record))` is no inetOrgPerson entry")
        }
        switch operation.kind {
        case .update: try update(record, operation, in: &tree)
        case .suspend:
            if let name = tree.settings.lock.objectClass {
                tree.add(name, to: .objectClass, record)
            }
            for (attribute, value) in tree.settings.lock.values {
                tree.set(attribute, to: value, record)
            }
        case .resume:
            try update(record, operation, in: &tree)
            for (attribute, _) in tree.settings.lock.values {
                tree.set(attribute, to: nil, record)
            }
        case .delete, .purge:
            try tree.requireChildless(record)
            tree.remove(record)
        case .create, .mark, .unmark: operation.isNotFor(type)
        }
    }

    private static func create(
        _ operation: Operation, in tree: inout DirectoryTree
    ) throws(ProviderFailure) {
        guard let key = key(operation.attributes, tree.settings) else { throw .gone(operation) }
        try tree.requireFree(key)
        if let other = tree.accounts[operation.identity] {
            throw ProviderFailure(.conflict, "the entry `\(tree.name(of: other))` has that uid")
        }
        tree.makeUnits(try tree.missingUnits(unit(operation.attributes)))
        let classes = ["top", "person", "organizationalPerson", "inetOrgPerson", "shadowAccount"]
        let record = tree.insert(
            key,
            classes.map { ("objectClass", $0) } + [
                ("uid", DNPart.value(of: operation.identity)),
                ("cn", commonName(operation.attributes)),
            ])
        mapping.set(operation, on: record, in: &tree)
        if tree.settings.profile == .activeDirectory,
            tree.values(of: .userPrincipalName, record).isEmpty
        {
            let name = DNPart.value(of: operation.identity)
            let domain = ActiveDirectory.domain(of: tree.settings.base)
            tree.set(.userPrincipalName, to: "\(name)@\(domain)", record)
        }
    }

    private static func update(
        _ record: Int, _ operation: Operation, in tree: inout DirectoryTree
    ) throws(ProviderFailure) {
        if let key = key(operation.attributes, tree.settings) {
            try tree.move(record, to: key, in: unit(operation.attributes))
            tree.add(DNPart.value(of: operation.identity), to: .uid, record)
        }
        let former = currentCommonName(record, in: tree)
        mapping.set(operation, on: record, in: &tree)
        let name = currentCommonName(record, in: tree)
        if !name.hasSameBytes(as: former) {
            tree.replaceValue(former, by: name, of: .commonName, record)
        }
    }

    private static func currentCommonName(_ record: Int, in tree: DirectoryTree) -> String {
        let names: [(String, AttributeName)] = [
            ("display_name", .displayName), ("given_name", .givenName), ("surname", .surname),
        ]
        var attributes = Fields<Value>()
        for (name, attribute) in names {
            attributes[name] = tree.values(of: attribute, record).first.map { .string($0) }
        }
        return commonName(attributes)
    }
}
