// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The resource type `file.directory`: a folder with its mode and, where Burnham runs as root, its owner.
/// What is in the folder is its users' and never compared. Folders that are missing on the way to it are
/// made with mode 0755 by its create and are no resources.
enum DirectoryType {
    static let name = "file.directory"
    static let removedTo = "removed_to"

    static let type = ResourceType(
        name: name, summary: "A folder, for instance a share.",
        attributes: [
            FilePath.attribute,
            AttributeSchema(
                "mode", schema: ["type": "string", "pattern": "^[0-7]{3,4}$"],
                defaultValue: "0750", summary: "The permission bits in octal, in quotes."),
            AttributeSchema(
                "owner", schema: accountSchema,
                summary: "The user that owns it; only where Burnham runs as root."),
            AttributeSchema(
                "group", schema: accountSchema,
                summary: "The group that owns it; only where Burnham runs as root."),
            FilePath.location,
            AttributeSchema(
                removedTo, .computed, schema: ["type": "string"],
                summary: "Where a suspended folder lies, below the target's folder."),
        ],
        removal: .init(.suspend, canSuspend: true, holdsData: true),
        relations: .init(claimSpace: FilePath.claimSpace),
        functions: .init(
            identity: FilePath.identity, normalise: FilePath.normalise, derive: FilePath.derive,
            problems: FilePath.problems))

    private static let accountSchema: Value = [
        "type": "string", "pattern": "^[a-z_][a-z0-9_-]{0,31}$",
    ]
}
