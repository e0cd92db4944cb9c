// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The server of a target and the key that is shared with it, as the site file says.
struct NameServer: Sendable {
    let host: String
    let port: UInt16
    let key: TransactionKey
    let timeoutSeconds: Int

    init(_ place: TargetPlace) throws(ProviderFailure) {
        let values = place.connection.values
        host = values["host"]?.string ?? ""
        port = UInt16(exactly: values["port"]?.int ?? 53) ?? 53
        timeoutSeconds = place.limits.timeoutSeconds
        let algorithm = values["key"]?["algorithm"]?.string ?? Self.defaultAlgorithm.rawValue
        guard let name = try? DomainName(absolute: values["key"]?["name"]?.string ?? ""),
            let algorithm = TransactionKey.Algorithm(rawValue: algorithm), !host.isEmpty
        else {
            throw ProviderFailure(
                .rejected, "the connection needs a host and a key with its name and algorithm")
        }
        key = TransactionKey(
            name: name, algorithm: algorithm,
            secret: try Self.secret(place.connection.credentials["key.secret"]))
    }

    private static func secret(_ value: SecretValue?) throws(ProviderFailure) -> [UInt8] {
        let text = (value?.bytes ?? []).filter { $0 > 0x20 }
        guard let secret = Base64.decode(text), !secret.isEmpty else {
            throw ProviderFailure(
                .rejected, "the key's secret is not in base 64",
                help: "it is the text that stands in the server's configuration")
        }
        return secret
    }

    private static let defaultAlgorithm = TransactionKey.Algorithm.sha256

    static let schema: Value = [
        "type": "object", "additionalProperties": false, "required": ["host", "key"],
        "properties": [
            "host": [
                "type": "string", "minLength": 1,
                "description": "The primary's name or address.",
            ],
            "port": [
                "type": "integer", "minimum": 1, "maximum": 65_535, "default": 53,
                "description": "Its port, over TCP.",
            ],
            "key": [
                "type": "object", "additionalProperties": false, "required": ["name", "secret"],
                "description": "The TSIG key that the server lets transfer and update the zones.",
                "properties": [
                    "name": [
                        "type": "string", "minLength": 1,
                        "description": "What the server calls it.",
                    ],
                    "algorithm": [
                        "type": "string",
                        "enum": .list(
                            TransactionKey.Algorithm.allCases.map { .string($0.rawValue) }),
                        "default": .string(defaultAlgorithm.rawValue),
                        "description": "How it signs.",
                    ],
                    "secret": [
                        "type": "string", "x-credential": true,
                        "description": "The secret in base 64, as servers have it.",
                    ],
                ],
            ],
        ],
    ]
}
