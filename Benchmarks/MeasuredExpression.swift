// SPDX-License-Identifier: Apache-2.0

import CEL
import Values

/// An expression as templates and policies have it, with the types and the values that the catalog gives it. It is
/// compiled once; what is measured is its evaluation alone.
struct MeasuredExpression {
    let name: String
    private let program: CELProgram
    private let activation: CELActivation

    /// The examples of `docs/reference/expressions.md`.
    static let all = [
        MeasuredExpression("text", #"department.id + "-" + parameters.name + "-owners""#),
        MeasuredExpression(
            "condition",
            "parameters.storage_gb > 10 && subscription.data.level == 'confidential'"),
        MeasuredExpression("choice", "has(parameters.note) ? parameters.note : 'none'"),
        MeasuredExpression("macro", "subscription.owners.filter(o, people[o].active).size() >= 2"),
    ]

    private init(_ name: String, _ source: String) {
        self.name = name
        let environment = CELEnvironment(
            declarations: Self.variables.map { CELDeclaration($0.name, $0.type) })
        switch environment.compile(source) {
        case .success(let compiled): program = compiled
        case .failure(let issues): fatalError("nothing to measure: \(issues.first.message)")
        }
        var activation = CELActivation(environment)
        for (name, _, value) in Self.variables { activation[name] = CELValue(value) }
        self.activation = activation
    }

    /// How many of so many evaluations gave a value.
    func valueCount(evaluating count: Int) -> Int {
        (0..<count).reduce(0) { values, _ in
            if case .success = program.evaluate(activation) { values + 1 } else { values }
        }
    }

    private static let variables: [(name: String, type: CELType, value: Value)] = [
        (
            "department", .object("department", fields: ["id": CELField(.string)]),
            ["id": "public-library"]
        ),
        (
            "parameters",
            .object(
                "parameters",
                fields: [
                    "name": CELField(.string), "storage_gb": CELField(.int),
                    "note": CELField(.string, isOptional: true),
                ]),
            ["name": "permits", "storage_gb": 20]
        ),
        (
            "subscription",
            .object(
                "subscription",
                fields: [
                    "owners": CELField(.list(.string)),
                    "data": CELField(.object("data", fields: ["level": CELField(.string)])),
                ]),
            ["owners": ["u1042", "u2077"], "data": ["level": "confidential"]]
        ),
        (
            "people", .map(.string, .object("person", fields: ["active": CELField(.bool)])),
            ["u1042": ["active": true], "u2077": ["active": true], "u3001": ["active": false]]
        ),
    ]
}
