// SPDX-License-Identifier: Apache-2.0

/// Scalars and aliases: what has no inside.
extension TreeBuilder {
    mutating func addScalar(_ events: borrowing LibYAML) {
        let start = offset(events.start)
        let end = offset(events.end)
        guard countNode(at: start) else { return }
        let tagText = events.tag
        let anchorName = events.anchor
        let hasProperties = tagText != nil || anchorName != nil
        let properties = hasProperties ? Properties(source.bytes, from: start, to: end) : nil
        let span = contentSpan(
            from: properties?.content ?? start, to: end, style: events.style,
            hasProperties: hasProperties)
        let scalar = readScalar(
            events, span: span, tag: scalarTag(tagText, properties?.tag ?? span))
        if scalar.tag != .none, !CoreSchema.fits(scalar) {
            problems.append(.tagMismatch(span: span))
        }
        let node = YAMLNode(.scalar(scalar), span: span)
        let size = 1 + scalar.text.utf8.count
        if let anchorName {
            let number = anchors.define(anchorName, at: span)
            anchors.finish(number, node: node, size: size, height: 0)
        }
        wrote(to: span.end)
        add(node, size: size, height: 0)
    }

    /// Reads the text, and where it is a key numbers it.
    private mutating func readScalar(
        _ events: borrowing LibYAML, span: SourceSpan, tag: YAMLScalar.Tag
    ) -> YAMLScalar {
        let style = events.style
        let isVerbatim = events.withText { standsVerbatim($0, style, span) }
        let text: String
        if isAtKey {
            let number = events.withText { keys.number(of: $0) }
            text = addKey(number, isPlain: style == .plain && tag == .none, span: span)
        } else {
            text = events.withText { String(copying: UTF8Span(unchecked: $0)) }
        }
        if style == .doubleQuoted, !isVerbatim, text.utf8.contains(0) {
            problems.append(.nulInText(span: span))
        }
        return YAMLScalar(text: text, style: style, tag: tag, isVerbatim: isVerbatim)
    }

    /// Whether the text stands in the file byte for byte. Without quotes and escapes folding only takes
    /// bytes away, so equal length is enough.
    private func standsVerbatim(
        _ text: Span<UInt8>, _ style: YAMLScalar.Style, _ span: SourceSpan
    ) -> Bool {
        switch style {
        case .plain: return span.count == text.count
        case .singleQuoted, .doubleQuoted:
            guard span.count == text.count + 2 else { return false }
            let first = span.start + 1
            for index in 0..<text.count where source.bytes[first + index] != text[index] {
                return false
            }
            return true
        case .literal, .folded: return false
        }
    }

    /// Where the scalar itself stands: libyaml has line ends after a block of text, and the place of an empty
    /// value after the space that follows its key.
    private func contentSpan(
        from start: Int, to end: Int, style: YAMLScalar.Style, hasProperties: Bool
    ) -> SourceSpan {
        var (start, end) = (start, end)
        if style == .literal || style == .folded || start == end && !hasProperties {
            let floor = start == end ? lastEnd : start
            while end > floor, Properties.isSpace(source.bytes[end - 1]) { end -= 1 }
            start = min(start, end)
        }
        return SourceSpan(start: start, end: end)
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
