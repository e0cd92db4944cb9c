// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import YAMLSource

/// The files that diagnostics point into, asked for by the path that the diagnostic names. Each is read and
/// indexed once in a view, and only when something points into it. It opens no file itself.
package struct SourceTexts: Sendable {
    private let read: @Sendable (String) -> [UInt8]?

    /// `read` answers nil for a file that is not there (any more).
    package init(_ read: @escaping @Sendable (String) -> [UInt8]?) { self.read = read }

    package init(files: [String: [UInt8]]) { read = { files[$0] } }

    /// For diagnostics that point into nothing that can be shown.
    package static let none = SourceTexts { _ in nil }

    fileprivate func text(of file: String) -> IndexedText? { read(file).map(IndexedText.init) }
}

/// One file that something points into.
struct IndexedText {
    let index: LineIndex
    private let secrets: SecretBlocks

    init(_ bytes: [UInt8]) {
        index = LineIndex(bytes)
        secrets = SecretBlocks(bytes)
    }

    /// What to print of the line that a span begins on.
    func excerpt(of span: SourceSpan, columnsMost: Int) -> SourceExcerpt {
        let line = index.position(at: span.start).line
        let isHidden = secrets.hides(lineAt: index.span(ofLine: line).start)
        return SourceExcerpt(of: span, in: index, isHidden: isHidden, columnsMost: columnsMost)
    }
}

/// The files that one view has come across.
struct IndexedTexts {
    private let texts: SourceTexts
    private var known: [String: IndexedText?] = [:]

    init(_ texts: SourceTexts) { self.texts = texts }

    mutating func text(of file: String) -> IndexedText? {
        if let text = known[file] { return text }
        let text = texts.text(of: file)
        known[file] = .some(text)
        return text
    }

    mutating func index(of file: String) -> LineIndex? { text(of: file)?.index }

    /// Nil where the file can't be read any more.
    mutating func region(of place: Diagnostic.Place) -> SourceRegion? {
        index(of: place.file).map { index in
            SourceRegion(
                start: index.position(at: place.span.start), end: index.position(at: place.span.end)
            )
        }
    }

    /// `path:line:column`, or the path alone of a file that can't be read any more.
    mutating func position(of place: Diagnostic.Place) -> String {
        guard let start = region(of: place)?.start else { return place.file }
        return "\(place.file):\(start.line):\(start.column)"
    }
}

/// A span as lines and columns; the end is that of the character behind it.
struct SourceRegion {
    let start: LineIndex.Position
    let end: LineIndex.Position
}
