// SPDX-License-Identifier: Apache-2.0

/// The world of a provider that speaks to a server: the place's connection leads through the relay, and the timeout of
/// its limits is a second or two, so that a server that is silent costs no more.
package protocol ServerWorld: ContractWorld {
    var relay: FaultProxy { get }

    /// Takes from the provider's user the right to write, and leaves the right to read. Nil where the server's
    /// rights can't be told apart so.
    var revokeWriting: (() throws -> Void)? { get }

    /// Gives it back.
    func grantWriting() throws
}
