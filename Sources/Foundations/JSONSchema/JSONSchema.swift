// SPDX-License-Identifier: Apache-2.0

package import Values

/// A JSON Schema of draft 2020-12, compiled once and used for many instances.
///
/// All vocabularies of the draft are implemented; a metaschema that requires another one is refused.
/// It reads no file and no network: documents that are referred to are given with the options.
package struct JSONSchema: Sendable {
    package struct Options: Sendable {
        /// Which formats are checked. All are where the metaschema declares the vocabulary
        /// `format-assertion`.
        package var formats = FormatAssertion.none
        /// Whether a keyword that is not known, and does not start with `x-`, is a problem. By the
        /// standard it is an annotation.
        package var strictKeywords = false
        /// Schemas that may be referred to, by their absolute URIs.
        package var documents: [String: Value] = [:]

        package init() {}

        package init(
            formats: FormatAssertion = .none, strictKeywords: Bool = false,
            documents: [String: Value] = [:]
        ) {
            self.formats = formats
            self.strictKeywords = strictKeywords
            self.documents = documents
        }
    }

    let program: SchemaProgram

    /// The schema, or all that is wrong with it.
    package static func compile(
        _ schema: Value, options: Options = Options()
    ) -> Result<JSONSchema, SchemaProblems> {
        var compiler = SchemaCompiler(schema, options: options)
        return compiler.run().map { JSONSchema(program: $0) }
    }

    /// Whether the instance follows the schema; quicker than `validate` and without messages.
    package func isValid(_ instance: Value) -> Bool {
        var evaluation = Evaluation(program, isCollecting: false, subject: "")
        return evaluation.check(0, instance) && evaluation.isComplete
    }

    /// Everything that is wrong with the instance; empty when it is valid. The instance as a whole is
    /// called `subject` in messages.
    package func validate(
        _ instance: Value, subject: String = "the value"
    ) -> [SchemaViolation] {
        var decision = Evaluation(program, isCollecting: false, subject: subject)
        if decision.check(0, instance), decision.isComplete { return [] }
        if decision.halt != nil {
            decision.reportHalt()
            return decision.violations
        }
        var evaluation = Evaluation(program, isCollecting: true, subject: subject)
        _ = evaluation.check(0, instance)
        evaluation.reportHalt()
        return evaluation.violations
    }
}
