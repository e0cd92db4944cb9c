// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

/// The variables of one subscription while its resources are made one after the other, and what evaluating
/// them came to. It knows no types of resources.
struct EvaluationScope {
    let subscription: Subscription
    let service: Service
    /// By the names of the variables that the frame asks for.
    let values: Fields<Value>
    let uses: Fields<SubscriptionEvaluation.Outputs>
    private(set) var diagnostics: [Diagnostic] = []
    /// The addresses that each resource of the template became.
    private(set) var addresses = Fields<[Address]>()
    /// Resources that could not be made. What names them is passed over: its cause has been told.
    private var lost: Set<String> = []
    /// What documents see of the resources so far.
    private(set) var plainResources = Fields<Value>()
    let frame: TemplateFrame
    /// Nil until they are agreed on, and where they can't be worked out.
    private(set) var terms: Terms?
    /// Of every resource of the subscription.
    private(set) var origin: Origin
    private var activation: CELActivation
    private var resources = Fields<CELValue>()
    private var instances = Fields<CELValue>()

    init(
        subscription: Subscription, service: Service, frame: TemplateFrame,
        values: Fields<Value>,
        uses: Fields<SubscriptionEvaluation.Outputs>
    ) {
        self.subscription = subscription
        self.service = service
        self.frame = frame
        self.values = values
        self.uses = uses
        origin = Origin(
            department: subscription.department.value, subscription: subscription.head.id.value,
            service: subscription.service.value, tier: subscription.tier.value,
            template: frame.template.template.head.id.value, sourceFile: subscription.head.file)
        activation = frame.activation
        for (place, value) in zip(frame.variables, values) {
            activation[place.slot] = CELValue(value.value)
        }
        guard !uses.isEmpty else { return }
        let usable = uses.mapValues { outputs in
            CELValue.map(outputs.values.mapValues { CELValue($0, named: "an output") })
        }
        activation[frame.uses] = .map(usable)
    }

    var template: CompiledTemplate { frame.template }

    /// Works out what the subscription costs and takes, before its resources are made.
    mutating func agree(on charges: [Charge], until last: CalendarDate?) {
        terms = makeTerms(charges, until: last)
        if let terms, !terms.isEmpty { origin = Origin(origin, terms: terms) }
    }

    // MARK: Evaluating

    /// Nil, with a diagnostic, where the evaluation fails.
    mutating func value(of expression: CompiledExpression) -> CELValue? {
        switch expression.program.evaluate(activation) {
        case .success(let value): return value
        case .failure(let error):
            report(.evaluationFailed, error.message, at: expression.place(error.range))
            return nil
        }
    }

    mutating func evaluate(_ value: CompiledValue, for name: String) -> AttributeValue? {
        switch value {
        case .literal(let literal): return .known(literal)
        case .expression(let expression):
            return self.value(of: expression).flatMap { stated($0, expression, name) }
        case .text(let pieces): return text(pieces, name)
        case .list(let items): return list(items, name)
        case .object(let fields): return object(fields, name)
        }
    }

    private mutating func stated(
        _ value: CELValue, _ expression: CompiledExpression, _ name: String
    ) -> AttributeValue? {
        switch value {
        case .pending(let reference):
            return (reference.payload as? PendingValue).map { .pending($0) }
        case .opaque(let reference):
            return (reference.payload as? SecretSource).map { .secret($0) }
        default:
            guard let plain = value.plain() else {
                report(
                    .evaluationFailed,
                    "a value of type \(value.runtimeType) has no form in an attribute",
                    at: expression.place(nil))
                return nil
            }
            return .known(plain)
        }
    }

    private mutating func text(_ pieces: [CompiledValue.Piece], _ name: String) -> AttributeValue? {
        var parts: [PendingPart] = []
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let plain): text += plain
            case .expression(let expression):
                guard let value = value(of: expression) else { return nil }
                if case .pending(let reference) = value,
                    case .parts(let later)? = reference.payload as? PendingValue
                {
                    if !text.isEmpty { parts.append(.text(text)) }
                    text = ""
                    parts += later
                } else if let joined = value.plain()?.textForJoining {
                    text += joined
                } else {
                    report(
                        .evaluationFailed,
                        "a value of type \(value.runtimeType) can't stand inside a text",
                        at: expression.place(nil))
                    return nil
                }
            }
        }
        guard !parts.isEmpty else { return .known(.string(text)) }
        if !text.isEmpty { parts.append(.text(text)) }
        return .pending(.parts(parts))
    }

    private mutating func list(_ items: [CompiledValue], _ name: String) -> AttributeValue? {
        var values: [AttributeValue] = []
        for item in items {
            guard let value = evaluate(item, for: name) else { return nil }
            values.append(value)
        }
        let known = values.compactMap(\.known)
        if known.count == values.count { return .known(.list(known)) }
        let pending = values.compactMap(\.asPending)
        return pending.count == values.count ? .pending(.list(pending)) : nil
    }

    private mutating func object(
        _ fields: Fields<CompiledValue>, _ name: String
    ) -> AttributeValue? {
        var values: [(String, AttributeValue)] = []
        for field in fields {
            guard let value = evaluate(field.value, for: name) else { return nil }
            values.append((field.key, value))
        }
        let known = values.compactMap { key, value in value.known.map { (key, $0) } }
        if known.count == values.count { return .known(.object(Fields(known))) }
        let pending = values.compactMap { key, value in value.asPending.map { (key, $0) } }
        guard pending.count == values.count else { return nil }
        return .pending(.object(Fields<PendingValue>(pending)))
    }

    mutating func report(_ code: DiagnosticCode, _ message: String, at place: Diagnostic.Place) {
        let subject = subscription.cause == .example ? "for this example" : "for this subscription"
        diagnostics.append(
            Diagnostic(code, message, at: place).relating(subscription.head.idPlace, subject))
    }

    // MARK: What later resources see

    mutating func setEach(key: String?, value: CELValue?) {
        guard let key, let value else { return }
        activation[frame.each] = .map(Fields([("key", CELValue.string(key)), ("value", value)]))
    }

    mutating func add(_ built: BuiltResource, _ compiled: CompiledResource, key: String?) {
        guard compiled.isReferenced else { return }
        let resource = built.resource
        addresses[compiled.name] = (addresses[compiled.name] ?? []) + [resource.address]
        let seen =
            built.areAllKnown && !compiled.schemas.hasComputed
            ? CELValue.map(CELMap(built.known)) : .attributes(of: resource, compiled.type)
        if let key {
            instances[key] = seen
        } else {
            resources[compiled.name] = seen
            if compiled.isShown { plainResources[compiled.name] = .object(built.known) }
            activation[frame.resources] = .map(resources)
        }
    }

    mutating func lose(_ resource: String) { lost.insert(resource) }

    func hasLost(anyOf resources: [String]) -> Bool {
        !lost.isEmpty && !lost.isDisjoint(with: resources)
    }

    mutating func finishEach(_ compiled: CompiledResource) {
        resources[compiled.name] = .map(instances)
        instances = [:]
        activation[frame.resources] = .map(resources)
    }
}

extension AttributeValue {
    /// A known or pending value as a part of a larger one; nil for a secret.
    fileprivate var asPending: PendingValue? {
        switch self {
        case .known(let value): .known(value)
        case .pending(let pending): pending
        case .secret: nil
        }
    }
}
