// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import DurableFiles
import Foundation

/// Files that are checked by themselves, without the catalog that they belong to.
struct LooseFiles {
    let diagnostics: [Diagnostic]
    private let texts: SourceTexts

    private static let standardInput = "-"
    private static let fileBytesMax = 64 << 20

    /// Nil where the paths are roots, or there are none.
    static func read(_ paths: [String]) throws -> LooseFiles? {
        guard paths.contains(where: { !Roots.isRoot($0) }) else { return nil }
        let files = try paths.map { path in
            CatalogFile(
                path: path == standardInput ? "standard input" : path, root: 0,
                bytes: try Self.content(of: path))
        }
        let loader = CatalogLoader(
            LoadRequest(
                files: files, documents: [:], providers: ProviderTable.all, snapshots: [],
                today: SystemClock.now().day))
        let contents = Dictionary(
            files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
        return LooseFiles(
            diagnostics: loader.formDiagnostics(), texts: SourceTexts(files: contents))
    }

    private static func content(of path: String) throws -> [UInt8] {
        guard path != standardInput else {
            return try Array(FileHandle.standardInput.read(upToCount: fileBytesMax) ?? Data())
        }
        return try readFile(path, limit: fileBytesMax)
    }

    func text(
        of diagnostics: [Diagnostic], _ format: DiagnosticFormat, on screen: Screen
    ) -> String {
        format.text(of: diagnostics, texts: texts, on: screen)
    }
}

extension DiagnosticFormat {
    func text(of diagnostics: [Diagnostic], texts: SourceTexts, on screen: Screen) -> String {
        switch self {
        case .text: DiagnosticText.render(diagnostics, texts: texts, on: screen)
        case .short: DiagnosticText.short(diagnostics, texts: texts, on: screen)
        case .json: DiagnosticJSON.render(diagnostics, texts: texts)
        }
    }
}
