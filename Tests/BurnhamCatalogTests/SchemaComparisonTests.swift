// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import YAMLSource

@testable import BurnhamCatalog
@testable import BurnhamCore

/// What of a schema its successor no longer takes. Each case is two schemas of one property `p`, in YAML.
@Suite struct SchemaComparisonTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let was: String
        let now: String
        let rule: PromiseRule?

        init(_ was: String, _ now: String, _ rule: PromiseRule?) {
            self.was = was
            self.now = now
            self.rule = rule
        }

        var testDescription: String { "\(was) → \(now)" }
    }

    static let cases = [
        Case("{type: string}", "{type: string, description: other, title: t}", nil),
        Case("{type: integer}", "{type: number}", nil),
        Case("{type: number}", "{type: integer}", .parameterType),
        Case("{type: [string, 'null']}", "{type: string}", .parameterType),
        Case("{type: string}", "{type: [string, 'null']}", nil),
        Case("{}", "{type: string}", .parameterType),
        Case("{type: string}", "{}", nil),
        Case("{type: string}", "true", nil),
        Case("true", "false", .parameterNarrowed),
        Case("{enum: [a, b]}", "{enum: [b, a, c]}", nil),
        Case("{enum: [a, b]}", "{enum: [a]}", .parameterNarrowed),
        Case("{enum: [a, b]}", "{const: a}", .parameterNarrowed),
        Case("{const: a}", "{enum: [a, b]}", nil),
        Case("{}", "{enum: [a]}", .parameterNarrowed),
        Case("{maximum: 5}", "{maximum: 6}", nil),
        Case("{maximum: 5}", "{maximum: 4.5}", .parameterNarrowed),
        Case("{}", "{maximum: 5}", .parameterNarrowed),
        Case("{minimum: 5}", "{minimum: 4}", nil),
        Case("{minimum: 5}", "{minimum: 6}", .parameterNarrowed),
        Case("{minLength: 1}", "{minLength: 2}", .parameterNarrowed),
        Case("{maxItems: 3}", "{maxItems: 2}", .parameterNarrowed),
        Case("{maxItems: 3}", "{}", nil),
        Case("{}", "{uniqueItems: true}", .parameterNarrowed),
        Case("{uniqueItems: true}", "{uniqueItems: false}", nil),
        Case("{}", "{pattern: '^a'}", .parameterPattern),
        Case("{pattern: '^a'}", "{pattern: '^[ab]'}", .parameterPattern),
        Case("{pattern: '^a'}", "{}", nil),
        Case("{}", "{format: date}", .parameterPattern),
        Case("{items: {maximum: 3}}", "{items: {maximum: 2}}", .parameterNarrowed),
        Case("{}", "{items: {type: string}}", .parameterType),
        Case(
            "{items: {type: string}}", "{items: {type: string, minLength: 0}}", .parameterNarrowed),
        Case("{anyOf: [{type: string}]}", "{anyOf: [{type: integer}]}", .parameterNarrowed),
        Case("{anyOf: [{type: string}]}", "{}", nil),
        Case("{not: {const: a}}", "{not: {const: a}}", nil),
        Case("{}", "{multipleOf: 2}", .parameterNarrowed),
        Case("{properties: {a: true}}", "{properties: {}}", .parameterRemoved),
        Case(
            "{properties: {a: {maximum: 3}}}", "{properties: {a: {maximum: 2}}}", .parameterNarrowed
        ),
        Case(
            "{properties: {a: true}}", "{properties: {a: true}, required: [a]}", .parameterRequired),
        Case("{properties: {a: true}}", "{properties: {a: {default: 1}}, required: [a]}", nil),
        Case("{additionalProperties: true}", "{additionalProperties: false}", .parameterNarrowed),
        Case("{additionalProperties: false}", "{additionalProperties: {type: string}}", nil),
        Case("{}", "{additionalProperties: {type: string}}", .parameterType),
        Case("{default: 1}", "{default: 2}", .parameterDefault),
        Case("{default: 1}", "{}", .parameterDefault),
        Case("{}", "{default: 1}", nil),
        Case("{}", "{x-immutable: true}", .parameterImmutable),
        Case("{x-immutable: true}", "{x-immutable: false}", nil),
        Case("{}", "{x-sensitive: true}", nil),
    ]

    @Test(arguments: cases)
    func whatOneParameterLoses(_ pair: Case) throws {
        let losses = try Self.losses(
            "{properties: {p: \(pair.was)}}", "{properties: {p: \(pair.now)}}")
        #expect(losses.map(\.rule) == [pair.rule].compactMap(\.self))
        for loss in losses { #expect(loss.parameter.first == "p") }
    }

    @Test func aParameterThatWasAlwaysStatedHasNoDefaultToLose() throws {
        let losses = try Self.losses(
            "{required: [p], properties: {p: {default: 1}}}",
            "{required: [p], properties: {p: {default: 2}}}")
        #expect(losses.isEmpty)
    }

    @Test func aNewParameterBreaksNothingUnlessItHasToBeStated() throws {
        #expect(try Self.losses("{}", "{properties: {p: {type: string}}}").isEmpty)
        let losses = try Self.losses("{}", "{properties: {p: {type: string}}, required: [p]}")
        #expect(losses.map(\.rule) == [.parameterRequired])
        #expect(losses.map(\.path) == [["required"]])
    }

    @Test func definitionsAreComparedWhereTheyWereBefore() throws {
        let was = "{$defs: {a: {maximum: 2}}, properties: {p: {$ref: '#/$defs/a'}}}"
        let now =
            "{$defs: {a: {maximum: 1}, b: true}, properties: {p: {$ref: '#/$defs/a'}}}"
        #expect(try Self.losses(was, now).map(\.path) == [["$defs", "a"]])
    }

    @Test func sensitiveDefaultsAreNotPrinted() throws {
        let losses = try Self.losses(
            "{properties: {p: {default: hunter2}}}",
            "{properties: {p: {default: hunter3, x-sensitive: true}}}")
        #expect(losses.count == 1)
        for loss in losses { #expect(!loss.words.contains("hunter")) }
    }

    private static func losses(_ was: String, _ now: String) throws -> [SchemaComparison.Loss] {
        SchemaComparison(from: try value(was), to: try value(now)).losses
    }

    private static func value(_ text: String) throws -> Value {
        try #require(YAMLSource.parse(Array(text.utf8)).documents.first).value
    }
}
