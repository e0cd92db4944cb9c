// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Attributes that several types share, and what a server takes as a name.
enum ServerText {
    /// Bytes of a name; the server cuts off what is longer.
    static let nameBytesMax = 63

    static let nameSchema: Value = ["type": "string", "minLength": 1, "maxLength": .int(63)]

    static let description = AttributeSchema(
        "description", schema: ["type": "string"],
        summary: "What people read of it on the server; the comment's last line is Burnham's.")

    static let connectionLimit = AttributeSchema(
        "connection_limit", schema: ["type": "integer", "minimum": -1, "maximum": 1_000_000],
        defaultValue: -1, summary: "How many sessions it may have at once; -1: any number.")

    static let owner = AttributeSchema(
        "owner", schema: nameSchema, references: "database.role",
        summary:
            "The role that owns it; unstated: whoever owns it now, at first Burnham's own role.")

    static let database = AttributeSchema(
        "database", schema: nameSchema, [.required, .identity], references: "database.database",
        summary: "The database in which it is.")

    /// The normal form of a set of texts.
    static func sorted(_ list: [Value]) -> Value {
        var texts = list.compactMap(\.string).sorted { $0.precedesByBytes($1) }
        for place in texts.indices.dropFirst().reversed() where texts[place] == texts[place - 1] {
            texts.remove(at: place)
        }
        return .list(texts.map { .string($0) })
    }

    static func nameProblems(
        _ attribute: String, of attributes: Fields<Value>
    ) -> [AttributeProblem] {
        guard let name = attributes[attribute]?.string else { return [] }
        if name.utf8.count > nameBytesMax {
            return [
                AttributeProblem(
                    attribute, "`\(printable(name))` has \(name.utf8.count) bytes",
                    help: "a name on the server has at most \(nameBytesMax)")
            ]
        }
        if name.isEmpty || name.utf8.contains(0) {
            return [AttributeProblem(attribute, "`\(printable(name))` is no name on a server")]
        }
        return []
    }

    /// Two words stand for no role in SQL.
    static func roleNameProblems(
        _ attribute: String, of attributes: Fields<Value>
    ) -> [AttributeProblem] {
        guard let name = attributes[attribute]?.string, ["public", "none"].contains(name) else {
            return nameProblems(attribute, of: attributes)
        }
        return [AttributeProblem(attribute, "a role can't be called `\(printable(name))`")]
    }

    /// Names with `pg_` are the server's own.
    static func ownNameProblems(
        _ attribute: String, _ what: StaticString, of attributes: Fields<Value>
    ) -> [AttributeProblem] {
        guard let name = attributes[attribute]?.string, isServersOwn(name) else {
            return nameProblems(attribute, of: attributes)
        }
        return [
            AttributeProblem(attribute, "`\(printable(name))` is a \(what) of the server's own")
        ]
    }

    static func isServersOwn(_ name: String) -> Bool { name.utf8.starts(with: "pg_".utf8) }

    static func descriptionProblems(of attributes: Fields<Value>) -> [AttributeProblem] {
        guard let text = attributes["description"]?.string else { return [] }
        if text.utf8.contains(0) {
            return [AttributeProblem("description", "a NUL character stands in it")]
        }
        if ObjectComment.isTaken(text) {
            return [
                AttributeProblem(
                    "description",
                    "its last line begins with `\(ObjectComment.sign)`, which is Burnham's own")
            ]
        }
        return []
    }

    static func printable(_ text: String) -> String { AttributeProblems.printable(text) }
}

extension ObjectComment {
    /// As an operation wants it: its mark, and the description where one is stated.
    func wanted(by operation: Operation) -> ObjectComment {
        var comment = self
        switch operation.kind {
        case .unmark: comment.mark = nil
        case .mark: comment.mark = operation.mark
        case .create, .update, .resume:
            comment.mark = operation.mark
            if let text = operation.attributes["description"]?.string {
                comment.description = text.isEmpty ? nil : text
            } else if operation.cleared.contains("description") {
                comment.description = nil
            }
        case .suspend, .delete, .purge: break
        }
        return comment
    }

    var literal: SQL { text.map { "\(text: $0)" } ?? "NULL" }
}
