// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Targets that a program of any language manages: it speaks JSON-RPC 2.0 on its standard input and output, and
/// a checked-in document says what its types are.
package enum ExternalProgram {
    /// A provider of a document. It runs nothing: a target's program is started by the first question.
    package static func provider(_ document: ProviderDocument) -> Provider {
        Provider(
            name: document.name, summary: document.summary, types: document.types.map(\.type),
            settings: Provider.Settings(
                schema: document.settings,
                connection: ProgramConnection.schema(around: document.connection),
                limits: document.limits),
            makeObserver: { ExternalObserver(ExternalTarget(document, $0)) },
            makePerformer: { ExternalPerformer(ExternalTarget(document, $0)) })
    }

    /// What a program says of itself, to be checked in: the bytes of its document.
    package static func describe(
        _ order: ProgramOrder
    ) throws(ProviderFailure) -> Result<[UInt8], DocumentProblems> {
        let session = try ProgramSession(HashedProgram(order), order, name: order.path)
        let value = try session.answer(to: ProgramCall(.describe))
        return ProviderDocument.read(value).map { _ in ReadableJSON.bytes(of: value) }
    }
}
