// SPDX-License-Identifier: Apache-2.0

/// Strict YAML: from the bytes of a file to its documents, with all that is wrong with it. It reads no
/// files, and does not judge plain scalars: `YAMLScalar.ambiguity` does, where the reader of a field asks.
///
/// Strict means: UTF-8 (RFC 3629), with or without a byte order mark; no control or invisible characters;
/// YAML 1.2 as far as libyaml knows it; keys are text and stand once in a mapping; no merge keys; no
/// tags but `!`, `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`; anchors and aliases within
/// limits. Time and memory grow with the size of the input alone, and nothing recurses by it.
package enum YAMLSource {
    /// - Returns: the documents in their order, none for an empty file. Where there are problems the
    ///   documents hold what could be read, which may be nothing; problems stand in the order found.
    package static func parse(
        _ bytes: [UInt8], limits: YAMLLimits = .standard
    ) -> (documents: [YAMLNode], problems: [YAMLProblem]) {
        let source = SourceText(bytes, limits: limits)
        guard source.problems.isEmpty else { return ([], source.problems) }
        let base = source.base
        var builder = TreeBuilder(source, limits: limits)
        LibYAML.read(bytes, from: base) { events in builder.read(&events) }
        return (builder.documents, builder.problems)
    }

    package static func withoutByteOrderMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: SourceText.byteOrderMark)
            ? Array(bytes.dropFirst(SourceText.byteOrderMark.count)) : bytes
    }
}
