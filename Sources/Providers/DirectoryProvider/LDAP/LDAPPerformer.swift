// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Synchronization
import TargetFiles
import Values

/// Writes a directory on a server, a batch at a time, under the target's lock. Between the comparison of an object
/// and its change lies at most the time of one batch; where the server takes assertions (RFC 4528) none.
final class LDAPPerformer: Performer {
    private let place: TargetPlace
    private let client: LDAPClient
    private let isFirst = Atomic(true)

    init(_ place: TargetPlace) {
        self.place = place
        client = LDAPClient(place)
    }

    func perform(_ batch: [Operation]) async -> [OperationResult] {
        let place = place
        do throws(ProviderFailure) {
            let lock = try TargetBatch.takeLock(of: place)
            defer { lock.release() }
            let isFirst = isFirst.exchange(false, ordering: .relaxed)
            return try client.run { (session) throws(ProviderFailure) in
                if isFirst { try Self.forgetLostMarks(at: place, session) }
                var run = try LDAPBatch(batch, at: place, session)
                return try run.perform()
            }
        } catch {
            return batch.map { _ in .failed(error) }
        }
    }

    /// A crash, or somebody's hand, can leave a mark without its object: whatever is put there later would count as
    /// ours.
    private static func forgetLostMarks(
        at place: TargetPlace, _ session: LDAPSession
    ) throws(ProviderFailure) {
        let marksFile = MarksFile(in: place)
        let marks = try marksFile.load()
        if marks.isEmpty { return }
        var picture = try DirectoryReader(session, place).everything()
        var kept = marks
        for key in DirectoryTypes.all.flatMap({ marks.keys(ofType: $0.name) }) {
            let item = ObserveItem(type: key.type, identity: key.identity, attributes: [:])
            if case .absent = picture.find(item, marks) { kept[key] = nil }
        }
        if kept != marks { try marksFile.save(kept) }
    }
}
