// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The resource type `file.document`: one file with its whole content. Its owner is whoever made it and is
/// kept. Folders that are missing on the way to it are made with mode 0755 by its create and are no
/// resources; a folder that is one has to be referred to, so that it is made before.
enum DocumentType {
    static let name = "file.document"
    /// Larger files are not read, nor written.
    static let contentBytesMax = 16 << 20

    static let type = ResourceType(
        name: name, summary: "A file with its content, for instance a configuration.",
        attributes: [
            FilePath.attribute,
            AttributeSchema(
                "content", schema: ["type": "string"], [.required, .document],
                summary: "The whole text of the file."),
            AttributeSchema(
                "mode", schema: ["type": "string", "pattern": "^0?[0-7]{3}$"],
                defaultValue: "0644", summary: "The permission bits in octal, in quotes."),
            FilePath.location,
            AttributeSchema(
                "sha256", .derived, schema: ["type": "string"],
                summary: "The SHA-256 digest of the content in hexadecimal."),
        ],
        removal: .init(.delete),
        relations: .init(claimSpace: FilePath.claimSpace),
        functions: .init(
            identity: FilePath.identity, normalise: FilePath.normalise, derive: derive,
            problems: problems))

    @Sendable private static func derive(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> Fields<Value> {
        var derived = FilePath.derive(attributes, settings)
        if let content = attributes["content"]?.string {
            derived["sha256"] = .string(Digest.sha256(content.utf8).hex)
        }
        return derived
    }

    @Sendable private static func problems(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> [AttributeProblem] {
        var problems = FilePath.problems(attributes, settings)
        if let content = attributes["content"]?.string, content.utf8.count > contentBytesMax {
            problems.append(
                AttributeProblem(
                    "content", "the content has \(content.utf8.count) bytes",
                    help: "a document may have up to \(contentBytesMax) bytes"))
        }
        return problems
    }
}
