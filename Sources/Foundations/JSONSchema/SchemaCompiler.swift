// SPDX-License-Identifier: Apache-2.0

import Values

/// Turns schemas into nodes. It works through a list of places instead of calling itself, so a deep
/// or circular schema costs no stack. All problems are collected.
struct SchemaCompiler {
    let options: JSONSchema.Options
    var index: SchemaIndex
    var program = SchemaProgram()
    private var numbers: [String: SchemaNode.Number] = [:]
    private var pending: [SchemaNode.Number] = []
    var dynamicAnchorsInUse: Set<String> = []

    init(_ schema: Value, options: JSONSchema.Options) {
        self.options = options
        index = SchemaIndex(root: schema, documents: options.documents)
    }

    mutating func run() -> Result<SchemaProgram, SchemaProblems> {
        _ = number(of: SchemaPlace(value: index.rootValue, document: 0, path: [], resource: 0))
        repeat {
            while let next = pending.popLast() {
                program.nodes[next] = compile(program.nodes[next])
            }
            resolveDynamicAnchors()
        } while !pending.isEmpty
        reportCircles()
        program.documentNames = index.documentNames
        let problems = index.problems
        return problems.isEmpty
            ? .success(program) : .failure(SchemaProblems(all: sorted(problems)))
    }

    /// The node of a schema, which is compiled later when it is not yet.
    mutating func number(of place: SchemaPlace) -> SchemaNode.Number {
        let key = place.key
        if let known = numbers[key] { return known }
        program.nodes.append(SchemaNode(place: index.place(key: key) ?? place))
        numbers[key] = program.nodes.count - 1
        pending.append(program.nodes.count - 1)
        return program.nodes.count - 1
    }

    private mutating func compile(_ empty: SchemaNode) -> SchemaNode {
        var node = empty
        let place = node.place
        switch place.value {
        case .bool(let verdict): node.verdict = verdict
        case .object(let fields):
            let vocabularies = index.resources[place.resource].vocabularies
            let keywords = SchemaKeywords(place: place, fields: fields, vocabularies)
            checkNames(of: keywords)
            addValidation(keywords, to: &node)
            addApplicators(keywords, to: &node)
            if keywords.groups.contains(.reference) { addReferences(keywords, to: &node) }
            if keywords.groups.contains(.format) { addFormat(keywords, vocabularies, to: &node) }
            if keywords.groups.contains(.annotation) { checkAnnotations(keywords, vocabularies) }
            pairRequired(&node)
        default:
            index.report(
                "\(place.value.typeNameWithArticle) stands where a schema is expected, an object or a boolean",
                at: place)
        }
        return node
    }

    /// Most required names are properties too, and are found while walking those.
    private func pairRequired(_ node: inout SchemaNode) {
        guard var rules = node.object?.rules, !rules.required.isEmpty else { return }
        var rest = rules.required
        for place in rules.properties.indices {
            let name = rules.properties[place].name
            guard let found = rest.firstIndex(where: { $0.hasSameBytes(as: name) }) else {
                continue
            }
            rest.remove(at: found)
            rules.properties[place].isRequired = true
            rules.requiredPropertyCount += 1
        }
        rules.requiredElsewhere = rest
        node.object = Shared(rules)
    }

    /// A dynamic reference may go to any resource that bears its anchor, so all of them are compiled.
    private mutating func resolveDynamicAnchors() {
        for anchor in dynamicAnchorsInUse.sorted() {
            for resource in index.resources.indices {
                guard let place = index.resources[resource].dynamicAnchors[anchor] else { continue }
                program.dynamicAnchors[anchor, default: [:]][resource] = number(of: place)
            }
        }
    }

    private func sorted(_ problems: [SchemaProblem]) -> [SchemaProblem] {
        let keyed = problems.enumerated().map { ($0.offset, $0.element, $0.element.pointer) }
        return keyed.sorted { left, right in
            let (first, second) = (left.1.document ?? "", right.1.document ?? "")
            if !first.hasSameBytes(as: second) { return first.precedesByBytes(second) }
            if !left.2.hasSameBytes(as: right.2) { return left.2.precedesByBytes(right.2) }
            return left.0 < right.0
        }.map(\.1)
    }
}
