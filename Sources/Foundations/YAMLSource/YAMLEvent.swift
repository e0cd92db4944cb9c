// SPDX-License-Identifier: Apache-2.0

/// One thing that stands in a YAML file, by its bytes: for who needs to know how a document is written and not only
/// what it says. It holds no text; comments lie between the spans of events.
package struct YAMLEvent: Sendable {
    package enum Kind: Sendable {
        case documentStart, documentEnd, streamEnd, alias, scalar
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
    }

    package let kind: Kind

    /// As libyaml has it: a node's with its anchor and tag, a block scalar's up to the line after it, a document's start
    /// with its directives. Empty where nothing is written, as for the end of a block collection.
    package let span: SourceSpan

    /// The anchor and the tag before a node, as they are written.
    package let properties: [SourceSpan]

    /// Where a node begins after its properties.
    package let content: Int

    /// Of a scalar.
    package let style: YAMLScalar.Style

    /// Of a collection that begins: whether it is written in brackets or braces.
    package let isFlow: Bool
}

extension YAMLSource {
    /// The events of a file that `parse` found nothing wrong with, in their order.
    package static func forEachEvent(in bytes: [UInt8], _ body: (YAMLEvent) -> Void) {
        let source = SourceText(bytes, limits: .standard)
        var counts = CharacterCounts(bytes, from: source.base, isASCII: source.isASCII)
        LibYAML.read(bytes, from: source.base) { events in
            while let kind = try? events.advance() {
                if let event = YAMLEvent(kind, events, bytes, &counts) { body(event) }
                if kind == .streamEnd { return }
            }
        }
    }
}

extension YAMLEvent {
    fileprivate init?(
        _ kind: LibYAML.Kind, _ events: borrowing LibYAML, _ bytes: [UInt8],
        _ counts: inout CharacterCounts
    ) {
        guard let kind = Kind(kind) else { return nil }
        self.kind = kind
        let start = counts.offset(ofCharacter: events.start, in: bytes)
        span = SourceSpan(start: start, end: counts.offset(ofCharacter: events.end, in: bytes))
        isFlow = events.isFlow
        style = kind == .scalar ? events.style : .plain
        let mayHaveProperties =
            kind == .mappingStart || kind == .sequenceStart
            || kind == .scalar && events.hasProperties
        guard mayHaveProperties else {
            (properties, content) = ([], start)
            return
        }
        let found = Properties(bytes, from: start, to: span.end)
        (properties, content) = (found.spans, found.content)
    }
}

extension YAMLEvent.Kind {
    fileprivate init?(_ kind: LibYAML.Kind) {
        switch kind {
        case .documentStart: self = .documentStart
        case .documentEnd: self = .documentEnd
        case .streamEnd: self = .streamEnd
        case .alias: self = .alias
        case .scalar: self = .scalar
        case .sequenceStart: self = .sequenceStart
        case .sequenceEnd: self = .sequenceEnd
        case .mappingStart: self = .mappingStart
        case .mappingEnd: self = .mappingEnd
        case .other: return nil
        }
    }
}
