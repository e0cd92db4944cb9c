// SPDX-License-Identifier: Apache-2.0

/// What an opaque or a pending value stands for. The caller makes it and gets it back unchanged; the
/// language sees only the name, and that in error messages alone.
package final class CELReference: Sendable {
    /// How messages call it, for example `resources.role.password`.
    package let name: String
    package let payload: any Sendable

    package init(name: String, payload: any Sendable) {
        self.name = name
        self.payload = payload
    }
}
