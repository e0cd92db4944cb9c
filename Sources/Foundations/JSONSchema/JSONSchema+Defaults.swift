// SPDX-License-Identifier: Apache-2.0

package import Values

extension JSONSchema {
    /// The instance with the `default` of every member that is absent, at any depth inside objects and
    /// lists. Only schemas that surely apply count: those under `anyOf`, `oneOf`, `if` and their like
    /// do not. It does not check the instance.
    package func fillingDefaults(_ instance: Value) -> Value {
        let filling = DefaultFilling(program: program)
        return filling.filled(instance, [0], openDefaults: [])
    }
}

extension Value {
    /// Whether it has an inside that defaults could stand in.
    fileprivate var isContainer: Bool {
        switch self {
        case .list, .object: true
        default: false
        }
    }
}

/// Recursion follows the instance, whose depth its reader limits. Inside defaults it ends where a
/// schema's default would hold itself, and at a fixed depth.
private struct DefaultFilling {
    private static let openDefaultsMax = 32

    let program: SchemaProgram

    func filled(
        _ value: Value, _ nodes: [SchemaNode.Number], openDefaults: [SchemaNode.Number]
    ) -> Value {
        let nodes = program.certain(from: nodes)
        switch value {
        case .object(let fields): return .object(filled(fields, nodes, openDefaults))
        case .list(let items):
            guard nodes.contains(where: { program.nodes[$0].list != nil }) else { return value }
            return .list(
                items.enumerated().map { index, item in
                    let inside = nodes.flatMap { program.children($0, .index(index)) }
                    return inside.isEmpty
                        ? item : filled(item, inside, openDefaults: openDefaults)
                })
        default: return value
        }
    }

    private func filled(
        _ fields: Fields<Value>, _ nodes: [SchemaNode.Number], _ openDefaults: [SchemaNode.Number]
    ) -> Fields<Value> {
        guard nodes.contains(where: { program.nodes[$0].object != nil }) else { return fields }
        var result = fields
        for entry in fields where entry.value.isContainer {
            let inside = nodes.flatMap { program.children($0, .key(entry.key)) }
            guard !inside.isEmpty else { continue }
            result[entry.key] = filled(entry.value, inside, openDefaults: openDefaults)
        }
        guard openDefaults.count < Self.openDefaultsMax else { return result }
        for node in nodes {
            for property in program.nodes[node].object?.rules.properties ?? []
            where result[property.name] == nil && !openDefaults.contains(property.schema) {
                guard let value = program.defaultValue(of: property.schema) else { continue }
                result[property.name] = filled(
                    value, [property.schema], openDefaults: openDefaults + [property.schema])
            }
        }
        return result
    }
}
