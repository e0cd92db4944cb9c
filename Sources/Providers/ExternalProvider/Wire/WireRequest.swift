// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What programs are told, as they read it.
enum WireRequest {
    static func item(_ item: ObserveItem, of type: DocumentedType) -> Value {
        var fields: Fields<Value> = [
            "type": .string(item.type), "identity": .string(item.identity),
            "attributes": .object(named(item.attributes, item.identity, type)),
            "suspended": .bool(item.isSuspended),
        ]
        fields["recorded"] = item.recorded.map { .object($0) }
        fields["uid"] = item.uid.map { .string($0) }
        return .object(fields)
    }

    /// `expected` is the presence as the program itself answered it just before; nil for a check.
    static func operation(
        _ operation: Operation, of type: DocumentedType, expected: Value?
    ) -> Value {
        var fields: Fields<Value> = [
            "kind": .string(operation.kind.rawValue), "type": .string(operation.type),
            "identity": .string(operation.identity),
            "address": .string(operation.address.description),
            "attributes": .object(named(operation.attributes, operation.identity, type)),
            "now": .string(operation.now.description),
        ]
        fields["recorded"] = operation.recorded.map { .object($0) }
        fields["due"] = operation.dueReason.map { .string($0) }
        fields["expected"] = expected
        if type.carriesMarks { fields["mark"] = .string(operation.mark.description) }
        if !operation.cleared.isEmpty {
            fields["cleared"] = .list(operation.cleared.map { .string($0) })
        }
        if !operation.secrets.isEmpty { fields["secrets"] = .object(secrets(operation.secrets)) }
        return .object(fields)
    }

    /// Secrets are bytes: base 64 of RFC 4648, section 4.
    static func secrets(_ secrets: Fields<SecretValue>) -> Fields<Value> {
        secrets.mapValues { .string(String(decoding: Base64.encode($0.bytes), as: UTF8.self)) }
    }

    /// A program needn't take identities apart: the attributes that make them are always there.
    private static func named(
        _ attributes: Fields<Value>, _ identity: String, _ type: DocumentedType
    ) -> Fields<Value> {
        guard let parts = type.identity.attributes(of: identity) else { return attributes }
        var named = attributes
        for (name, value) in parts where named[name] == nil { named[name] = value }
        return named
    }
}
