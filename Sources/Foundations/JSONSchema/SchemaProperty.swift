// SPDX-License-Identifier: Apache-2.0

import Patterns
package import Values

/// What a schema says of a member that an object may have.
package struct SchemaProperty: Sendable, Equatable {
    package let name: String
    /// As written, a `$ref` not followed.
    package let schema: Value
    package let isRequired: Bool
    /// Of the schema, or of what it refers to.
    package let `default`: Value?
}

extension JSONSchema {
    /// The members of the instance that have a schema of their own, sorted by name.
    package var properties: [SchemaProperty] { program.properties(of: 0) }

    package func property(named name: String) -> SchemaProperty? {
        properties.first { $0.name.hasSameBytes(as: name) }
    }

    /// The value of an annotation, such as `x-immutable`, for what stands at `path` in an instance; nil
    /// where no schema that surely applies there has it.
    package func annotation(_ keyword: String, at path: [PathStep]) -> Value? {
        var nodes = program.certain(from: [0])
        for step in path {
            nodes = program.certain(from: nodes.flatMap { program.children($0, step) })
        }
        for node in nodes {
            if let value = program.nodes[node].place.value[keyword] { return value }
        }
        return nil
    }
}

extension SchemaProgram {
    /// The nodes and all that they surely apply to the same instance: `$ref` and `allOf`.
    func certain(from start: [SchemaNode.Number]) -> [SchemaNode.Number] {
        guard start.contains(where: { nodes[$0].inPlace != nil }) else { return start }
        var seen = Set(start)
        var reached = start
        var next = 0
        while next < reached.count {
            if let rules = nodes[reached[next]].inPlace?.rules {
                for other in [rules.reference].compactMap({ $0 }) + rules.allOf
                where seen.insert(other).inserted {
                    reached.append(other)
                }
            }
            next += 1
        }
        return reached
    }

    func properties(of node: SchemaNode.Number) -> [SchemaProperty] {
        let certain = certain(from: [node])
        var schemas = Fields<SchemaNode.Number>()
        var required: [String] = []
        for other in certain {
            guard let rules = nodes[other].object?.rules else { continue }
            for property in rules.properties where schemas[property.name] == nil {
                schemas[property.name] = property.schema
            }
            required += rules.required
        }
        return schemas.map { entry in
            SchemaProperty(
                name: entry.key, schema: nodes[entry.value].place.value,
                isRequired: required.contains { $0.hasSameBytes(as: entry.key) },
                default: defaultValue(of: entry.value))
        }
    }

    func defaultValue(of node: SchemaNode.Number) -> Value? {
        for other in certain(from: [node]) {
            if let value = nodes[other].place.value["default"] { return value }
        }
        return nil
    }

    /// The schemas for what stands one step inside an instance of `node`.
    func children(_ node: SchemaNode.Number, _ step: PathStep) -> [SchemaNode.Number] {
        switch step {
        case .key(let key):
            guard let rules = nodes[node].object?.rules else { return [] }
            var found = rules.properties.filter { $0.name.hasSameBytes(as: key) }.map(\.schema)
            for (pattern, schema) in rules.patterns where (try? pattern.matches(key)) == true {
                found.append(schema)
            }
            return found.isEmpty ? [rules.additional].compactMap { $0 } : found
        case .index(let index):
            guard let rules = nodes[node].list?.rules else { return [] }
            return index < rules.prefix.count
                ? [rules.prefix[index]] : [rules.items].compactMap { $0 }
        }
    }
}
