// SPDX-License-Identifier: Apache-2.0

/// A field that an expression selects by its name, from whatever value it is.
package struct CELFieldSelect: Sendable, Equatable {
    package let name: String
    /// The name of the object's type; nil where the value is of no known object type.
    package let object: String?
    /// Bytes of the field's name, from the start of the expression.
    package let range: Range<Int>
}
