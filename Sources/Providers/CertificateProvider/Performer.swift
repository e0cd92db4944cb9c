// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Writes a target of authorities, a batch under its lock.
struct CertificatePerformer: Performer {
    private let place: TargetPlace
    private let batches: TargetBatch

    init(place: TargetPlace) {
        self.place = place
        batches = TargetBatch(place: place, types: CertificateAuthorityTarget.types)
    }

    func perform(_ batch: [Operation]) async -> [OperationResult] {
        batches.perform(batch.map(withoutUnlisted)) {
            (_) throws(ProviderFailure) in try AuthorityForm(place, for: .writing)
        }
    }

    /// A plan that saw a list behind its index is compared with the list alone: revocations made since, by
    /// the steps before this one, are the reason for it and no change by others. The comparison itself is
    /// the batch's, under the lock.
    private func withoutUnlisted(_ operation: Operation) -> Operation {
        guard operation.type == RevocationListType.name,
            case .same(let planned) = operation.precondition,
            let object = planningObject(operation), object.attributes[AuthorityForm.unlisted] != nil
        else { return operation }
        let (type, settings) = (RevocationListType.type, place.settings)
        var alone = object
        alone.attributes[AuthorityForm.unlisted] = nil
        guard object.digest(of: type, settings: settings) == planned else { return operation }
        return operation.with(.same(alone.digest(of: type, settings: settings)))
    }

    private func planningObject(_ operation: Operation) -> ObservedObject? {
        let item = ObserveItem(
            type: operation.type, identity: operation.identity, attributes: operation.attributes)
        do throws(ProviderFailure) {
            return try TargetReader(place: place).observe([item], lineage: operation.mark.lineage) {
                (_) throws(ProviderFailure) in try AuthorityForm(place, for: .planning)
            }.presences.first?.object
        } catch {
            return nil
        }
    }
}

extension Operation {
    fileprivate func with(_ precondition: Precondition) -> Operation {
        Operation(
            kind, subject: .init(address: address, type: type, identity: identity),
            precondition: precondition,
            content: .init(
                attributes: attributes, recorded: recorded, cleared: cleared, secrets: secrets,
                dueReason: dueReason),
            mark: mark, now: now)
    }
}
