// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `directory.membership`: one account in one group, one `member` value. Other members of the group are
/// never touched. It stays while its account is suspended, and when the account is gone.
enum DirectoryMembership: DirectoryKind {
    static let isEntry = false
    static let mapping = AttributeMapping([])

    static let type = ResourceType(
        name: "directory.membership", summary: "One account in one group.",
        attributes: [
            AttributeSchema(
                "group", schema: DirectoryText.nameSchema, [.required, .identity],
                references: "directory.group", summary: "The group's name."),
            AttributeSchema(
                "member", schema: DirectoryText.nameSchema, [.required, .identity],
                references: "directory.account", summary: "The account's uid."),
        ],
        removal: ResourceType.RemovalRules(.delete),
        functions: ResourceType.Functions(
            identity: { attributes, _ in identity(attributes) }, normalise: normalise,
            problems: problems))

    /// `uid=u1042,cn=owners`: read as names are, the account in the group.
    private static func identity(_ attributes: Fields<Value>) -> String {
        DNKey(canonical: DNPart.text("cn", attributes["group"]?.string ?? ""))
            .child("uid", attributes["member"]?.string ?? "").text
    }

    private static func normalise(_ attributes: Fields<Value>, _: Value) -> Fields<Value> {
        DirectoryText.normalised(attributes, names: ["group", "member"], texts: [])
    }

    private static func problems(_ attributes: Fields<Value>, _: Value) -> [AttributeProblem] {
        DirectoryText.nameProblems(attributes, "group")
            + DirectoryText.nameProblems(attributes, "member")
    }

    // MARK: Entries

    /// The account's and the group's part of an identity.
    private static func parts(_ identity: String) -> (account: String, group: String) {
        let key = DNKey(canonical: identity)
        return (key.firstPart, key.parent?.text ?? "")
    }

    static func find(
        _ item: ObserveItem, in tree: inout DirectoryTree
    ) throws(LDIFProblem) -> ObservedObject? {
        let (account, groupPart) = parts(item.identity)
        guard let group = tree.groups[groupPart],
            try tree.memberKey(account, of: group) != nil
        else { return nil }
        return ObservedObject(attributes: [
            "group": .string(DNPart.value(of: groupPart)),
            "member": .string(DNPart.value(of: account)),
        ])
    }

    static func apply(
        _ operation: Operation, to tree: inout DirectoryTree
    ) throws(ProviderFailure) {
        let (account, groupPart) = parts(operation.identity)
        guard let group = tree.groups[groupPart] else {
            throw ProviderFailure(
                .rejected, "no group `\(DNPart.value(of: groupPart))` in the directory")
        }
        do throws(LDIFProblem) {
            switch operation.kind {
            case .create:
                guard let record = tree.accounts[account] else { break }
                try tree.addMember(tree.keys[record], named: tree.name(of: record), to: group)
                return
            case .update: return
            case .delete, .purge:
                if let key = try tree.memberKey(account, of: group) {
                    try tree.removeMember(key, from: group)
                }
                return
            case .suspend, .resume, .mark, .unmark: operation.isNotFor(type)
            }
        } catch {
            throw ProviderFailure(error)
        }
        throw ProviderFailure(
            .rejected, "no account `\(DNPart.value(of: account))` in the directory")
    }
}
