// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// A program's target for whoever tests the program: what is there, and writes past the one who is tested. Each
/// call blocks its thread.
package struct ProgramAccess: Sendable {
    private let target: ExternalTarget
    private let marks: RegistryMarks
    private let performer: ExternalPerformer

    package init(_ document: ProviderDocument, _ place: TargetPlace) {
        target = ExternalTarget(document, place)
        marks = RegistryMarks(target)
        performer = ExternalPerformer(target)
    }

    /// Every object that the program shows, sorted as the program has them.
    package func list() throws(ProviderFailure) -> [ListedObject] {
        try target.list(target.document.types.map(\.type.name), with: marks)
    }

    package func perform(_ batch: [Operation]) -> [OperationResult] { performer.performed(batch) }
}
