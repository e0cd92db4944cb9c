// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import Foundation
import Testing

/// Every code has one page, and every page is of something that the program can say.
@Suite struct DiagnosticPageTests {
    @Test func everyCodeHasOnePage() {
        let codes = DiagnosticPage.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(Set(DiagnosticCode.allCases.map(\.rawValue)).subtracting(codes).isEmpty)
    }

    @Test(arguments: DiagnosticCode.allCases)
    func everyCodeIsGivenSomewhere(code: DiagnosticCode) throws {
        #expect(Self.sources.contains(".\(code)"), "nothing says `\(code.rawValue)`")
    }

    /// What makes diagnostics: the catalog but for the pages themselves, and the command line.
    private static let sources: String = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources")
        return ["Catalog", "CommandLine"].flatMap { folder -> [String] in
            let path = root.appendingPathComponent(folder)
            let files = FileManager.default.enumerator(atPath: path.path)
            let names = files?.compactMap { $0 as? String } ?? []
            return names.filter { $0.hasSuffix(".swift") && !$0.contains("DiagnosticPage+") }
                .compactMap {
                    try? String(contentsOf: path.appendingPathComponent($0), encoding: .utf8)
                }
        }.joined()
    }()
}
