// SPDX-License-Identifier: Apache-2.0

/// What the checker found a name or a call to be.
enum Resolution: Sendable {
    /// A variable of the environment; for a select, the dotted name of one.
    case variable(CELSlot)
    /// A variable of a macro, by its place in the frame.
    case local(Int)
    case type(CELType)
    /// The overloads that may take the arguments. `isNamespaced`: what stands before the dot is a part
    /// of the function's name and no receiver.
    case call([CELOverload], isNamespaced: Bool)
    /// Nothing: evaluating it fails. Only in an expression that is not checked.
    case failure(CELError.Kind)
}

/// What the checker knows of an expression. Its tables are indexed by the nodes' ids.
struct Checked {
    let root: Expression
    let types: [CELType]
    let resolutions: [Resolution?]
    /// Of a macro's node, the place of its first variable.
    let localStarts: [Int]
    let localCount: Int
    let references: [CELSelectPath]
    let unguardedOptionalSelects: [CELSelectPath]
    let selectedFields: [CELFieldSelect]
}
