// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@Suite struct PublishedSuiteTests {
    /// Files of optional cases whose formats are asserted.
    private static let optionalFolders = ["optional", "optional/format"]

    @Test func theSuiteIsPresentWhereItIsRequired() {
        if !PublishedSuite.isPresent {
            print("skipped: the JSON Schema Test Suite is not at \(PublishedSuite.folder.path)")
        }
        #expect(PublishedSuite.isPresent || !PublishedSuite.isRequired)
    }

    @Test(.enabled(if: PublishedSuite.isPresent)) func requiredCases() throws {
        var total = 0
        for file in PublishedSuite.files(in: "") {
            let cases = try PublishedSuite.cases(in: file)
            let failures = PublishedSuite.failures(in: cases, formats: .none)
            print("\(file.lastPathComponent): \(cases.count - failures.count) of \(cases.count)")
            #expect(
                failures.isEmpty, "\(file.lastPathComponent): \(failures.joined(separator: "\n"))")
            total += cases.count
        }
        print("required cases: \(total)")
        #expect(total > 0)
    }

    @Test(.enabled(if: PublishedSuite.isPresent)) func optionalCases() throws {
        var (total, passed) = (0, 0)
        for folder in Self.optionalFolders {
            for file in PublishedSuite.files(in: folder) {
                let cases = try PublishedSuite.cases(in: file)
                let failures = PublishedSuite.failures(
                    in: cases, formats: folder == "optional/format" ? .all : .none)
                print(
                    "\(folder)/\(file.lastPathComponent): \(cases.count - failures.count) of \(cases.count)"
                )
                #expect(
                    failures.isEmpty,
                    "\(file.lastPathComponent): \(failures.joined(separator: "\n"))")
                total += cases.count
                passed += cases.count - failures.count
            }
        }
        print("optional cases: \(passed) of \(total)")
        #expect(total > 0)
    }
}
