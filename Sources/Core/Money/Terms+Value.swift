// SPDX-License-Identifier: Apache-2.0

package import Values

/// The form of the terms in a row's `origin`. Members may be added, never renamed.
extension Terms: DescribedValue {
    /// In the order of the names, as all that is written here.
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        if !charges.isEmpty { writer.member("charges", charges) }
        if !consumes.isEmpty {
            let byPool = Fields(consumes.map { ($0.pool, Value.int($0.amount)) })
            writer.member("consumes", .object(byPool))
        }
        if !prices.isEmpty { writer.member("prices", prices) }
        if let until { writer.member("until", until.description) }
        writer.endObject()
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

extension Terms.Price: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        writer.member("amount", amount.description)
        writer.member("frequency", frequency.rawValue)
        if let from = days.from { writer.member("from", from.description) }
        writer.member("name", name)
        writer.member("quantity", .int(quantity))
        if let until = days.until { writer.member("until", until.description) }
        writer.endObject()
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

extension Terms.Charge: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        if let account = payer.account { writer.member("account", account) }
        if let from = days.from { writer.member("from", from.description) }
        writer.member("fund", payer.fund)
        if let grant = payer.grant { writer.member("grant", grant) }
        writer.member("share", Money(millionths: share).description)
        if let until = days.until { writer.member("until", until.description) }
        writer.endObject()
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
