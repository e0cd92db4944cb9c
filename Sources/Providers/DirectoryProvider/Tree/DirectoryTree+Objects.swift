// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Which objects the entries are, asked the other way round: from what is there to what it is called.
extension DirectoryTree {
    /// The type and identity of the object that an entry below the base is; nil for one of another kind, and for
    /// one that is not found by its identity because another one is.
    func object(at record: Int) -> (type: String, identity: String)? {
        let key = keys[record]
        guard key.isBelow(settings.base) else { return nil }
        if hasClass("organizationalunit", record), key.firstPart.hasPrefix("ou=") {
            let path = key.text.utf8.dropLast(settings.base.text.utf8.count + 1)
            return (DirectoryUnit.type.name, String(Substring(path)))
        }
        if let name = groupName(record) { return (DirectoryGroup.type.name, name) }
        return accountNames(record).first.map { (DirectoryAccount.type.name, $0) }
    }

    /// The identities of a group's memberships, sorted: those of members that are accounts here.
    mutating func memberships(of group: Int) throws(ProviderFailure) -> [String] {
        do throws(LDIFProblem) {
            let part = keys[group].firstPart
            return try members(of: group).compactMap { key in
                guard let record = position(of: key) else { return nil }
                return accountNames(record).first.map { "\($0),\(part)" }
            }.sorted()
        } catch {
            throw ProviderFailure(error)
        }
    }

    private func groupName(_ record: Int) -> String? {
        let part = keys[record].firstPart
        return groups[part] == record ? part : nil
    }

    /// Those by which the account is found.
    private func accountNames(_ record: Int) -> [String] {
        namesAsAccount(record).filter { accounts[$0] == record }
    }
}
