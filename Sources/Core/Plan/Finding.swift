// SPDX-License-Identifier: Apache-2.0

package import Values

/// What one rule of a policy found, as a plan keeps it. An apply of a saved plan judges its changes anew before it
/// begins, because the day and what exceptions say of it may be others by then.
package struct Finding: Sendable, Equatable {
    /// `policy/rule`.
    package let rule: String
    package let effect: PolicyRule.Effect
    /// A path of a subscription, an address, a service's id, or `catalog`.
    package let subject: String
    package let message: String
    /// Nil where what it is about stands in no file any more.
    package let spot: Spot?
    /// What lifts it; nil where nothing does.
    package let excuse: Excuse?
    /// Whether it is about a subscription that the plan gives nothing: what is found there stands already, and neither
    /// applying the plan nor refusing it mends that.
    package var stands = false

    package init(
        rule: String, effect: PolicyRule.Effect, subject: String, message: String, spot: Spot?,
        excuse: Excuse?
    ) {
        self.rule = rule
        self.effect = effect
        self.subject = subject
        self.message = message
        self.spot = spot
        self.excuse = excuse
    }

    /// A place of the catalog; lines and columns count from 1.
    package struct Spot: Sendable, Equatable {
        package let file: String
        package let line: Int
        package let column: Int

        package init(file: String, line: Int, column: Int) {
            self.file = file
            self.line = line
            self.column = column
        }
    }

    /// An exception that was in force when the plan was made.
    package struct Excuse: Sendable, Equatable {
        package let reason: String
        package let owner: String
        package let until: CalendarDate

        package init(reason: String, owner: String, until: CalendarDate) {
            self.reason = reason
            self.owner = owner
            self.until = until
        }
    }

    /// Whether it refuses the plan.
    package var denies: Bool { effect == .deny && excuse == nil && !stands }

    /// What refuses the plan comes first, then what denies, then in the order of rules and subjects.
    package static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        if left.denies != right.denies { return left.denies }
        if left.effect != right.effect { return left.effect.rank < right.effect.rank }
        if left.rule != right.rule { return left.rule.precedesByBytes(right.rule) }
        return left.subject.precedesByBytes(right.subject)
    }
}

extension PolicyRule.Effect {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Plan {
    /// Takes what the policies found; what denies refuses the plan.
    package mutating func take(_ found: [Finding]) {
        findings = found.sorted(by: Finding.precedes)
        let count = findings.count(where: \.denies)
        guard count > 0 else { return }
        refusals.append("policies deny it: \(count) \(count == 1 ? "finding" : "findings")")
    }
}

extension Finding {
    package var value: Value {
        var fields: Fields<Value> = [
            "effect": .string(effect.rawValue), "exception": excuse?.value ?? .null,
            "message": .string(message), "place": spot?.value ?? .null, "rule": .string(rule),
            "subject": .string(subject),
        ]
        if stands { fields["stands"] = true }
        return .object(fields)
    }

    init?(_ value: Value) {
        guard let rule = value["rule"]?.string,
            let effect = value["effect"]?.string.flatMap(PolicyRule.Effect.init(rawValue:)),
            let subject = value["subject"]?.string, let message = value["message"]?.string,
            let spot = value["place"], let excuse = value["exception"]
        else { return nil }
        self.init(
            rule: rule, effect: effect, subject: subject, message: message, spot: Spot(spot),
            excuse: Excuse(excuse))
        stands = value["stands"]?.bool ?? false
    }
}

extension Finding.Spot {
    fileprivate var value: Value {
        ["column": .int(Int64(column)), "file": .string(file), "line": .int(Int64(line))]
    }

    fileprivate init?(_ value: Value) {
        guard let file = value["file"]?.string, let line = value["line"]?.int,
            let column = value["column"]?.int
        else { return nil }
        self.init(file: file, line: Int(line), column: Int(column))
    }
}

extension Finding.Excuse {
    fileprivate var value: Value {
        [
            "owner": .string(owner), "reason": .string(reason),
            "until": .string(until.description),
        ]
    }

    fileprivate init?(_ value: Value) {
        guard let reason = value["reason"]?.string, let owner = value["owner"]?.string,
            let until = value["until"]?.string.flatMap({ CalendarDate($0) })
        else { return nil }
        self.init(reason: reason, owner: owner, until: until)
    }
}
