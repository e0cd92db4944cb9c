// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

extension DocumentDecoder {
    func service(_ head: DocumentHead, _ fields: FieldReader) -> Service? {
        let words = words(head, fields)
        let lifecycle = lifecycle(fields)
        let promise = promise(head, fields)
        let shape = shape(head, fields)
        let approvals = fields.list("approvals").compactMap(approval)
        guard let words, let lifecycle else { return nil }
        if lifecycle.state != .retired {
            if shape.template == nil {
                sink.add(.missingKey, "a service needs `template`", at: head.id.span)
            }
            if shape.tiers.isEmpty {
                sink.add(.missingKey, "a service needs at least one of `tiers`", at: head.id.span)
            }
            if shape.examples.isEmpty {
                sink.add(
                    .missingKey, "a service needs at least one of `examples`", at: head.id.span)
            }
        }
        return Service(
            head: head, words: words, lifecycle: lifecycle, promise: promise, shape: shape,
            approvals: approvals)
    }

    private func words(_ head: DocumentHead, _ fields: FieldReader) -> Service.Words? {
        let name = fields.text("name")
        let summary = fields.text("summary")
        let help = fields.text("help")
        let owner = owner(fields)
        let category: ServiceCategory? = fields.choice("category")
        guard let name, let summary, let owner, let category else { return nil }
        return Service.Words(
            name: name, summary: summary, help: help, owner: owner, category: category.rawValue)
    }

    private func owner(_ fields: FieldReader) -> Service.Owner? {
        guard let owner = fields.reader("owner") else { return nil }
        let team = owner.string("team")
        let contact = owner.string("contact")
        let secondary = owner.string("secondary")
        owner.finish()
        guard let team, let contact else { return nil }
        return Service.Owner(
            team: team.value, contact: contact.value, secondary: secondary?.value)
    }

    private func lifecycle(_ fields: FieldReader) -> Lifecycle? {
        guard let lifecycle = fields.reader("lifecycle") else { return nil }
        let state: Lifecycle.State? = lifecycle.choice("state")
        let since = lifecycle.date("since")
        let sunset = lifecycle.date("sunset")
        let successor = lifecycle.id("successor")
        lifecycle.finish()
        if state == .deprecated, sunset == nil {
            sink.add(
                .missingKey, "a deprecated service needs `sunset`", at: lifecycle.span.firstByte)
        }
        return state.map {
            Lifecycle(state: $0, since: since?.value, sunset: sunset, successor: successor)
        }
    }

    private func promise(_ head: DocumentHead, _ fields: FieldReader) -> Service.Promise {
        let requestableBy = fields.strings("requestable_by").map(\.value)
        let baseline = fields.node("baseline").flatMap(baseline)
        let commitment = fields.reader("commitment").flatMap(commitment)
        var minutes = 0
        if let effort = fields.reader("effort") {
            minutes = effort.integer("manual_minutes").map { Int($0.value) } ?? 0
            effort.finish()
        }
        let data = dataScope("ceiling", fields)
        return Service.Promise(
            requestableBy: requestableBy, baseline: baseline, commitment: commitment,
            manualMinutes: minutes,
            data: data ?? DataScope(level: Located(.public, span: head.id.span), regimes: []))
    }

    /// Under `ceiling` on a service, under `level` on a subscription.
    func dataScope(_ key: String, _ fields: FieldReader) -> DataScope? {
        guard let data = fields.reader("data") else { return nil }
        let text = data.string(key)
        let regimes = data.ids("regimes")
        data.finish()
        guard let text, let level = dataLevel(text, key) else { return nil }
        return DataScope(level: level, regimes: regimes)
    }

    func dataLevel(_ text: Located<String>, _ key: String) -> Located<DataLevel>? {
        guard let level = DataLevel(name: text.value) else {
            Scalars.report(text, isNot: "`\(key)`", oneOf: DataLevel.allCases.map(\.name), sink)
            return nil
        }
        return Located(level, span: text.span)
    }

    private func baseline(_ node: YAMLNode) -> Service.Baseline? {
        guard let fields = FieldReader(node, as: .baseline, sink) else { return nil }
        let tier = fields.string("tier")
        let parameters = fields.node("parameters")
        fields.finish()
        return tier.map { Service.Baseline(tier: $0, parameters: parameters, span: node.span) }
    }

    private func commitment(_ fields: FieldReader) -> Service.Commitment? {
        let within = fields.string("fulfil_within")
        let share = fields.fraction("share")
        let availability = fields.fraction("availability")
        fields.finish()
        guard let within else { return nil }
        let isInDays = within.value.hasSuffix("bd")
        let days = isInDays ? Int(within.value.dropLast(2)) : nil
        guard days.map({ $0 > 0 }) ?? (Span(within.value) != nil) else {
            sink.add(
                .badValue, "`fulfil_within` is business days such as `2bd`, or hours such as `4h`",
                at: within.span)
            return nil
        }
        return Service.Commitment(
            fulfilWithin: within.value, businessDays: days, share: share,
            availability: availability)
    }

    private func shape(_ head: DocumentHead, _ fields: FieldReader) -> Service.Shape {
        let tiers = fields.entries("tiers").compactMap(tier)
        let parameters = fields.node("parameters")
        let schema: Value = parameters?.value ?? ["type": "object", "additionalProperties": false]
        return Service.Shape(
            tiers: tiers, parameters: Located(schema, span: parameters?.span ?? head.id.span),
            requires: fields.ids("requires"), template: fields.id("template"),
            examples: fields.list("examples").compactMap(example))
    }

    private func example(_ node: YAMLNode) -> Service.Example? {
        guard let fields = FieldReader(node, as: .example, sink) else { return nil }
        let tier = fields.string("tier")
        let parameters = fields.node("parameters")
        fields.finish()
        return tier.map { Service.Example(tier: $0, parameters: parameters, span: node.span) }
    }

    private func approval(_ node: YAMLNode) -> Service.Approval? {
        guard let fields = FieldReader(node, as: .approval, sink) else { return nil }
        let role = fields.id("role")
        let condition = fields.string("when")
        fields.finish()
        return role.map { Service.Approval(role: $0.value, condition: condition) }
    }
}

/// The service categories of FOCUS 1.2, section "Service Category".
enum ServiceCategory: String, CaseIterable {
    case aiAndMachineLearning = "AI and Machine Learning"
    case analytics = "Analytics"
    case businessApplications = "Business Applications"
    case compute = "Compute"
    case databases = "Databases"
    case developerTools = "Developer Tools"
    case multicloud = "Multicloud"
    case identity = "Identity"
    case integration = "Integration"
    case internetOfThings = "Internet of Things"
    case managementAndGovernance = "Management and Governance"
    case media = "Media"
    case migration = "Migration"
    case mobile = "Mobile"
    case networking = "Networking"
    case security = "Security"
    case storage = "Storage"
    case web = "Web"
    case other = "Other"
}
