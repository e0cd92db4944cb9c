// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import JSONSchema
package import Values
package import YAMLSource

/// Every service's parameter schema, compiled once, and whether services agree with their own schemas: tiers'
/// limits, baselines and examples.
package struct ServiceSchemas: Sendable {
    private var schemas: [String: JSONSchema] = [:]
    private var diagnostics: [Diagnostic] = []

    package init(_ catalog: Catalog) {
        for service in catalog.services.values {
            compile(service)
            checkTiers(service)
            if let baseline = service.baseline {
                checkUse(baseline.tier, baseline.parameters, of: service, at: baseline.span)
            }
            for example in service.examples {
                checkUse(example.tier, example.parameters, of: service, at: example.span)
            }
        }
    }

    package subscript(_ service: String) -> JSONSchema? { schemas[service] }

    mutating func takeDiagnostics() -> [Diagnostic] {
        defer { diagnostics = [] }
        return diagnostics
    }

    /// The parameters as stated, with the schema's defaults.
    package func parameters(of service: String, stated: YAMLNode?) -> Value {
        let value = stated?.value ?? [:]
        return schemas[service]?.fillingDefaults(value) ?? value
    }

    private mutating func compile(_ service: Service) {
        switch JSONSchema.ofParameters(service.parameters, in: service.head) {
        case .success(let schema): schemas[service.head.id.value] = schema
        case .failure(let wrong):
            schemas[service.head.id.value] = nil
            diagnostics += wrong.diagnostics
        }
    }

    private mutating func checkTiers(_ service: Service) {
        let properties = service.parameters.value["properties"]?.object ?? [:]
        for tier in service.tiers {
            for limit in tier.limits where properties[limit.parameter.value] == nil {
                diagnostics.append(
                    Diagnostic(
                        .unknownLimit,
                        "tier `\(tier.id.value)` limits `\(limit.parameter.value)`, which is no parameter",
                        at: service.head.place(limit.parameter.span),
                        help: nearestName(to: limit.parameter.value, among: properties.keys).map {
                            "a parameter with a similar name exists: `\($0)`"
                        }))
            }
        }
    }

    /// A baseline or an example has to be what a subscription may be.
    private mutating func checkUse(
        _ tier: Located<String>, _ parameters: YAMLNode?, of service: Service, at span: SourceSpan
    ) {
        let use = ParameterCheck.Use(
            service: service, tier: tier, parameters: parameters, head: service.head,
            fallback: span)
        diagnostics += ParameterCheck(schema: schemas[service.head.id.value]).diagnostics(use)
    }
}
