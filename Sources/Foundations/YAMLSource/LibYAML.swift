// SPDX-License-Identifier: Apache-2.0

import CLibYAML

/// libyaml's event interface, one event at a time. Positions are characters from the start of the
/// text that it was given, as libyaml counts them. It builds nothing, resolves nothing and hands out no pointer:
/// the bytes of a scalar are lent for the time of a call.
struct LibYAML: ~Copyable {
    enum Kind {
        case documentStart, documentEnd, streamEnd, alias, scalar
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
        /// Only the stream's start, which says nothing.
        case other
    }

    /// Why libyaml stopped, in its own words, which users never see.
    struct Failure: Error {
        let problem: String
        let character: Int
        let context: String
        let contextCharacter: Int
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>

    private init() {
        parser = .allocate(capacity: 1)
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            preconditionFailure("no memory for a YAML parser; this is a bug in burnham")
        }
    }

    deinit {
        yaml_event_delete(event)
        yaml_parser_delete(parser)
        event.deallocate()
        parser.deallocate()
    }

    /// Reads the events of `bytes` from `start` on, which are valid UTF-8 without a byte order mark.
    static func read<Result>(
        _ bytes: [UInt8], from start: Int, _ body: (inout LibYAML) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { buffer in
            var events = LibYAML()
            let text = UnsafeBufferPointer(rebasing: buffer[start...])
            yaml_parser_set_encoding(events.parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(events.parser, text.baseAddress, text.count)
            return body(&events)
        }
    }

    /// Goes to the next event. After a failure and after the stream's end there is none.
    mutating func advance() throws(Failure) -> Kind {
        yaml_event_delete(event)
        guard yaml_parser_parse(parser, event) == 1 else { throw failure }
        return switch event.pointee.type {
        case YAML_SCALAR_EVENT: .scalar
        case YAML_MAPPING_START_EVENT: .mappingStart
        case YAML_MAPPING_END_EVENT: .mappingEnd
        case YAML_SEQUENCE_START_EVENT: .sequenceStart
        case YAML_SEQUENCE_END_EVENT: .sequenceEnd
        case YAML_ALIAS_EVENT: .alias
        case YAML_DOCUMENT_START_EVENT: .documentStart
        case YAML_DOCUMENT_END_EVENT: .documentEnd
        case YAML_STREAM_END_EVENT: .streamEnd
        default: .other
        }
    }

    /// The first character of the event, an anchor or tag included.
    var start: Int { event.pointee.start_mark.index }

    /// The character after the event's last one.
    var end: Int { event.pointee.end_mark.index }

    /// Whether the collection that begins is written in brackets or braces.
    var isFlow: Bool {
        switch event.pointee.type {
        case YAML_SEQUENCE_START_EVENT:
            event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
        case YAML_MAPPING_START_EVENT:
            event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
        default: false
        }
    }

    /// Of the current scalar.
    var style: YAMLScalar.Style {
        switch event.pointee.data.scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    /// Lends the text of the current scalar, unescaped and unfolded.
    func withText<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        let scalar = event.pointee.data.scalar
        return body(Span(_unsafeStart: scalar.value, count: scalar.length))
    }

    /// The text of bytes that `withText` lent; libyaml makes only valid UTF-8.
    static func text(of bytes: Span<UInt8>) -> String {
        var characters = UTF8Span(unchecked: bytes)
        _ = characters.checkForASCII()
        return String(copying: characters)
    }

    /// Whether an anchor or a tag stands before the current scalar.
    var hasProperties: Bool {
        event.pointee.data.scalar.anchor != nil || event.pointee.data.scalar.tag != nil
    }

    /// The anchor of the current node, or the name in the current alias.
    var anchor: String? {
        switch event.pointee.type {
        case YAML_SCALAR_EVENT: Self.text(event.pointee.data.scalar.anchor)
        case YAML_SEQUENCE_START_EVENT: Self.text(event.pointee.data.sequence_start.anchor)
        case YAML_MAPPING_START_EVENT: Self.text(event.pointee.data.mapping_start.anchor)
        case YAML_ALIAS_EVENT: Self.text(event.pointee.data.alias.anchor)
        default: nil
        }
    }

    /// The whole tag of the current node, its handle resolved.
    var tag: String? {
        switch event.pointee.type {
        case YAML_SCALAR_EVENT: Self.text(event.pointee.data.scalar.tag)
        case YAML_SEQUENCE_START_EVENT: Self.text(event.pointee.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT: Self.text(event.pointee.data.mapping_start.tag)
        default: nil
        }
    }

    private static func text(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        characters.map { String(decodingCString: $0, as: UTF8.self) }
    }

    private var failure: Failure {
        Failure(
            problem: parser.pointee.problem.map { String(cString: $0) } ?? "",
            character: parser.pointee.problem_mark.index,
            context: parser.pointee.context.map { String(cString: $0) } ?? "",
            contextCharacter: parser.pointee.context_mark.index)
    }
}
