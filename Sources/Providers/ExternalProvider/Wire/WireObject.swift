// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Objects, and whether they are there, as programs write them.
struct WireObject {
    let type: DocumentedType
    let settings: Value

    /// `{"state": "absent"}`, `{"state": "present", "object": {…}}` or `{"state": "unreadable", "failure": {…}}`.
    /// `identity` is what was asked for.
    func presence(_ reader: WireReader, of identity: String) throws(WireProblem) -> Presence {
        let state = try reader.member("state")
        switch try state.text() {
        case "absent":
            try reader.require(only: ["state"])
            return .absent
        case "present":
            try reader.require(only: ["state", "object"])
            return .present(try object(try reader.member("object"), of: identity))
        case "unreadable":
            try reader.require(only: ["state", "failure"])
            return .unreadable(try WireFailure.read(try reader.member("failure")))
        default: throw state.problem("is none of `absent`, `present` and `unreadable`")
        }
    }

    /// `{"attributes": {…}, "secrets": {…}, "mark": "…", "suspended": false, "version": …}`; all but the attributes
    /// may be left out. The version is the program's own business.
    func object(_ reader: WireReader) throws(WireProblem) -> ObservedObject {
        try reader.require(only: ["attributes", "secrets", "mark", "suspended", "version"])
        return ObservedObject(
            attributes: try attributes(try reader.member("attributes")),
            secrets: try reader.optional("secrets").map(secrets) ?? [:],
            mark: try mark(reader), isSuspended: try reader.optional("suspended")?.flag() ?? false)
    }

    /// An answer about another object than the one that was asked for is the worst that a program can give.
    func object(
        _ reader: WireReader, of identity: String
    ) throws(WireProblem) -> ObservedObject {
        let object = try object(reader)
        let shown = try self.identity(object.attributes, reader)
        guard shown.hasSameBytes(as: identity) else {
            throw reader.problem("is `\(shown)` and not `\(identity)`, which was asked for")
        }
        return object
    }

    func attributes(_ reader: WireReader) throws(WireProblem) -> Fields<Value> {
        let attributes = try reader.object()
        for (name, value) in attributes {
            let schema = try schema(name, reader)
            if schema.isSensitive {
                throw reader.problem("shows `\(name)`, which is secret, among the attributes")
            }
            if value.isNull {
                throw reader.problem("has null for `\(name)`: what is not set is left out")
            }
        }
        return attributes
    }

    private func secrets(_ reader: WireReader) throws(WireProblem) -> Fields<SecretValue> {
        var secrets: Fields<SecretValue> = [:]
        for (name, value) in try reader.object() {
            guard try schema(name, reader).isSensitive else {
                throw reader.problem("has `\(name)`, which is no secret")
            }
            guard let bytes = value.string.flatMap({ Base64.decode($0.utf8) }) else {
                throw reader.problem("has a `\(name)` that is no base 64")
            }
            secrets[name] = SecretValue(bytes)
        }
        return secrets
    }

    private func schema(
        _ name: String, _ reader: WireReader
    ) throws(WireProblem) -> AttributeSchema {
        guard let schema = type.type.attribute(name) else {
            throw reader.problem(
                "has an attribute `\(name.prefix(100))`, which `\(type.type.name)` does not have")
        }
        return schema
    }

    private func mark(_ reader: WireReader) throws(WireProblem) -> Mark? {
        guard let markReader = try reader.optional("mark"), !markReader.value.isNull else {
            return nil
        }
        guard type.carriesMarks else {
            throw markReader.problem("stands on an object of a type whose marks are kept elsewhere")
        }
        guard let mark = Mark(try markReader.text()) else { throw markReader.problem("is no mark") }
        return mark
    }

    /// What an object is called, which a program does not say itself.
    func identity(
        _ attributes: Fields<Value>, _ reader: WireReader
    ) throws(WireProblem) -> String {
        let normalised = type.type.functions.normalise(attributes, settings)
        for name in type.identity.names where normalised[name]?.string == nil {
            throw reader.problem("does not show `\(name)`, which is part of its identity")
        }
        return type.identity.text(of: normalised)
    }
}
