// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import TargetFiles

/// A directory kept as one LDIF file (RFC 2849) that any LDAP server loads: units, groups, memberships and
/// accounts below one base. What others put into the file stays as it is. It talks to no server.
package enum LDIFDirectory {
    package static let provider = Provider(
        name: "ldif", summary: "A directory as one LDIF file, `directory.ldif`.",
        types: DirectoryTypes.all,
        settings: Provider.Settings(
            schema: DirectorySettings.schema, limits: TargetLimits(batchSize: 5000),
            problems: DirectorySettings.problems),
        makeObserver: { FormObserver($0, opening: open) },
        makePerformer: { FormPerformer($0, types: DirectoryTypes.all, opening: open) })

    /// Who owns an entry makes no difference to the file.
    @Sendable private static func open(
        _ place: TargetPlace, _: MarksRegistry
    ) throws(ProviderFailure) -> DirectoryForm {
        try DirectoryForm(place: place)
    }
}

/// The types of a directory, wherever it is kept.
enum DirectoryTypes {
    static let all = [
        DirectoryUnit.type, DirectoryGroup.type, DirectoryMembership.type, DirectoryAccount.type,
    ]

    /// The code that belongs to a type's name.
    static func kind(of type: String) -> any DirectoryKind.Type {
        switch type {
        case DirectoryUnit.type.name: DirectoryUnit.self
        case DirectoryGroup.type.name: DirectoryGroup.self
        case DirectoryMembership.type.name: DirectoryMembership.self
        case DirectoryAccount.type.name: DirectoryAccount.self
        default:
            preconditionFailure("`\(type)` went to a directory; this is a bug in burnham")
        }
    }
}

/// One resource type of a directory: its schema, how an object is found in the tree and how it is changed.
protocol DirectoryKind {
    static var type: ResourceType { get }

    /// Whether an object is an entry, with a `dn`, and not a value in one.
    static var isEntry: Bool { get }
    /// Whether its identity is its name below the base.
    static var isPath: Bool { get }
    /// The texts of an entry by which it is compared.
    static var mapping: AttributeMapping { get }

    static func find(_ item: ObserveItem, in tree: inout DirectoryTree) throws(LDIFProblem)
        -> ObservedObject?

    /// The tree is as before after a throw.
    static func apply(_ operation: Operation, to tree: inout DirectoryTree)
        throws(ProviderFailure)
}

extension DirectoryKind {
    static var isEntry: Bool { true }
    static var isPath: Bool { false }
}
