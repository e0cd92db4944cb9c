// SPDX-License-Identifier: Apache-2.0

import Values

/// Violations, and what is said where no alternative fits.
extension Evaluation {
    /// Reports a violation where they are collected. False, for the one line that fails.
    mutating func fail(
        _ node: SchemaNode.Number, _ keyword: String, _ message: (String) -> Message
    ) -> Bool {
        report(node, keyword, message)
        return false
    }

    mutating func report(
        _ node: SchemaNode.Number, _ keyword: String, target: SchemaViolation.Target = .value,
        suggestion: String? = nil, _ message: (String) -> Message
    ) {
        guard isCollecting else { return }
        let place = program.nodes[node].place
        let isVerdict = program.nodes[node].verdict != nil
        violations.append(
            SchemaViolation(
                instancePath: path, target: target,
                schemaPath: isVerdict ? place.path : place.path + [.key(keyword)],
                document: program.documentNames[place.document], keyword: keyword,
                message: message(name(of: path[...])).text, suggestion: suggestion))
    }

    /// `storage_gb`, or "item 3 of `owners`".
    private func name(of path: ArraySlice<PathStep>) -> String {
        switch path.last {
        case nil: subject
        case .key(let key): isNaming ? "the key `\(key)`" : "`\(key)`"
        case .index(let index):
            path.count == 1
                ? "item \(index + 1)" : "item \(index + 1) of \(name(of: path.dropLast()))"
        }
    }

    /// No alternative fits. Where the type, or a constant that tells alternatives apart, leaves one
    /// that was meant, its violations are the answer; otherwise one violation is.
    mutating func explain(
        _ node: SchemaNode.Number, _ keyword: String, _ schemas: [SchemaNode.Number],
        _ value: Value
    ) {
        guard isCollecting else { return }
        var types: TypeSet = []
        var isAboutTypes = true
        var meant: [[SchemaViolation]] = []
        for schema in schemas {
            let found = violations(of: schema, value)
            let here = found.filter { $0.instancePath.count == path.count && $0.target == .value }
            if here.contains(where: { $0.keyword == "type" }) {
                types.formUnion(program.typesInPlace(of: schema))
                continue
            }
            isAboutTypes = false
            let isTold = found.contains {
                ($0.keyword == "const" || $0.keyword == "enum")
                    && $0.instancePath.count <= path.count + 1
            }
            if !isTold { meant.append(found) }
        }
        if meant.count == 1, let only = meant.first, !only.isEmpty {
            violations.append(contentsOf: only)
        } else if isAboutTypes, !types.isEmpty {
            report(node, keyword) { .type($0, types, value) }
        } else {
            report(node, keyword) { .noAlternative($0, of: schemas.count) }
        }
    }

    private mutating func violations(
        of schema: SchemaNode.Number, _ value: Value
    ) -> [SchemaViolation] {
        let before = violations
        violations = []
        defer { violations = before }
        _ = check(schema, value)
        return violations
    }
}

extension SchemaProgram {
    /// The keyword that holds a schema: the last name on the way to it.
    func keyword(of node: SchemaNode.Number) -> String {
        for step in nodes[node].place.path.reversed() {
            if case .key(let key) = step, Keyword.all[key] != nil { return key }
        }
        return "false"
    }

    /// Names of members that a schema knows, itself or by what it applies to the same object.
    func knownKeys(of node: SchemaNode.Number) -> [String] {
        reachableInPlace(from: node).flatMap {
            nodes[$0].object?.rules.properties.map(\.name) ?? []
        }
    }

    /// The types that a schema, or what it refers to, allows.
    func typesInPlace(of node: SchemaNode.Number) -> TypeSet {
        var types = TypeSet.any
        for other in reachableInPlace(from: node) where nodes[other].types != .any {
            types = types == .any ? nodes[other].types : types.union(nodes[other].types)
        }
        return types
    }

    /// The schema and all that it applies to the same instance, each once.
    private func reachableInPlace(from node: SchemaNode.Number) -> [SchemaNode.Number] {
        var seen: Set<SchemaNode.Number> = [node]
        var reached = [node]
        var next = 0
        while next < reached.count {
            for other in nodes[reached[next]].inPlace?.rules.all ?? []
            where seen.insert(other).inserted {
                reached.append(other)
            }
            next += 1
        }
        return reached
    }
}

extension Evaluation {
    /// Whether the pass went to its end, so that its verdict counts.
    var isComplete: Bool { halt == nil && !isBeyondPatternLimit }

    /// A pass that was given up ends with one violation of the whole instance: what else was found
    /// may be wrong.
    mutating func reportHalt() {
        path = []
        isCollecting = true
        if let halt {
            violations = []
            report(0, "$schema") { .halted($0, halt) }
        } else if isBeyondPatternLimit, violations.isEmpty {
            report(0, "pattern") { .halted($0, .steps) }
        }
    }
}
