// SPDX-License-Identifier: Apache-2.0

package import Values

/// The types of the values that follow a schema, for whoever checks expressions over them. It is an
/// outline: what it says of a valid instance is true, but limits, patterns and conditions are left out.
package indirect enum SchemaShape: Sendable, Equatable {
    /// Anything, or more than can be said.
    case any
    case null
    case bool
    case int
    case number
    case string
    case list(SchemaShape)
    case object(ObjectShape)
    /// A value of one of these; of none of them if there are none.
    case oneOf([SchemaShape])
}

package struct ObjectShape: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package let shape: SchemaShape
        package let isRequired: Bool
        /// Present after `JSONSchema.fillingDefaults`, required or not.
        package let hasDefault: Bool

        package init(shape: SchemaShape, isRequired: Bool, hasDefault: Bool) {
            self.shape = shape
            self.isRequired = isRequired
            self.hasDefault = hasDefault
        }
    }

    package let fields: Fields<Field>
    /// The shape of members that `fields` does not name; nil where there are none.
    package let additional: SchemaShape?

    package init(fields: Fields<Field>, additional: SchemaShape?) {
        self.fields = fields
        self.additional = additional
    }
}

extension JSONSchema {
    /// The outline of the schema. A schema that has `properties` and no `type` counts as an object;
    /// one that holds itself is `any` inside.
    package var shape: SchemaShape {
        var outline = ShapeOutline(program: program)
        return outline.shape(of: 0)
    }
}

private struct ShapeOutline {
    let program: SchemaProgram
    /// Schemas around the one that is being outlined.
    private var open: Set<SchemaNode.Number> = []
    /// Shapes inside shapes; a chain of references can be longer than any stack.
    private static let depthMax = 64
    private var depth = 0
    /// Schemas may share others so that the outline would grow exponentially.
    private var shapesLeft = 10_000

    init(program: SchemaProgram) { self.program = program }

    mutating func shape(of node: SchemaNode.Number) -> SchemaShape {
        shapesLeft -= 1
        let certain = program.certain(from: [node])
        guard shapesLeft > 0, depth < Self.depthMax, open.isDisjoint(with: certain) else {
            return .any
        }
        depth += 1
        open.formUnion(certain)
        defer {
            open.subtract(certain)
            depth -= 1
        }
        if let verdict = program.nodes[node].verdict { return verdict ? .any : .oneOf([]) }
        if certain.contains(where: { program.nodes[$0].verdict == false }) { return .oneOf([]) }
        let types = types(of: certain)
        if types == .any {
            return alternatives(of: certain) ?? .any
        }
        return Self.union(shapes(for: types, certain))
    }

    private func types(of certain: [SchemaNode.Number]) -> TypeSet {
        var types = TypeSet.any
        for node in certain {
            let schema = program.nodes[node]
            types.formIntersection(schema.types)
            if let constant = schema.constant { types.formIntersection(TypeSet(of: constant)) }
            if let choices = schema.choices {
                types.formIntersection(
                    choices.values.reduce(into: TypeSet()) { $0.formUnion(TypeSet(of: $1)) })
            }
        }
        let describesObjects = certain.contains {
            !(program.nodes[$0].object?.rules.properties.isEmpty ?? true)
        }
        return types == .any && describesObjects ? .object : types
    }

    /// What `anyOf` or `oneOf` says, where nothing else does.
    private mutating func alternatives(of certain: [SchemaNode.Number]) -> SchemaShape? {
        for node in certain {
            guard let rules = program.nodes[node].inPlace?.rules else { continue }
            let schemas = rules.anyOf.isEmpty ? rules.oneOf : rules.anyOf
            if schemas.isEmpty { continue }
            var shapes: [SchemaShape] = []
            for schema in schemas { shapes.append(shape(of: schema)) }
            return Self.union(shapes)
        }
        return nil
    }

    private mutating func shapes(
        for types: TypeSet, _ certain: [SchemaNode.Number]
    ) -> [SchemaShape] {
        var shapes: [SchemaShape] = []
        if types.contains(.null) { shapes.append(.null) }
        if types.contains(.boolean) { shapes.append(.bool) }
        if types.contains(.fraction) {
            shapes.append(.number)
        } else if types.contains(.integer) {
            shapes.append(.int)
        }
        if types.contains(.string) { shapes.append(.string) }
        if types.contains(.array) { shapes.append(.list(items(of: certain))) }
        if types.contains(.object) { shapes.append(.object(object(of: certain))) }
        return shapes
    }

    private mutating func items(of certain: [SchemaNode.Number]) -> SchemaShape {
        for node in certain {
            guard let rules = program.nodes[node].list?.rules else { continue }
            var shapes: [SchemaShape] = []
            for schema in rules.prefix { shapes.append(shape(of: schema)) }
            if let items = rules.items {
                shapes.append(shape(of: items))
            } else if !shapes.isEmpty {
                shapes.append(.any)
            }
            if !shapes.isEmpty { return Self.union(shapes) }
        }
        return .any
    }

    private mutating func object(of certain: [SchemaNode.Number]) -> ObjectShape {
        var fields = Fields<ObjectShape.Field>()
        var schemas = Fields<SchemaNode.Number>()
        var required: [String] = []
        var additional: SchemaShape? = .any
        for node in certain {
            guard let rules = program.nodes[node].object?.rules else { continue }
            for property in rules.properties where schemas[property.name] == nil {
                schemas[property.name] = property.schema
            }
            required += rules.required
            let others = rules.patterns.map(\.schema) + [rules.additional].compactMap { $0 }
            if rules.refusesAdditional, rules.patterns.isEmpty {
                additional = nil
            } else if rules.additional != nil, additional == .any {
                var shapes: [SchemaShape] = []
                for schema in others { shapes.append(shape(of: schema)) }
                additional = Self.union(shapes)
            }
        }
        for entry in schemas {
            fields[entry.key] = ObjectShape.Field(
                shape: shape(of: entry.value),
                isRequired: required.contains { $0.hasSameBytes(as: entry.key) },
                hasDefault: program.defaultValue(of: entry.value) != nil)
        }
        return ObjectShape(fields: fields, additional: additional)
    }

    /// One shape for several: each once, `any` where one of them is, `number` for `int` and `number`.
    private static func union(_ shapes: [SchemaShape]) -> SchemaShape {
        var result: [SchemaShape] = []
        for shape in shapes {
            let parts: [SchemaShape] = if case .oneOf(let inner) = shape { inner } else { [shape] }
            for part in parts where !result.contains(part) { result.append(part) }
        }
        if result.contains(.any) { return .any }
        if result.contains(.number) { result.removeAll { $0 == .int } }
        return result.count == 1 ? result[0] : .oneOf(result)
    }
}
