// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// `certificate.authority` as a value. An authority is never renewed by itself: another `valid_for` has it
/// signed again with its own key, at a time that people choose, because whoever trusts it has to be given
/// the new certificate. Certificates that would outlive it are refused before that.
enum AuthorityType {
    static let name = "certificate.authority"

    static let type = ResourceType(
        name: name,
        summary: "A certificate authority of the city's own, with its key and its index.",
        attributes: [
            AttributeSchema(
                "name", schema: Schema.fileName, [.required, .identity],
                summary: "The authority's folder in the target."),
            AttributeSchema(
                "common_name", schema: Schema.shortText, [.required, .immutable],
                summary: "The common name of its subject."),
            AttributeSchema(
                "organization", schema: Schema.shortText, [.immutable],
                summary: "The organization of its subject."),
            AttributeSchema(
                "valid_for", schema: Schema.span, defaultValue: "3650d",
                summary: "How long its certificate holds; another value has it signed again."),
            AttributeSchema(
                "certificate_path", .derived, schema: Schema.text,
                summary: "Its certificate's file, from the target's folder."),
            Schema.condition,
            AttributeSchema(
                "not_after", .computed, schema: Schema.text, summary: "When its certificate ends."),
            AttributeSchema(
                "fingerprint", .computed, schema: Schema.text,
                summary: "SHA-256 of its certificate."),
            AttributeSchema(
                "certificate", .computed, schema: Schema.text, [.document],
                summary: "Its certificate in PEM."),
        ],
        removal: .init(.keep),
        relations: .init(referenceKey: "name"),
        functions: .init(
            identity: { attributes, _ in attributes["name"]?.string ?? "" },
            normalise: { attributes, _ in attributes.withNormalSpans(["valid_for"]) },
            derive: { attributes, _ in derived(attributes) },
            problems: { attributes, _ in
                SubjectProblems.all(in: attributes)
                    + AttributeProblems.length(
                        "valid_for", of: attributes, shortest: Schema.hour, longest: Schema.century)
            }))

    private static func derived(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes
        result["condition"] = .string(Condition.sound)
        if let name = attributes["name"]?.string {
            result["certificate_path"] = .string("\(name)/ca.pem")
        }
        return result
    }
}
