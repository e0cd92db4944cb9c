// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// `certificate.x509` as a value: a certificate with its key, for a server or a client. What is said in it
/// can't be changed; only when it ends can.
enum CertificateType {
    static let name = "certificate.x509"

    static let type = ResourceType(
        name: name,
        summary: "A certificate of an authority of the city's own, renewed before its end.",
        attributes: inputs + [
            AttributeSchema(
                "certificate_path", .derived, schema: Schema.text,
                summary: "The certificate's file, from the target's folder."),
            AttributeSchema(
                "key_path", .derived, schema: Schema.text,
                summary: "The key's file, from the target's folder."),
            Schema.condition,
            AttributeSchema(
                "serial", .computed, schema: Schema.text, summary: "Its serial number in hex."),
            AttributeSchema(
                "not_before", .computed, schema: Schema.text, summary: "When it begins."),
            AttributeSchema(
                "not_after", .computed, schema: Schema.text, summary: "When it ends."),
            AttributeSchema(
                "fingerprint", .computed, schema: Schema.text, summary: "SHA-256 of it."),
        ],
        removal: .init(.delete),
        relations: .init(referenceKey: "name"),
        functions: .init(
            identity: { attributes, _ in attributes["name"]?.string ?? "" },
            normalise: { attributes, _ in normal(attributes) },
            derive: { attributes, _ in derived(attributes) },
            problems: { attributes, _ in problems(attributes) }, due: due))

    private static let inputs = [
        AttributeSchema(
            "name", schema: Schema.fileName, [.required, .identity],
            summary: "What its files are called; one of a kind in the target."),
        AttributeSchema(
            "authority", schema: Schema.fileName, [.required, .immutable],
            references: AuthorityType.name, summary: "The name of the authority that signs it."),
        AttributeSchema(
            "common_name", schema: Schema.shortText, [.required, .immutable],
            summary: "The common name of its subject."),
        AttributeSchema(
            "dns_names", schema: ["type": "array", "items": Schema.text, "maxItems": 100],
            [.required, .immutable, .set],
            summary: "The hosts' names and addresses that it is for."),
        AttributeSchema(
            "usage", schema: ["enum": ["server", "client"]], [.immutable], defaultValue: "server",
            summary: "What it may be used for."),
        AttributeSchema(
            "valid_for", schema: Schema.span, defaultValue: "90d", summary: "How long it holds."),
        AttributeSchema(
            "renew_before", schema: Schema.span, defaultValue: "30d",
            summary: "How long before its end the next one is issued."),
    ]

    private static func normal(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes.withNormalSpans(["valid_for", "renew_before"])
        if let names = attributes["dns_names"]?.list {
            let texts = names.compactMap(\.string)
            if texts.count == names.count {
                let normal = SubjectName.normalised(texts)
                result["dns_names"] = .list(normal.map { .string($0) })
            }
        }
        return result
    }

    private static func derived(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes
        result["condition"] = .string(Condition.sound)
        if let name = attributes["name"]?.string, let folder = attributes["authority"]?.string {
            result["certificate_path"] = .string("\(folder)/certs/\(name).pem")
            result["key_path"] = .string("\(folder)/keys/\(name).key")
        }
        return result
    }

    private static func problems(_ attributes: Fields<Value>) -> [AttributeProblem] {
        SubjectProblems.all(in: attributes) + nameProblems(attributes)
            + AttributeProblems.length(
                "valid_for", of: attributes, shortest: Schema.hour, longest: Schema.decade)
            + AttributeProblems.length(
                "renew_before", of: attributes, shortest: Schema.hour, longest: Schema.decade)
            + AttributeProblems.order("renew_before", below: "valid_for", of: attributes)
    }

    private static func nameProblems(_ attributes: Fields<Value>) -> [AttributeProblem] {
        guard let names = attributes["dns_names"]?.list else { return [] }
        if names.isEmpty, attributes["usage"]?.string ?? "server" == "server" {
            return [
                AttributeProblem(
                    "dns_names", "a server's certificate names at least one host",
                    help: "a client's certificate (`usage: client`) may do without")
            ]
        }
        return names.compactMap { value in
            guard let text = value.string, SubjectName(text) == nil else { return nil }
            return AttributeProblem(
                "dns_names",
                "`\(AttributeProblems.printable(text))` is no host's name and no address",
                help: text.utf8.allSatisfy { $0 < 0x80 }
                    ? nil : "a name in other letters is written in its ASCII form, `xn--...`")
        }
    }

    @Sendable private static func due(
        _ recorded: Fields<Value>, _ observed: Fields<Value>, _ now: Instant
    ) -> String? {
        let renewBefore = (observed["renew_before"] ?? recorded["renew_before"])?.string
        guard let end = observed["not_after"]?.string.flatMap({ Instant($0) }),
            let span = renewBefore.flatMap({ Span($0) }),
            now >= end.advanced(bySeconds: -span.seconds)
        else { return nil }
        return now < end ? "it ends on \(end.day)" : "it ended on \(end.day)"
    }
}
