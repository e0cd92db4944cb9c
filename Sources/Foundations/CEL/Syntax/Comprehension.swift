// SPDX-License-Identifier: Apache-2.0

/// A macro that goes through a list or a map (cel-spec, "Macros"; the forms with two variables are
/// cel-go's "comprehensions" extension).
struct Comprehension: Sendable {
    enum Kind: Sendable {
        case all
        case exists
        case existsOne
        case filter
        /// `map` and `transformList`.
        case list
        /// `transformMap`.
        case map
        /// `transformMapEntry`.
        case entries
    }

    let kind: Kind
    let range: Expression
    /// One variable is the element or the key; of two, the first is the index or key.
    let variables: [Variable]
    /// Of `all`, `exists`, `existsOne` and `filter` what is tested, of the others an optional filter.
    let condition: Expression?
    /// Of `list`, `map` and `entries` what each element becomes.
    let result: Expression?
}

/// A name that a macro declares.
struct Variable: Sendable {
    let name: String
    let range: Range<Int>
}

/// `cel.bind(variable, value, body)`.
struct Bind: Sendable {
    let variable: Variable
    let value: Expression
    let body: Expression
}

/// `target.optMap(variable, body)` and `target.optFlatMap(variable, body)`.
struct OptionalMap: Sendable {
    let target: Expression
    let variable: Variable
    let body: Expression
    /// The body gives an optional itself.
    let isFlat: Bool
}
