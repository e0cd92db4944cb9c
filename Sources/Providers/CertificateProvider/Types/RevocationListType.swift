// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// `certificate.revocation_list` as a value: what an authority says of the certificates that it took back.
/// It follows removals of certificates in the same plan, and is signed again in good time before it ends.
enum RevocationListType {
    static let name = "certificate.revocation_list"

    static let type = ResourceType(
        name: name, summary: "The list of the certificates that an authority took back.",
        attributes: [
            AttributeSchema(
                "authority", schema: Schema.fileName, [.required, .identity],
                references: AuthorityType.name, summary: "The name of the authority."),
            AttributeSchema(
                "valid_for", schema: Schema.span, defaultValue: "7d",
                summary: "How long the list holds; the next one comes after three quarters of it."),
            AttributeSchema(
                "path", .derived, schema: Schema.text,
                summary: "Its file, from the target's folder."),
            Schema.condition,
            AttributeSchema(
                "number", .computed, schema: ["type": "integer"],
                summary: "Its number, greater with every list."),
            AttributeSchema(
                "this_update", .computed, schema: Schema.text, summary: "When it begins."),
            AttributeSchema(
                "next_update", .computed, schema: Schema.text, summary: "When it ends."),
            AttributeSchema(
                "revoked", .computed, schema: ["type": "integer"],
                summary: "How many certificates are on it."),
        ],
        removal: .init(.keep),
        relations: .init(follows: [CertificateType.name]),
        functions: .init(
            identity: { attributes, _ in attributes["authority"]?.string ?? "" },
            normalise: { attributes, _ in attributes.withNormalSpans(["valid_for"]) },
            derive: { attributes, _ in derived(attributes) },
            problems: { attributes, _ in
                AttributeProblems.length(
                    "valid_for", of: attributes, shortest: Schema.hour, longest: Schema.year)
            }, due: due))

    private static func derived(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes
        result["condition"] = .string(Condition.sound)
        if let name = attributes["authority"]?.string {
            result["path"] = .string("\(name)/crl.pem")
        }
        return result
    }

    @Sendable private static func due(
        _ recorded: Fields<Value>, _ observed: Fields<Value>, _ now: Instant
    ) -> String? {
        if observed[AuthorityForm.unlisted] != nil {
            return "a certificate was revoked and is not on it"
        }
        guard let end = observed["next_update"]?.string.flatMap({ Instant($0) }),
            let span = observed["valid_for"]?.string.flatMap({ Span($0) }),
            now >= end.advanced(bySeconds: -span.seconds / 4)
        else { return nil }
        return now < end ? "it ends on \(end.day)" : "it ended on \(end.day)"
    }
}
