// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values

/// Why a document's schema of parameters is none.
struct WrongSchema: Error {
    let diagnostics: [Diagnostic]
}

extension JSONSchema {
    /// The schema of `parameters` that a document states, strictly read.
    static func ofParameters(
        _ schema: Located<Value>, in head: DocumentHead
    ) -> Result<JSONSchema, WrongSchema> {
        var options = JSONSchema.Options()
        options.formats = .all
        options.strictKeywords = true
        return compile(schema.value, options: options).mapError { problems in
            WrongSchema(
                diagnostics: problems.all.map { problem in
                    Diagnostic(
                        .badSchema,
                        "the schema of `parameters` at `\(problem.pointer)`: \(problem.message)",
                        at: head.place(schema.span),
                        help: problem.suggestion.map { "a similar keyword: `\($0)`" })
                })
        }
    }
}
