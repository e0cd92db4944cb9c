// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Values
import YAMLSource

extension DocumentDecoder {
    func city(_ head: DocumentHead, _ fields: FieldReader) -> City? {
        let name = fields.text("name")
        let domain = fields.string("domain")
        let place = City.Place(
            domain: domain?.value ?? "", timeZone: timeZone(fields),
            currency: currency(fields),
            languages: fields.strings("languages").map(\.value))
        let references = City.References(
            calendar: fields.id("calendar"), defaultEnvironment: fields.id("default_environment"))
        let roots = fields.list("roots").compactMap(root)
        let rules = City.Rules(
            budgets: budgets(fields), policies: policySettings(fields),
            acceptedBreaks: fields.list("accepted_breaks").compactMap(acceptedBreak),
            fiscalYearStart: fields.integer("fiscal_year_start")?.value ?? 1,
            accounts: accounts(fields))
        guard let name, domain != nil else { return nil }
        return City(
            head: head, name: name, place: place, references: references, roots: roots,
            rules: rules)
    }

    private func policySettings(_ fields: FieldReader) -> [City.PolicySetting] {
        fields.entries("policies").compactMap { entry in
            Scalars.id(entry.key, "a policy's id", sink).map {
                City.PolicySetting(policy: $0, parameters: entry.value)
            }
        }
    }

    private func acceptedBreak(_ node: YAMLNode) -> AcceptedBreak? {
        guard let fields = FieldReader(node, as: .acceptedBreak, sink) else { return nil }
        let rule: PromiseRule? = fields.choice("rule")
        let service = fields.id("service")
        let reason = fields.string("reason")
        let notice = fields.duration("notice")
        fields.finish()
        guard let rule, let service, let reason, let notice else { return nil }
        if reason.value.allSatisfy(\.isWhitespace) {
            sink.add(.badValue, "`reason` says why the promise is broken", at: reason.span)
        }
        return AcceptedBreak(
            rule: rule, service: service, reason: reason.value, notice: notice, span: node.span)
    }

    private func accounts(_ fields: FieldReader) -> Accounts? {
        guard let accounts = fields.reader("accounts") else { return nil }
        let names = FieldTable.accounts.keys.compactMap { accounts.string($0)?.value }
        accounts.finish()
        guard names.count == FieldTable.accounts.keys.count else { return nil }
        return Accounts(
            receiving: Accounts.Receiving(fund: names[0], revenue: names[1], dueFrom: names[2]),
            paying: Accounts.Paying(expense: names[3], dueTo: names[4]))
    }

    private func currency(_ fields: FieldReader) -> String {
        guard let currency = fields.string("currency") else { return FieldTable.currencyStandard }
        guard currency.value.isCurrencyCode else {
            sink.add(
                .badValue, "`currency` is a code of ISO 4217, such as `USD`", at: currency.span)
            return FieldTable.currencyStandard
        }
        if currency.value.isCurrencyWithoutCents {
            sink.add(
                .badValue, "amounts are booked in hundredths, and `\(currency.value)` has none",
                at: currency.span)
        }
        return currency.value
    }

    private func timeZone(_ fields: FieldReader) -> String {
        guard let zone = fields.string("time_zone") else { return "UTC" }
        if TimeZone(identifier: zone.value) == nil {
            sink.add(
                .badValue, "`time_zone` is a zone of the IANA database, such as `America/Chicago`",
                at: zone.span)
        }
        return zone.value
    }

    private func root(_ node: YAMLNode) -> City.Root? {
        guard let fields = FieldReader(node, as: .root, sink) else { return nil }
        let path = fields.string("path")
        let kinds = fields.strings("kinds").compactMap { text -> CatalogKind? in
            let kind = CatalogKind(rawValue: text.value)
            if kind == nil {
                Scalars.report(
                    text, isNot: "an element of `kinds`",
                    oneOf: CatalogKind.allCases.map(\.rawValue), sink)
            }
            return kind
        }
        let departments = fields.ids("departments")
        fields.finish()
        return path.map { City.Root(path: $0, kinds: kinds, departments: departments) }
    }

    func budgets(_ fields: FieldReader) -> Budgets? {
        guard let scopes = fields.reader("budgets") else { return nil }
        var limits: [Budgets.Limit] = []
        for scope in Budgets.Scope.allCases {
            guard let kinds = scopes.reader(scope.rawValue) else {
                continue
            }
            for kind in Budgets.kinds {
                guard let limit = kinds.reader("\(kind.rawValue)s") else {
                    continue
                }
                let count = limit.integer("count").map { Int($0.value) }
                let share = limit.string("share").flatMap { permille($0, "`share`") }
                limit.finish()
                limits.append(
                    Budgets.Limit(scope: scope, kind: kind, count: count, permille: share))
            }
            kinds.finish()
        }
        scopes.finish()
        return Budgets(limits: limits)
    }

    /// What `permille` reads, as a regular expression.
    static let sharePattern = #"^0*(100(\.0{1,6})?|[0-9]{1,2}(\.[0-9]{1,6})?)%$"#

    /// `"10%"` or `"2.5%"`, in thousandths.
    func permille(_ text: Located<String>, _ name: String) -> Int? {
        if text.value.hasSuffix("%"), let amount = Money(String(text.value.dropLast())),
            amount.millionths <= 100_000_000
        {
            return Int(amount.millionths / 100_000)
        }
        sink.add(.badValue, "\(name) is a share, such as \"10%\"", at: text.span)
        return nil
    }
}
