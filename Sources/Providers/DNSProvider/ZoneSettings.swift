// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The zones that a target holds, from its settings. A zone's file is `NAME.zone` in the target's folder; it
/// is made, with SOA and NS, when the first record in it is. Settings that change later do not change a
/// zone that is there; `ZoneDifference` says so.
struct ZoneSettings: Sendable {
    struct Zone: Sendable {
        let name: DomainName
        let primary: DomainName
        let contact: DomainName
        let nameservers: [DomainName]
        let times: Times

        var fileName: String { "\(name.text).zone" }
    }

    /// In seconds: RFC 1035, section 3.3.13; the defaults are RIPE-203's for small and stable zones.
    struct Times: Sendable {
        var refresh: Int64 = 86_400
        var retry: Int64 = 7200
        var expire: Int64 = 3_600_000
        var minimum: Int64 = 3600

        init(_ zone: Value) {
            refresh = zone["refresh"]?.int ?? refresh
            retry = zone["retry"]?.int ?? retry
            expire = zone["expire"]?.int ?? expire
            minimum = zone["minimum"]?.int ?? minimum
        }
    }

    private let zones: [DomainName: Zone]

    init(_ settings: Value) throws(ProviderFailure) {
        var zones: [DomainName: Zone] = [:]
        for value in settings["zones"]?.list ?? [] {
            do throws(DomainName.Problem) {
                let zone = try Self.zone(value)
                zones[zone.name] = zone
            } catch {
                throw ProviderFailure(
                    .rejected, "a zone of the target's settings: \(error.message)")
            }
        }
        self.zones = zones
    }

    private static func zone(_ value: Value) throws(DomainName.Problem) -> Zone {
        var nameservers: [DomainName] = []
        for name in value["nameservers"]?.list ?? [] {
            nameservers.append(try DomainName(absolute: name.string ?? ""))
        }
        return Zone(
            name: try DomainName(absolute: value["name"]?.string ?? ""),
            primary: try DomainName(absolute: value["primary"]?.string ?? ""),
            contact: try contact(value["contact"]?.string ?? ""), nameservers: nameservers,
            times: Times(value))
    }

    /// A mail address or the name that SOA has for one: RFC 1035, section 8.
    private static func contact(_ text: String) throws(DomainName.Problem) -> DomainName {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return try DomainName(absolute: text) }
        var label: [UInt8] = []
        for byte in parts[0].utf8 { PresentationText.append(byte, asNameTo: &label) }
        return try DomainName((label + [UInt8(ascii: ".")] + parts[1].utf8)[...], origin: .root)
    }

    /// The zone that a name is in, the longest that matches.
    func zone(of name: DomainName) -> Zone? { zones.value(above: name) }

    static let schema: Value = [
        "type": "object", "additionalProperties": false, "required": ["zones"],
        "properties": [
            "zones": [
                "type": "array", "minItems": 1,
                "items": [
                    "type": "object", "additionalProperties": false,
                    "required": ["name", "primary", "contact", "nameservers"],
                    "properties": [
                        "name": [
                            "type": "string",
                            "pattern": "^[a-z0-9_][a-z0-9_-]*([.][a-z0-9_][a-z0-9_-]*)*$",
                            "description": "The zone's name, in lower case, without a final dot.",
                        ],
                        "primary": name("The name server that the zone is edited for."),
                        "contact": name("Who answers for the zone: a mail address."),
                        "nameservers": [
                            "type": "array", "minItems": 1, "items": name("A name server."),
                            "description": "The zone's name servers.",
                        ],
                        "refresh": time("How often secondaries ask.", 86_400),
                        "retry": time("How soon they ask again.", 7200),
                        "expire": time("How long they answer without the primary.", 3_600_000),
                        "minimum": time("How long a name's absence may be kept.", 3600),
                    ],
                ],
            ]
        ],
    ]

    private static func name(_ description: String) -> Value {
        ["type": "string", "minLength": 1, "description": .string(description)]
    }

    private static func time(_ description: String, _ seconds: Int64) -> Value {
        [
            "type": "integer", "minimum": 1, "maximum": 2_147_483_647, "default": .int(seconds),
            "description": .string("\(description) In seconds."),
        ]
    }

    @Sendable static func problems(_ settings: Value) -> [AttributeProblem] {
        var problems: [AttributeProblem] = []
        var names: Set<String> = []
        for value in settings["zones"]?.list ?? [] {
            let name = value["name"]?.string ?? ""
            do throws(DomainName.Problem) {
                let zone = try zone(value)
                if !names.insert(zone.name.text).inserted {
                    problems.append(AttributeProblem("zones", "`\(name)` is stated twice"))
                }
            } catch {
                problems.append(AttributeProblem("zones", "zone `\(name)`: \(error.message)"))
            }
        }
        return problems
    }
}
