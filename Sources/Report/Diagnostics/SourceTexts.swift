// SPDX-License-Identifier: Apache-2.0

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

    func index(of file: String) -> LineIndex? { read(file).map { LineIndex($0) } }
}

/// Line indices of the files that one view has come across.
struct IndexedTexts {
    private let texts: SourceTexts
    private var indices: [String: LineIndex?] = [:]

    init(_ texts: SourceTexts) { self.texts = texts }

    mutating func index(of file: String) -> LineIndex? {
        if let index = indices[file] { return index }
        let index = texts.index(of: file)
        indices[file] = .some(index)
        return index
    }
}
