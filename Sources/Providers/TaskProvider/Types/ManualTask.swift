// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// `task.manual` as a value: something that a person has to do because no provider can. What depends on it
/// waits until somebody says that it is done.
enum ManualTask {
    static let type = ResourceType(
        name: "task.manual", summary: "Something that a person has to do.",
        attributes: inputs + outputs,
        removal: ResourceType.RemovalRules(.suspend, canSuspend: true),
        relations: ResourceType.Relations(referenceKey: "name"),
        functions: ResourceType.Functions(
            identity: { attributes, _ in attributes["name"]?.string ?? "" },
            normalise: normalise, problems: problems, waiting: waiting))

    private static let text: Value = ["type": "string"]
    private static let stated: Value = ["type": "string", "minLength": 1]
    private static let timeWithin: Value = [
        "type": "string", "pattern": "^[1-9][0-9]{0,4}(bd|[smhdw])$",
    ]

    private static let inputs: [AttributeSchema] = [
        AttributeSchema(
            "name",
            schema: ["type": "string", "pattern": .string(AttributeProblems.fileNamePattern)],
            [.required, .identity], summary: "What the task, and its file, is called."),
        AttributeSchema(
            "title", schema: ["type": "string", "minLength": 1, "maxLength": 200], [.required],
            summary: "What there is to do, in one line."),
        AttributeSchema(
            "instructions", schema: stated, [.required, .document],
            summary: "How it is done, so that somebody who never did it can."),
        AttributeSchema(
            "undo", schema: text, [.document],
            summary: "How it is undone once nobody wants it any more; absent: it needs no undoing."),
        AttributeSchema(
            "team", schema: stated, [.required], summary: "The team whose task it is."),
        AttributeSchema(
            "promised_within", schema: timeWithin,
            summary: "How soon it is promised, `3bd` (business days) or `4h`."),
    ]

    private static let outputs: [AttributeSchema] = [
        AttributeSchema(
            "state", .computed,
            schema: ["enum": .list(TaskRecord.State.allCases.map { .string($0.rawValue) })],
            summary: "`open`, `done`, or `cannot` where somebody said that it can't be done."),
        AttributeSchema(
            "purpose", .computed,
            schema: ["enum": .list(TaskRecord.Purpose.allCases.map { .string($0.rawValue) })],
            summary: "`do`, or `undo` when it is no longer wanted."),
        AttributeSchema("opened_at", .computed, schema: text, summary: "Since when it waits."),
        AttributeSchema("closed_at", .computed, schema: text, summary: "When it was closed."),
        AttributeSchema("closed_by", .computed, schema: text, summary: "Who closed it."),
        AttributeSchema("note", .computed, schema: text, summary: "What they said about it."),
    ]

    /// An empty optional text is no text.
    private static func normalise(_ attributes: Fields<Value>, _: Value) -> Fields<Value> {
        attributes.filter { entry in
            !["undo", "promised_within"].contains(entry.key) || entry.value != ""
        }
    }

    private static func problems(_ attributes: Fields<Value>, _: Value) -> [AttributeProblem] {
        var problems = AttributeProblems.fileName("name", of: attributes)
        for name in ["title", "team"] {
            guard let text = attributes[name]?.string else { continue }
            if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                problems.append(
                    AttributeProblem(name, "a control character stands in a text of one line"))
            }
        }
        return problems
    }

    /// A task that can't be done is open again when what it asks for changes: `TaskRecord.change`.
    private static func waiting(_ attributes: Fields<Value>?) -> Wait? {
        guard let attributes else { return Wait("a task for people comes first") }
        let team = attributes["team"]?.string ?? "a team"
        let title = attributes["title"]?.string ?? ""
        let since =
            attributes["opened_at"]?.string.flatMap { Instant($0) }
            .map { ", since \($0.day)" } ?? ""
        if attributes["purpose"] == "undo" {
            return Wait("\(team) is to undo it\(since): \(title)")
        }
        switch attributes["state"] {
        case "done": return nil
        case "cannot":
            let note = attributes["note"]?.string.map { " (\($0))" } ?? ""
            return Wait(
                "\(team) could not do it\(note): \(title)",
                lift: "they are asked again once the catalog words the task in another way")
        default: return Wait("\(team)\(since): \(title)")
        }
    }
}
