// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

extension DocumentDecoder {
    func environment(_ head: DocumentHead, _ fields: FieldReader) -> Environment? {
        let name = fields.text("name")
        let targets = fields.entries("targets").compactMap(target)
        let routes = fields.list("routes").compactMap(route)
        let rules = Environment.Rules(
            budgets: budgets(fields), drift: fields.choice("drift") ?? .report,
            planValidFor: fields.duration("plan_valid_for") ?? Self.planValidFor,
            retention: fields.duration("retention") ?? Self.retention,
            pools: fields.entries("pools").compactMap(pool))
        guard let name else { return nil }
        return Environment(head: head, name: name, targets: targets, routes: routes, rules: rules)
    }

    private static let planValidFor = knownSpan(FieldTable.planValidForStandard)
    private static let retention = knownSpan(FieldTable.retentionStandard)

    private static func knownSpan(_ text: String) -> Span {
        guard let span = Span(text) else {
            preconditionFailure("\(text) is no span; this is a bug in burnham")
        }
        return span
    }

    private func pool(_ entry: YAMLEntry) -> Pool? {
        guard let name = Scalars.string(entry.key, "the name of a pool", sink),
            let fields = FieldReader(entry.value, as: .pool, sink)
        else { return nil }
        let capacity = fields.integer("capacity")?.value
        let warnAt = fields.string("warn_at").flatMap { permille($0, "`warn_at`") }
        fields.finish()
        return capacity.map {
            Pool(
                name: name, capacity: $0, warnPermille: warnAt ?? Pool.warnPermilleStandard)
        }
    }

    private func target(_ entry: YAMLEntry) -> EnvironmentTarget? {
        guard let name = Scalars.id(entry.key, "the name of a target", sink),
            let fields = FieldReader(entry.value, as: .target, sink)
        else { return nil }
        let provider = fields.id("provider")
        let settings = fields.node("settings")
        let manage = manage(fields)
        let drift: DriftMode? = fields.choice("drift")
        let limits = limits(fields)
        fields.finish()
        guard let provider else { return nil }
        return EnvironmentTarget(
            name: name, provider: provider, settings: settings, manage: manage, drift: drift,
            limits: limits)
    }

    /// One mode, or a mapping of types to modes with `default` for the others.
    private func manage(_ fields: FieldReader) -> EnvironmentTarget.Manage {
        guard let node = fields.node("manage") else { return .init(standard: .full) }
        guard let entries = node.mapping else {
            return .init(standard: Scalars.choice(node, "`manage`", sink) ?? .observe)
        }
        let modes = entries.compactMap { entry -> (String, ManageMode)? in
            let mode: ManageMode? = Scalars.choice(entry.value, "`manage`", sink)
            return mode.map { (entry.keyText, $0) }
        }
        var byType = Fields<ManageMode>(modes)
        let standard = byType["default"] ?? .full
        byType["default"] = nil
        return .init(standard: standard, byType: byType)
    }

    private func limits(_ fields: FieldReader) -> Fields<Located<Int64>> {
        guard let limits = fields.reader("limits") else { return [:] }
        var result = Fields<Located<Int64>>()
        for field in FieldTable.limits.fields { result[field.key] = limits.integer(field.key) }
        limits.finish()
        return result
    }

    private func route(_ node: YAMLNode) -> Environment.Route? {
        guard let fields = FieldReader(node, as: .route, sink) else { return nil }
        let types = fields.strings("types")
        let condition = fields.string("when")
        let target = fields.id("target")
        let skip = fields.string("skip")
        fields.finish()
        if types.isEmpty {
            sink.add(
                .missingKey, "a route names the `types` that it takes", at: node.span.firstByte)
        }
        switch (target, skip) {
        case (let target?, nil):
            return .init(
                types: types, condition: condition, destination: .target(target), span: node.span)
        case (nil, let skip?):
            return .init(
                types: types, condition: condition, destination: .skip(skip.value), span: node.span)
        default:
            sink.add(
                .missingKey, "a route has either a `target` or a reason to `skip`",
                at: node.span.firstByte)
            return nil
        }
    }
}
