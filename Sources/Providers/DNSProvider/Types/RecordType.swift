// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The resource type `dns.record`: one record set, all values of one name and type. The SOA record and
/// the zone's own NS records are the target's.
enum RecordType {
    static let name = "dns.record"
    static let defaultTTL: Int64 = 3600

    static let type = ResourceType(
        name: name, summary: "A DNS record set: all values of one name and type.",
        attributes: [
            AttributeSchema(
                "name", schema: ["type": "string", "minLength": 1, "maxLength": 1023],
                [.required, .identity], summary: "The full name, in one of the target's zones."),
            AttributeSchema(
                "type",
                schema: [
                    "type": "string",
                    "enum": .list(RecordKind.allCases.map { .string($0.rawValue) }),
                ],
                [.required, .identity], summary: "The record type."),
            AttributeSchema(
                "values",
                schema: ["type": "array", "minItems": 1, "items": ["type": "string"]],
                [.required, .set],
                summary: "The values as zone files have them, with full names; TXT is plain text."),
            AttributeSchema(
                "ttl",
                schema: ["type": "integer", "minimum": 0, "maximum": .int(Int64(TimeToLive.max))],
                defaultValue: .int(defaultTTL),
                summary: "How long an answer may be kept, in seconds."),
        ],
        removal: .init(.delete),
        functions: .init(
            identity: { attributes, _ in identity(attributes) }, normalise: normalise,
            problems: { RecordProblems($0, settings: $1).found }, room: room))

    private static func identity(_ attributes: Fields<Value>) -> String {
        "\(attributes["name"]?.string ?? "") \(attributes["type"]?.string ?? "")"
    }

    /// RFC 1034, section 3.6.2: beside an alias no other data may stand.
    @Sendable private static func room(_ identity: String) -> Room? {
        key(ofIdentity: identity).map { Room($0.0.text, isAlone: $0.1 == .cname) }
    }

    /// The name and kind that `identity` made a text of; nil for another text.
    static func key(ofIdentity identity: String) -> (DomainName, RecordKind)? {
        guard let space = identity.utf8.lastIndex(of: UInt8(ascii: " ")),
            let kind = RecordKind(rawValue: String(identity[identity.utf8.index(after: space)...])),
            space > identity.startIndex
        else { return nil }
        return (DomainName(canonical: String(identity[..<space])), kind)
    }

    /// Names in lower case without the final dot, values in their canonical form, sorted, each once. What
    /// can't be understood stays as it is, and `problems` says so.
    @Sendable private static func normalise(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> Fields<Value> {
        var normalised = attributes
        if let text = attributes["name"]?.string, let name = try? DomainName(absolute: text) {
            normalised["name"] = .string(name.text)
        }
        if let values = attributes["values"]?.list,
            let kind = attributes["type"]?.string.flatMap(RecordKind.init(rawValue:))
        {
            normalised["values"] = .list(sorted(values.map { canonical($0, kind) }))
        }
        return normalised
    }

    private static func canonical(_ value: Value, _ kind: RecordKind) -> Value {
        guard let text = value.string, let data = try? RecordData(kind, catalog: text) else {
            return value
        }
        return .string(data.catalogText)
    }

    private static func sorted(_ values: [Value]) -> [Value] {
        if values.count < 2 { return values }
        var unique: [Value] = []
        let ordered = values.sorted { ($0.string ?? "").precedesByBytes($1.string ?? "") }
        for value in ordered where unique.last != value { unique.append(value) }
        return unique
    }

    /// The attributes of a set that is in a zone.
    static func attributes(
        _ name: DomainName, _ kind: RecordKind, _ set: RecordSet
    ) -> Fields<Value> {
        let values = set.values.map { Value.string($0.catalogText) }
        return [
            "name": .string(name.text), "ttl": .int(Int64(set.ttl)), "type": .string(kind.rawValue),
            "values": .list(sorted(values)),
        ]
    }

    /// The set that attributes ask for.
    static func set(
        _ attributes: Fields<Value>, _ kind: RecordKind
    ) throws(ProviderFailure) -> RecordSet {
        guard let texts = attributes["values"]?.list, !texts.isEmpty,
            let ttl = UInt32(exactly: attributes["ttl"]?.int ?? defaultTTL), ttl <= TimeToLive.max
        else {
            throw ProviderFailure(.rejected, "the record set has no values, or no time to live")
        }
        var values: Set<RecordData> = []
        for text in texts {
            do throws(RecordData.Problem) {
                values.insert(try RecordData(kind, catalog: text.string ?? ""))
            } catch {
                throw ProviderFailure(.rejected, error.message)
            }
        }
        return RecordSet(ttl: ttl, values: values)
    }
}
