// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import LibFuzzer
import Values

/// Two JSON values, a schema and an instance, a line each: the verdict is the same with and without messages, and every
/// message says where it belongs. Their defaults filled in stay what can be checked.
@main struct JSONSchemaFuzzing {
    static func main() { LibFuzzer.run(test) }
}

private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let lines = UnsafeBufferPointer(start: start, count: count).split(
        separator: UInt8(ascii: "\n"), maxSplits: 1)
    guard lines.count == 2, let schema = try? JSONParser.parse(Array(lines[0])),
        let instance = try? JSONParser.parse(Array(lines[1]))
    else { return 0 }
    let options = JSONSchema.Options(formats: .all, strictKeywords: count % 2 == 0)
    switch JSONSchema.compile(schema, options: options) {
    case .failure(let problems):
        precondition(!problems.all.isEmpty && problems.all.allSatisfy { !$0.message.isEmpty })
    case .success(let compiled):
        check(instance, by: compiled)
    }
    let moved = SchemaRelocation(to: "/$defs/x", anchorPrefix: "x-").relocated(schema)
    _ = JSONSchema.compile(["$defs": ["x": moved], "$ref": "#/$defs/x"], options: options)
    return 0
}

private func check(_ instance: Value, by schema: JSONSchema) {
    let violations = schema.validate(instance)
    precondition(schema.isValid(instance) == violations.isEmpty)
    for violation in violations {
        precondition(!violation.message.isEmpty)
        precondition(value(at: violation.instancePath, in: instance) != nil)
    }
    _ = schema.isValid(schema.fillingDefaults(instance))
    _ = schema.shape
    _ = schema.properties
}

private func value(at path: [PathStep], in instance: Value) -> Value? {
    path.reduce(instance) { value, step in
        switch step {
        case .key(let key): value?[key]
        case .index(let index): value?.list.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        }
    }
}
