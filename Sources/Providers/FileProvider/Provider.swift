// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import TargetFiles
import Values

/// The provider `files`: folders and documents below one folder of this machine. It serves no files to
/// anybody and mounts nothing.
package enum FileTarget {
    package static let provider = Provider(
        name: "files", summary: "Folders and documents below one folder of this machine.",
        types: types,
        settings: .init(
            schema: settingsSchema, limits: TargetLimits(batchSize: 2000),
            problems: settingsProblems),
        makeObserver: { FormObserver($0, opening: FolderForm.init) },
        makePerformer: { place in
            let cleaned = CleanedFolders()
            return FormPerformer(place, types: types) { (place, marks) throws(ProviderFailure) in
                try FolderForm(place, marks, cleaned)
            }
        })

    static let types = [DirectoryType.type, DocumentType.type]

    private static let settingsSchema: Value = [
        "type": "object", "additionalProperties": false,
        "properties": [
            "prefix": [
                "type": "string", "default": "",
                "description": "Where users find the folder: `location` is it, `/` and the path.",
            ]
        ],
    ]

    @Sendable private static func settingsProblems(_ settings: Value) -> [AttributeProblem] {
        guard let prefix = settings["prefix"]?.string else { return [] }
        var problems: [AttributeProblem] = []
        if prefix.hasSuffix("/") {
            problems.append(AttributeProblem("prefix", "`prefix` ends in a slash"))
        }
        if prefix.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            problems.append(AttributeProblem("prefix", "`prefix` holds a control character"))
        }
        return problems
    }
}
