// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The zones of a server that a target manages, and where it keeps whose a record set is.
struct UpdateSettings: Sendable {
    enum Ownership: String, Sendable, CaseIterable {
        /// In a TXT record beside each record set.
        case txt
        /// In the marks registry beside the store.
        case store
    }

    let zones: [DomainName]
    let ownership: Ownership
    private let byName: [DomainName: DomainName]

    init(_ settings: Value) throws(ProviderFailure) {
        var zones: [DomainName] = []
        for value in settings["zones"]?.list ?? [] {
            do throws(DomainName.Problem) {
                zones.append(try DomainName(absolute: value["name"]?.string ?? ""))
            } catch {
                throw ProviderFailure(
                    .rejected, "a zone of the target's settings: \(error.message)")
            }
        }
        self.zones = zones
        byName = Dictionary(zones.map { ($0, $0) }) { first, _ in first }
        ownership = Ownership(settings)
    }

    /// Where the record set is that `RecordType.identity` made a text of.
    func place(of identity: String) throws(ProviderFailure) -> RecordPlace {
        guard let (name, kind) = RecordType.key(ofIdentity: identity) else {
            throw ProviderFailure(.rejected, "`\(identity)` is no record set")
        }
        guard let zone = byName.value(above: name) else {
            throw ProviderFailure(.rejected, "`\(name)` is in no zone of the target")
        }
        return RecordPlace(zone: zone, name: name, kind: kind)
    }

    static let schema: Value = [
        "type": "object", "additionalProperties": false, "required": ["zones"],
        "properties": [
            "zones": [
                "type": "array", "minItems": 1,
                "items": [
                    "type": "object", "additionalProperties": false, "required": ["name"],
                    "properties": [
                        "name": [
                            "type": "string",
                            "pattern": "^[a-z0-9_][a-z0-9_/-]*([.][a-z0-9_][a-z0-9_/-]*)*$",
                            "description": "The zone's name, in lower case, without a final dot.",
                        ]
                    ],
                ],
                "description": "The zones, which the server has already.",
            ],
            "ownership": [
                "type": "string", "enum": .list(Ownership.allCases.map { .string($0.rawValue) }),
                "default": .string(Ownership.txt.rawValue),
                "description": .string(
                    "Where it is kept whose a record set is: `txt`, in a TXT record beside it; "
                        + "`store`, in a file beside the store."),
            ],
        ],
    ]

    @Sendable static func problems(_ settings: Value) -> [AttributeProblem] {
        var problems: [AttributeProblem] = []
        var names: Set<String> = []
        for value in settings["zones"]?.list ?? [] {
            let name = value["name"]?.string ?? ""
            do throws(DomainName.Problem) {
                if !names.insert(try DomainName(absolute: name).text).inserted {
                    problems.append(AttributeProblem("zones", "`\(name)` is stated twice"))
                }
            } catch {
                problems.append(AttributeProblem("zones", "zone `\(name)`: \(error.message)"))
            }
        }
        return problems
    }
}

extension UpdateSettings.Ownership {
    init(_ settings: Value) {
        self = settings["ownership"]?.string.flatMap(Self.init(rawValue:)) ?? .txt
    }
}

/// Where a record set is: in which zone, at which name.
struct RecordPlace: Hashable, Sendable {
    let zone: DomainName
    let name: DomainName
    let kind: RecordKind

    /// The zone's own name servers, without which it can't be.
    var isOfTheZone: Bool { kind == .ns && name == zone }
}
