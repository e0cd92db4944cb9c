// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing
import Values

/// What a schema says of an instance, both as JSON text: one line a violation, with the pointer, the
/// keyword, the message and the suggestion. A key is written after `@`.
func violations(
    _ schema: String, _ instance: String, _ options: JSONSchema.Options = .init()
) throws -> String {
    let compiled = try JSONSchema.compile(JSONParser.parse(schema), options: options).get()
    return try compiled.validate(JSONParser.parse(instance)).map(line).joined(separator: "\n")
}

private func line(of violation: SchemaViolation) -> String {
    var place = violation.instancePath.map { step in
        switch step {
        case .key(let key): "/\(key)"
        case .index(let index): "/\(index)"
        }
    }.joined()
    if case .key(let key) = violation.target { place += "@\(key)" }
    let meant = violation.suggestion.map { " [\($0)]" } ?? ""
    return "\(place) \(violation.keyword): \(violation.message)\(meant)"
}

/// What is wrong with a schema: one line a problem, with the pointer, the message and the suggestion.
func problems(_ schema: String, _ options: JSONSchema.Options = .init()) throws -> String {
    switch JSONSchema.compile(try JSONParser.parse(schema), options: options) {
    case .success: return ""
    case .failure(let problems):
        return problems.all.map { problem in
            (problem.document ?? "") + problem.pointer + " " + problem.message
                + (problem.suggestion.map { " [\($0)]" } ?? "")
        }.joined(separator: "\n")
    }
}
