// SPDX-License-Identifier: Apache-2.0

package import Values

/// The form of the terms in a row's `origin`. Members may be added, never renamed.
extension Terms {
    package var value: Value {
        var fields = Fields<Value>()
        if !charges.isEmpty { fields["charges"] = .list(charges.map(\.value)) }
        if !consumes.isEmpty {
            fields["consumes"] = .object(Fields(consumes.map { ($0.pool, .int($0.amount)) }))
        }
        if !prices.isEmpty { fields["prices"] = .list(prices.map(\.value)) }
        if let until { fields["until"] = .string(until.description) }
        return .object(fields)
    }

    /// Nil for a value that is none.
    package init?(_ value: Value) {
        guard let fields = value.object,
            let charges = (fields["charges"]?.list ?? []).allOrNothing(Charge.init),
            let prices = (fields["prices"]?.list ?? []).allOrNothing(Price.init)
        else { return nil }
        var consumes: [Consumption] = []
        for entry in fields["consumes"]?.object ?? [:] {
            guard let amount = entry.value.int else { return nil }
            consumes.append(Consumption(pool: entry.key, amount: amount))
        }
        self.init(
            prices: prices, charges: charges, consumes: consumes,
            until: fields["until"]?.string.flatMap { CalendarDate($0) })
    }
}

extension Terms.Price {
    fileprivate var value: Value {
        var fields: Fields<Value> = [
            "amount": .string(amount.description), "frequency": .string(frequency.rawValue),
            "name": .string(name), "quantity": .int(quantity),
        ]
        for (name, day) in days.members { fields[name] = .string(day.description) }
        return .object(fields)
    }

    fileprivate init?(_ value: Value) {
        guard let name = value["name"]?.string,
            let frequency = value["frequency"]?.string.flatMap(
                Tier.Price.Frequency.init(rawValue:)),
            let amount = value["amount"]?.string.flatMap({ Money($0) }),
            let quantity = value["quantity"]?.int, amount.multiplied(by: quantity) != nil
        else { return nil }
        self.init(
            name: name, frequency: frequency, amount: amount, quantity: quantity,
            days: DayRange(value))
    }
}

extension Terms.Charge {
    var value: Value {
        var fields = payer.fields
        fields["share"] = .string(Money(millionths: share).description)
        for (name, day) in days.members { fields[name] = .string(day.description) }
        return .object(fields)
    }

    init?(_ value: Value) {
        guard let payer = Payer(value), let share = value["share"]?.string.flatMap({ Money($0) })
        else { return nil }
        self.init(payer: payer, share: share.millionths, days: DayRange(value))
    }
}

extension Payer {
    /// Without members for what is not stated.
    var fields: Fields<Value> {
        var fields: Fields<Value> = ["fund": .string(fund)]
        if let account { fields["account"] = .string(account) }
        if let grant { fields["grant"] = .string(grant) }
        return fields
    }

    init?(_ value: Value) {
        guard let fund = value["fund"]?.string else { return nil }
        self.init(
            fund: fund, account: value["account"]?.string, grant: value["grant"]?.string)
    }
}

extension DayRange {
    fileprivate init(_ value: Value) {
        self.init(
            from: value["from"]?.string.flatMap { CalendarDate($0) },
            until: value["until"]?.string.flatMap { CalendarDate($0) })
    }
}
