// SPDX-License-Identifier: Apache-2.0

import SmallStack
import Testing
import Values
import YAMLCases
import YAMLSource

/// The YAML test suite: every case ends in a value or a located problem; where the suite has JSON, the value is
/// that JSON. What libyaml is known to do otherwise is listed beside the suite, what strictness refuses here.
@Suite(.enabled(if: PublishedCases.areRunnable)) struct PublishedSuiteTests {
    /// Valid YAML that this reader refuses on purpose: keys that are no text, tags outside the core schema.
    private static let strict: [YAMLProblem.Code: Set<String>] = [
        .key: [
            "4FJ6", "6BFJ", "6PBE", "9MMW", "DFF7", "KK5P", "LX3P", "M2N8/01", "M5DY", "PW8X",
            "Q9WF", "RZP5", "SBG9", "V9D5", "X38W", "XW4D",
        ],
        .tag: [
            "2XXW", "565N", "5TYM", "6CK3", "6WLZ", "7FWL", "9WXW", "C4HZ", "CC74", "CUP7", "J7PZ",
            "M5C3", "P76L", "UGM3", "Z67P", "Z9M4",
        ],
    ]

    @Test func everyCase() throws {
        let suite = try PublishedCases.document("yaml-test-suite.json")
        let deviations = try PublishedCases.document("libyaml-known-deviations.json")
        let cases = try #require(suite["cases"]?.list)
        #expect(cases.count >= 402)
        var refused: [YAMLProblem.Code: Set<String>] = [:]
        var compared = 0
        for item in cases {
            let id = try #require(item["id"]?.string)
            let bytes = try Array(#require(item["yaml"]?.string).utf8)
            let (documents, problems) = try #require(onSmallStack { YAMLSource.parse(bytes) })
            for problem in problems {
                #expect(problem.span.end <= bytes.count, "\(id): \(problem)")
            }
            if item["fail"]?.bool == true {
                let isAccepted = contains(deviations, "accepts_invalid", id)
                #expect(!problems.isEmpty || isAccepted, "\(id) is not YAML")
                continue
            }
            if let problem = problems.first {
                let isKnown = contains(deviations, "rejects_valid", id)
                if !isKnown { refused[problem.code, default: []].insert(id) }
                continue
            }
            guard let json = item["json"]?.string, !contains(deviations, "wrong_events", id) else {
                continue
            }
            let values = try valuesOfStream(json).map(withoutIntegers)
            #expect(documents.map { withoutIntegers($0.value) } == values, "\(id)")
            compared += 1
        }
        #expect(refused == Self.strict)
        print("yaml-test-suite: \(cases.count) cases, \(compared) compared with their JSON")
    }

    private func contains(_ deviations: Value, _ kind: String, _ id: String) -> Bool {
        deviations[kind]?.list?.contains(.string(id)) ?? false
    }

    /// JSON has one type of numbers.
    private func withoutIntegers(_ value: Value) -> Value {
        switch value {
        case .int(let number): .double(Double(number))
        case .list(let items): .list(items.map(withoutIntegers))
        case .object(let fields): .object(fields.mapValues(withoutIntegers))
        default: value
        }
    }

    /// JSON texts one after another.
    private func valuesOfStream(_ text: String) throws -> [Value] {
        var values: [Value] = []
        var current: [UInt8] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            current += line
            if let value = try? JSONParser.parse(current) {
                values.append(value)
                current = []
            }
        }
        #expect(current.isEmpty)
        return values
    }
}
