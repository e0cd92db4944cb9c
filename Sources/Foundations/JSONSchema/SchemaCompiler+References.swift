// SPDX-License-Identifier: Apache-2.0

import Values

/// `$ref` and `$dynamicRef`: core, section 8.2.3.
extension SchemaCompiler {
    mutating func addReferences(_ keywords: SchemaKeywords, to node: inout SchemaNode) {
        var rules = node.inPlace?.rules ?? InPlaceRules()
        if let text = string("$ref", keywords),
            let target = target(of: text, "$ref", keywords.place)
        {
            rules.reference = number(of: target.place)
        }
        if let text = string("$dynamicRef", keywords),
            let target = target(of: text, "$dynamicRef", keywords.place)
        {
            let number = number(of: target.place)
            if let anchor = target.dynamicAnchor {
                dynamicAnchorsInUse.insert(anchor)
                rules.dynamicReference = .init(anchor: anchor, fallback: number)
            } else if rules.reference == nil {
                rules.reference = number
            } else {
                rules.allOf.append(number)
            }
        }
        if !rules.all.isEmpty { node.inPlace = Shared(rules) }
        checkDefinitions(keywords)
    }

    private struct Target {
        let place: SchemaPlace
        /// The name by which the target was found, where that is a dynamic anchor.
        var dynamicAnchor: String?
    }

    private mutating func target(
        of text: String, _ keyword: String, _ place: SchemaPlace
    ) -> Target? {
        let reference = URIReference(text)
            .resolved(against: index.resources[place.resource].uri)
        let uri = reference.withoutFragment
        guard let found = index.resource(uri) else {
            index.report(
                "no schema is known as `\(uri.text)`", at: place, .key(keyword),
                suggestion: nearestName(to: uri.text, among: index.knownURIs))
            return nil
        }
        let entry = index.resources[found].root
        let root = index.place(key: entry.key) ?? entry
        guard let fragment = URIReference.percentDecoded(reference.fragment ?? "") else {
            index.report("`\(text)` has a wrong percent escape", at: place, .key(keyword))
            return nil
        }
        if fragment.isEmpty { return Target(place: root) }
        if fragment.hasPrefix("/") {
            return follow(fragment, from: root, keyword, place).map { Target(place: $0) }
        }
        let resource = index.resources[root.resource]
        guard let anchored = resource.anchors[fragment] else {
            index.report(
                "no anchor is named `\(fragment)`", at: place, .key(keyword),
                suggestion: nearestName(to: fragment, among: resource.anchors.keys))
            return nil
        }
        let isDynamic = resource.dynamicAnchors[fragment] != nil
        return Target(place: anchored, dynamicAnchor: isDynamic ? fragment : nil)
    }

    private mutating func follow(
        _ pointer: String, from root: SchemaPlace, _ keyword: String, _ origin: SchemaPlace
    ) -> SchemaPlace? {
        guard let tokens = JSONPointer.tokens(of: pointer) else {
            index.report("`#\(pointer)` is no JSON Pointer", at: origin, .key(keyword))
            return nil
        }
        var place = root
        for (count, token) in tokens.enumerated() {
            guard let (step, value) = JSONPointer.step(token, into: place.value) else {
                let keys = place.value.object?.keys ?? []
                let meant = nearestName(to: token, among: keys).map { key in
                    "#"
                        + JSONPointer.text(
                            of: (tokens[..<count] + [key] + tokens[(count + 1)...]).map {
                                .key($0)
                            })
                }
                index.report(
                    "`#\(pointer)` points to nothing", at: origin, .key(keyword),
                    suggestion: meant)
                return nil
            }
            let inner = place.inside(step, value: value)
            place = index.place(key: inner.key) ?? inner
        }
        return place
    }

    /// A schema that applies itself to the same instance, directly or over others, never ends.
    mutating func reportCircles() {
        var state = [UInt8](repeating: 0, count: program.nodes.count)
        for start in program.nodes.indices where state[start] == 0 {
            var stack: [(node: SchemaNode.Number, next: [SchemaNode.Number])] = []
            enter(start, &stack, &state)
            while let top = stack.last {
                guard let next = top.next.last else {
                    state[top.node] = 2
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next.removeLast()
                if state[next] == 0 {
                    enter(next, &stack, &state)
                } else if state[next] == 1 {
                    reportCircle(from: top.node, to: next)
                }
            }
        }
    }

    private func enter(
        _ node: SchemaNode.Number,
        _ stack: inout [(node: SchemaNode.Number, next: [SchemaNode.Number])],
        _ state: inout [UInt8]
    ) {
        state[node] = 1
        stack.append((node, program.nodes[node].inPlace?.rules.all ?? []))
    }

    private mutating func reportCircle(from node: SchemaNode.Number, to other: SchemaNode.Number) {
        let start = JSONPointer.text(of: program.nodes[other].place.path)
        index.report(
            "the schema applies `#\(start)` again to the same value, without end",
            at: program.nodes[node].place)
    }
}
