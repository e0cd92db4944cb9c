// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// A fresh target of its own for one check, gone when the last one lets go of it.
package protocol ContractWorld: AnyObject, Sendable {
    var place: TargetPlace { get }

    /// All that can be seen of the target and of the provider's own files, as text without times: two
    /// dumps are equal only if nothing was written between them.
    func dump() throws -> String

    /// Puts things of others into the target, of every kind that may stand beside ours. Before the first
    /// operation.
    func plantForeign() throws

    /// What was planted, as it is now.
    func foreign() throws -> String
}
