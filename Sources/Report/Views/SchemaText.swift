// SPDX-License-Identifier: Apache-2.0

package import Values

/// A JSON Schema as text: a member a line, safe to print.
package enum SchemaText {
    package static func render(_ schema: Value) -> String { JSONText.lines(of: schema) }
}
