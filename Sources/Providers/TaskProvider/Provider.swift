// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import TargetFiles
import Values

/// Tasks for people as files that people can read, one for each. It tells nobody of them: `burnham task`
/// lists and closes them.
package enum TaskFiles {
    package static let provider = Provider(
        name: "task-files", summary: "Tasks for people, a file for each.",
        types: types,
        settings: Provider.Settings(
            schema: ["type": "object", "properties": [:], "additionalProperties": false],
            limits: TargetLimits()),
        makeObserver: { FormObserver($0, opening: open) },
        makePerformer: { FormPerformer($0, types: types, opening: open) })

    static let types = [ManualTask.type]

    /// Who owns a task makes no difference to its file.
    @Sendable private static func open(
        _ place: TargetPlace, _: MarksRegistry
    ) throws(ProviderFailure) -> TaskForm {
        try TaskForm(folder: place.folder)
    }
}
