// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

extension CostComparison.Difference {
    /// Amounts are texts: JSON's numbers are no money. What was free or is no more has none of that side.
    var value: Value {
        var fields: Fields<Value> = [
            "department": .string(subject.department), "service": .string(subject.service),
            "subscription": .string(subject.path),
        ]
        if let before { fields["before"] = before.value }
        if let after { fields["after"] = after.value }
        return .object(fields)
    }
}

extension Cost {
    var value: Value {
        [
            "monthly": .string(monthly.description), "once": .string(once.description),
            "yearly": .string(yearly.description),
        ]
    }
}
