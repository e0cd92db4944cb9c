// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Values
import YAMLSource

extension DocumentDecoder {
    func city(_ head: DocumentHead, _ fields: inout FieldReader) -> City? {
        let name = fields.requiredText("name")
        let domain = fields.requiredString("domain")
        let place = City.Place(
            domain: domain?.value ?? "", timeZone: timeZone(&fields),
            currency: fields.string("currency")?.value ?? "USD",
            languages: fields.strings("languages").map(\.value))
        let references = City.References(
            calendar: fields.id("calendar"), defaultEnvironment: fields.id("default_environment"))
        let roots = fields.list("roots").compactMap(root)
        let budgets = budgets(&fields)
        guard let name, domain != nil else { return nil }
        return City(
            head: head, name: name, place: place, references: references, roots: roots,
            budgets: budgets)
    }

    private func timeZone(_ fields: inout FieldReader) -> String {
        guard let zone = fields.requiredString("time_zone") else { return "UTC" }
        if TimeZone(identifier: zone.value) == nil {
            sink.add(
                .badValue, "`time_zone` is a zone of the IANA database, such as `America/Chicago`",
                at: zone.span)
        }
        return zone.value
    }

    private func root(_ node: YAMLNode) -> City.Root? {
        guard var fields = FieldReader(node, as: "a root", sink) else { return nil }
        let path = fields.requiredString("path")
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

    /// `budgets: {total: {deletes: {count: 50, share: "10%"}}, department: {...}, target: {...}}`.
    func budgets(_ fields: inout FieldReader) -> Budgets? {
        guard var scopes = fields.reader("budgets", as: "`budgets`") else { return nil }
        var limits: [Budgets.Limit] = []
        for scope in Budgets.Scope.allCases {
            guard var kinds = scopes.reader(scope.rawValue, as: "`\(scope.rawValue)`") else {
                continue
            }
            for kind in Budgets.kinds {
                guard var limit = kinds.reader("\(kind.rawValue)s", as: "a budget") else {
                    continue
                }
                let count = limit.integer("count", in: 0...1_000_000_000).map { Int($0.value) }
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
