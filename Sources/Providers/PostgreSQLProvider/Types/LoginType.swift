// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// `database.login` as a value: how a program logs in as a role, with a password that is changed without an outage.
///
/// It is two roles on the server, the slots NAME_a and NAME_b, both members of `role` and acting as it from the
/// first statement on (`ALTER ROLE ... SET role`), so that what a program makes belongs to `role` whichever slot it came
/// by. One slot is in use, and `user` says which. The password comes from a `secret.token`, and `password_made` from
/// its `rotated_at`:
///
///     password: "${resources.token.value}"
///     password_made: "${resources.token.rotated_at}"
///
/// When the token is rotated, `password_made` is another one, and so the same plan has this update after it: the slot
/// that was not in use gets the new password and is in use now, and the password of the other one gets an end,
/// `VALID UNTIL` so long from now as `overlap` says. So a program that knows the former user and password goes on
/// with them until it is told the new ones, and the server itself ends the overlap, also where no run comes. The
/// first plan after that end takes the former slot's login away (`due`). A rotation within the overlap of
/// the one before waits: the slot that it would take is still somebody's. It is refused, and done by a later plan.
enum LoginType {
    static let type = ResourceType(
        name: "database.login",
        summary:
            "How a program logs in as a role: two users in turn, so that a new password is no outage.",
        attributes: inputs + results,
        removal: .init(.suspend, canSuspend: true),
        functions: .init(
            identity: { attributes, _ in attributes["name"]?.string ?? "" },
            normalise: { attributes, _ in
                var result = attributes
                if let text = attributes["overlap"]?.string {
                    result["overlap"] = .string(Span.normalText(text))
                }
                return result
            },
            derive: { attributes, _ in
                var result = attributes
                result["condition"] = .string(sound)
                return result
            },
            problems: { attributes, _ in problems(attributes) }, due: due))

    static let sound = RoleType.sound
    /// Two bytes of a slot's name are its ending.
    static let nameBytesMax = ServerText.nameBytesMax - 2

    private static let inputs = [
        AttributeSchema(
            "name", schema: ["type": "string", "minLength": 1, "maxLength": .int(61)],
            [.required, .identity],
            summary: "What its two users are called, before `_a` and `_b`."),
        AttributeSchema(
            "role", schema: ServerText.nameSchema, [.required], references: "database.role",
            summary: "The role as which it acts."),
        AttributeSchema(
            "password", schema: ["type": "string"], [.required, .sensitive],
            summary: "What it logs in with now: the `value` of a `secret.token`."),
        AttributeSchema(
            "password_made", schema: ["type": "string", "minLength": 1, "maxLength": 100],
            [.required],
            summary:
                "When the password was made: the token's `rotated_at`. Another one changes users."),
        AttributeSchema(
            "overlap", schema: ["type": "string", "pattern": .string(Span.pattern)],
            defaultValue: "7d",
            summary: "How long the former user and password are good after that."),
        ServerText.connectionLimit,
    ]

    private static let results = [
        AttributeSchema(
            "condition", .derived, schema: ["type": "string"],
            summary: "`sound`, or what is wrong with its users."),
        AttributeSchema(
            "user", .computed, schema: ["type": "string"],
            summary: "The user that has the password."),
        AttributeSchema(
            "previous_until", .computed, schema: ["type": "string"],
            summary: "Until when the former user and password are good."),
    ]

    private static func problems(_ attributes: Fields<Value>) -> [AttributeProblem] {
        var problems =
            ServerText.roleNameProblems("role", of: attributes)
            + ServerText.ownNameProblems("name", "role", of: attributes)
        if let name = attributes["name"]?.string, name.utf8.count > nameBytesMax {
            problems.append(
                AttributeProblem(
                    "name", "`\(ServerText.printable(name))` has \(name.utf8.count) bytes",
                    help: "a login's has at most \(nameBytesMax): its users have two more"))
        }
        if let text = attributes["overlap"]?.string, Span(text) == nil {
            problems.append(
                AttributeProblem("overlap", "`\(ServerText.printable(text))` is no length of time"))
        }
        return problems
    }

    @Sendable private static func due(
        _ recorded: Fields<Value>, _ observed: Fields<Value>, _ now: Instant
    ) -> String? {
        guard let end = observed["previous_until"]?.string.flatMap({ Instant($0) }), end <= now
        else { return nil }
        return "the overlap with its former user ended on \(end.day)"
    }
}
