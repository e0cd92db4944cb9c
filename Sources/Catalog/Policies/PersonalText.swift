// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

/// Whether the message of a rule would tell of somebody what does not belong into logs, dashboards and comments:
/// people's names and addresses, and parameters that a schema marks `x-sensitive`. An id of a person is neither.
struct PersonalText {
    private static let personal: Set<String> = [
        "given_name", "surname", "display_name", "mail",
    ]

    /// Names of sensitive parameters of the service, or of any where the rule is about all of them.
    private let ofService: Set<String>
    private let ofPolicy: Set<String>

    init(_ rule: PolicyRule, of policy: Policy, _ catalog: Catalog) {
        ofPolicy = Self.sensitive(policy.parameters.value)
        let services = rule.scope.service.map { [catalog.services[$0.value]].compactMap(\.self) }
        ofService = (services ?? Array(catalog.services.values)).reduce(into: []) {
            $0.formUnion(Self.sensitive($1.parameters.value))
        }
    }

    func diagnostics(of message: CompiledValue) -> [Diagnostic] {
        message.expressions.flatMap { expression in
            people(in: expression) + parameters(in: expression)
        }
    }

    /// Fields of people, of their accounts, and of what has no type; what a service calls `mail` is its own.
    private func people(in expression: CompiledExpression) -> [Diagnostic] {
        expression.program.selectedFields.filter { select in
            Self.personal.contains(select.name)
                && !(select.object?.hasPrefix(ExpressionTypes.parametersOf) ?? false)
        }.map { select in
            refusal(
                "`\(select.name)` is somebody's name or address", expression.place(select.range),
                help: "a message goes into logs and comments: it may say how many, or which ids")
        }
    }

    private func parameters(in expression: CompiledExpression) -> [Diagnostic] {
        expression.program.references.filter { path in
            let sensitive =
                switch path.root {
                case PolicyVariable.parameters.rawValue: ofService
                case PolicyVariable.policy.rawValue: ofPolicy
                default: Set<String>()
                }
            guard case .field(let name)? = path.steps.first else { return !sensitive.isEmpty }
            return sensitive.contains(name)
        }.map { path in
            refusal(
                "`\(path)` is marked `x-sensitive`", expression.place(path.range),
                help: "a message goes into logs and comments")
        }
    }

    private func refusal(
        _ message: String, _ place: Diagnostic.Place, help: String
    ) -> Diagnostic {
        Diagnostic(.personalText, message, at: place, help: help)
    }

    /// The properties of a schema that are marked or hold something that is.
    private static func sensitive(_ schema: Value) -> Set<String> {
        Set((schema["properties"]?.object ?? [:]).filter { isSensitive($0.value) }.map(\.key))
    }

    private static func isSensitive(_ schema: Value) -> Bool {
        switch schema {
        case .object(let fields):
            fields["x-sensitive"]?.bool == true || fields.contains { isSensitive($0.value) }
        case .list(let items): items.contains(where: isSensitive)
        default: false
        }
    }
}
