// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// RFC 1034, section 3.6.2: beside an alias no other data may stand.
enum AliasRule {
    /// `others` are the types of what else stands at the name.
    static func expectRoom(
        for type: String, at name: DomainName, beside others: [String]
    ) throws(ProviderFailure) {
        if type == RecordKind.cname.rawValue, !others.isEmpty {
            throw ProviderFailure(
                .conflict, "`\(name)` has records of type \(others.joined(separator: ", "))",
                help: "an alias stands alone: the others have to go first, by an apply of their own"
            )
        }
        if others.contains(RecordKind.cname.rawValue) {
            throw ProviderFailure(
                .conflict, "`\(name)` is an alias",
                help: "an alias stands alone: it has to go first, by an apply of its own")
        }
    }
}
