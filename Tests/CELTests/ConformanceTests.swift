// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing
import Values

/// The cases of cel-spec. What is not passed is named here with its reason, and nothing else.
@Suite(.enabled(if: Suites.areWanted, "the published suites are not beside the project"))
struct ConformanceTests {
    static let files = [
        "basic", "comparisons", "conversions", "fields", "fp_math", "integer_math", "lists",
        "logic",
        "macros", "namespace", "parse", "plumbing", "string", "timestamps", "string_ext",
        "math_ext",
        "optionals", "network_ext", "macros2", "bindings_ext", "encoders_ext", "type_deduction",
    ]

    private static let deviations = [
        "network_ext/ip_type/is_ip_cidr_compile_error":
            "the checker already refuses what the case wants to fail in evaluation"
    ]

    @Test(arguments: files) func cases(_ file: String) throws {
        var passed: [String: Int] = [:]
        var counted: [String: Int] = [:]
        for content in try Suites.cases("open/\(file)") {
            let test = SuiteCase(content)
            guard ["core", "ext", "typecheck"].contains(test.tier) else { continue }
            counted[test.tier, default: 0] += 1
            let failure = test.failure()
            if failure == nil { passed[test.tier, default: 0] += 1 }
            let isDeviation = Self.deviations[test.id] != nil
            if let failure, !isDeviation { Issue.record("\(test.id): \(failure)") }
            if failure == nil, isDeviation { Issue.record("\(test.id) passes: no deviation") }
        }
        for (tier, count) in counted.sorted(by: { $0.key < $1.key }) {
            print("cel/\(file) \(tier): \(passed[tier, default: 0]) of \(count)")
        }
    }
}
