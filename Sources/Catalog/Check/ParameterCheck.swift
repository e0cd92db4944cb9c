// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values
import YAMLSource

/// Whether one use of a service names a tier that it has, with parameters that its schema and the tier's limits
/// allow. Each wrong parameter is pointed at where it stands.
struct ParameterCheck {
    let schema: JSONSchema?

    struct Use {
        let service: Service
        let tier: Located<String>
        let parameters: YAMLNode?
        /// The document in which the use stands.
        let head: DocumentHead
        /// Where to point if no parameters are stated.
        let fallback: SourceSpan
    }

    func diagnostics(_ use: Use) -> [Diagnostic] {
        var diagnostics = schemaDiagnostics(use)
        guard let tier = use.service.tier(use.tier.value) else {
            return diagnostics + [unknownTier(use)]
        }
        for limit in tier.limits {
            if let diagnostic = limitDiagnostic(limit, tier, use) { diagnostics.append(diagnostic) }
        }
        return diagnostics
    }

    private func unknownTier(_ use: Use) -> Diagnostic {
        let names = use.service.tiers.map(\.id.value)
        let service = use.service.head.id.value
        var diagnostic = Diagnostic(
            .unknownTier, "service `\(service)` has no tier `\(use.tier.value)`",
            at: use.head.place(use.tier.span),
            help: nearestName(to: use.tier.value, among: names).map {
                "a tier with a similar name exists: `\($0)`"
            })
        diagnostic.notes =
            names.isEmpty
            ? ["it has no tiers"]
            : ["its tiers are \(names.map { "`\($0)`" }.joined(separator: ", "))"]
        return diagnostic
    }

    private func schemaDiagnostics(_ use: Use) -> [Diagnostic] {
        guard let schema else { return [] }
        let value = use.parameters?.value ?? [:]
        if schema.isValid(value) { return [] }
        return schema.validate(value).map { violation in
            Diagnostic(
                .badParameter, violation.message,
                at: use.head.place(
                    use.parameters.map { violation.span(in: $0) } ?? use.fallback),
                help: violation.suggestion.map { "a similar one: `\($0)`" }
            ).relating(
                use.service.head.place(use.service.parameters.span), "the parameters' schema")
        }
    }

    private func limitDiagnostic(_ limit: Tier.Limit, _ tier: Tier, _ use: Use) -> Diagnostic? {
        let entry = use.parameters?.mapping?.first { $0.keyText == limit.parameter.value }
        guard let entry, case .int(let stated)? = entry.value.scalarValue,
            stated > limit.most.value
        else { return nil }
        var diagnostic = Diagnostic(
            .parameterOutOfRange,
            "`\(limit.parameter.value)` may be at most \(limit.most.value) in tier `\(tier.id.value)`",
            at: use.head.place(entry.value.span)
        ).relating(use.service.head.place(limit.most.span), "the limit stands here")
        let roomier = use.service.tiers.compactMap { other -> String? in
            let most = other.limits.first { $0.parameter.value == limit.parameter.value }?.most
                .value
            guard other.id.value != tier.id.value, (most ?? Int64.max) >= stated else { return nil }
            return other.id.value
        }
        if let other = roomier.first {
            diagnostic.help = "tier `\(other)` holds \(stated)"
        }
        return diagnostic
    }
}
