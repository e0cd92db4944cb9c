// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What the site file says of a program: which one it is and how much it may take. The rest of a connection is
/// the program's own.
enum ProgramConnection {
    static let properties: Fields<Value> = [
        "program": [
            "type": "string", "pattern": "^/", "description": "the program's file, as a whole path",
        ],
        "sha256": [
            "type": "string", "pattern": "^[0-9a-f]{64}$",
            "description":
                "SHA-256 of that file, as `sha256sum` prints it; another program is not run",
        ],
        "arguments": [
            "type": "array", "items": ["type": "string", "pattern": "^[^\\x00]*$"],
            "description": "what it is called with",
        ],
        "memory_mebibytes": [
            "type": "integer", "minimum": 16, "maximum": 1_048_576,
            "default": .int(Int64(ProgramOrder.Limits().memoryMebibytes)),
            "description": "how much memory it may take (RLIMIT_AS)",
        ],
        "answer_mebibytes": [
            "type": "integer", "minimum": 1, "maximum": 1024,
            "default": .int(Int64(ProgramOrder.Limits().answerMebibytes)),
            "description": "how long one of its answers may be",
        ],
    ]

    /// A document's own schema of a connection, with the program in it.
    static func schema(around own: Value) -> Value {
        var schema = own.object ?? [:]
        var all = schema["properties"]?.object ?? [:]
        for (name, property) in properties { all[name] = property }
        schema["properties"] = .object(all)
        schema["required"] = .list(
            (schema["required"]?.list ?? []) + ["program", "sha256"])
        return .object(schema)
    }

    /// What the program itself is told of its connection.
    static func own(_ connection: Value) -> Value {
        .object((connection.object ?? [:]).filter { properties[$0.key] == nil })
    }

    static func order(_ place: TargetPlace) throws(ProviderFailure) -> ProgramOrder {
        let values = place.connection.values
        guard let path = values["program"]?.string, path.hasPrefix("/"),
            let digest = values["sha256"]?.string.flatMap({ Digest(hex: $0) })
        else {
            throw ProviderFailure(
                .denied, "the site file names no program with its SHA-256",
                help: "`program` and `sha256` stand in the target's connection")
        }
        var limits = ProgramOrder.Limits(timeoutSeconds: place.limits.timeoutSeconds)
        if let memory = values["memory_mebibytes"]?.int { limits.memoryMebibytes = Int(memory) }
        if let answer = values["answer_mebibytes"]?.int { limits.answerMebibytes = Int(answer) }
        return ProgramOrder(
            path: path, digest: digest,
            arguments: (values["arguments"]?.list ?? []).compactMap(\.string), limits: limits)
    }
}
