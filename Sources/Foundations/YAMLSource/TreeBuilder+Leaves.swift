// SPDX-License-Identifier: Apache-2.0

/// Scalars and aliases: what has no inside.
extension TreeBuilder {
    mutating func addScalar(_ events: borrowing LibYAML) {
        let start = offset(events.start)
        let end = offset(events.end)
        guard countNode(at: start) else { return }
        guard events.hasProperties else {
            let span = contentSpan(from: start, to: end, style: events.style)
            let scalar = readScalar(events, span: span, tag: .none)
            let size = 1 + scalar.text.utf8.count
            wrote(to: span.end)
            add(YAMLNode(.scalar(scalar), span: span), size: size, height: 0)
            return
        }
        addScalarWithProperties(events, from: start, to: end)
    }

    private mutating func addScalarWithProperties(
        _ events: borrowing LibYAML, from start: Int, to end: Int
    ) {
        let properties = Properties(source.bytes, from: start, to: end)
        var span = SourceSpan(start: properties.content, end: end)
        if span.isEmpty {
            span.start = start
        } else {
            span = contentSpan(from: span.start, to: end, style: events.style)
        }
        let tag = scalarTag(events.tag, properties.tag ?? span)
        let scalar = readScalar(events, span: span, tag: tag)
        if !CoreSchema.fits(scalar) { problems.append(.tagMismatch(span: span)) }
        let node = YAMLNode(.scalar(scalar), span: span)
        let size = 1 + scalar.text.utf8.count
        if let name = events.anchor {
            let number = defineAnchor(name, at: span)
            anchors.finish(number, node: node, size: size, height: 0)
        }
        wrote(to: end)
        add(node, size: size, height: 0)
    }

    /// Reads the text, and where it is a key numbers it.
    private mutating func readScalar(
        _ events: borrowing LibYAML, span: SourceSpan, tag: YAMLScalar.Tag
    ) -> YAMLScalar {
        let style = events.style
        let bytes = source.bytes
        let isVerbatim = events.withText {
            ScalarPlace.isVerbatim($0, style, in: bytes, at: span)
        }
        let text: String
        if isAtKey {
            let number = events.withText { keys.number(of: $0) }
            text = addKey(number, isPlain: style == .plain && tag == .none, span: span)
        } else {
            text = events.withText { LibYAML.text(of: $0) }
        }
        if style == .doubleQuoted, !isVerbatim, text.utf8.contains(0) {
            problems.append(.nulInText(span: span))
        }
        return YAMLScalar(text: text, style: style, tag: tag, isVerbatim: isVerbatim)
    }

    /// Where the scalar itself stands. Mutating for the reason that `character(at:)` is.
    private mutating func contentSpan(
        from start: Int, to end: Int, style: YAMLScalar.Style
    ) -> SourceSpan {
        guard start == end || style == .literal || style == .folded else {
            return SourceSpan(start: start, end: end)
        }
        let floor = start == end ? lastEnd : start
        return ScalarPlace.trimmed(source.bytes, from: start, to: end, floor: floor)
    }

    private mutating func scalarTag(_ text: String?, _ span: SourceSpan) -> YAMLScalar.Tag {
        guard let text else { return .none }
        if let tag = YAMLTag.scalarTag(text) { return tag }
        problems.append(YAMLTag.isCore(text) ? .tagMismatch(span: span) : .unknownTag(span: span))
        return .none
    }

    mutating func addAlias(_ events: borrowing LibYAML) {
        let span = span(of: events)
        guard countNode(at: span.start) else { return }
        wrote(to: span.end)
        guard let target = events.anchor.flatMap({ anchors[$0] }) else {
            addPlaceholder(.unknownAnchor(span: span))
            return
        }
        guard let node = target.node else {
            addPlaceholder(.recursiveAlias(span: span, anchor: target.span))
            return
        }
        aliasExpansion += target.size
        if aliasExpansion > limits.aliasExpansionMax {
            stop(.aliasExpansion(span: span, limit: limits.aliasExpansionMax))
        } else if frames.count + target.height > limits.depthMax {
            stop(.tooDeep(span: span, limit: limits.depthMax))
        } else {
            addCopy(of: node, target, at: span)
        }
    }

    private mutating func addCopy(of node: YAMLNode, _ target: Anchors.Target, at span: SourceSpan)
    {
        if isAtKey {
            if let scalar = node.scalar {
                let number = keys.number(of: scalar.text.utf8Span.span)
                _ = addKey(number, isPlain: scalar.isPlain && scalar.tag == .none, span: span)
            } else {
                addUnusableKey(.collectionKey(span: span))
            }
        }
        add(node, size: target.size, height: target.height)
    }

    /// Stands for an alias that names nothing, so that keys and values stay in step.
    private mutating func addPlaceholder(_ problem: YAMLProblem) {
        if isAtKey { addUnusableKey(problem) } else { problems.append(problem) }
        let scalar = YAMLScalar(text: "", style: .plain)
        add(YAMLNode(.scalar(scalar), span: problem.span), size: 1, height: 0)
    }
}
