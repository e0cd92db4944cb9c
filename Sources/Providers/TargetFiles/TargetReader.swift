// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles
import ParallelWork
import Values

/// Observes a file-backed target without a lock and without writing: the marks registry once, the form
/// once, then item by item from memory.
package struct TargetReader: Sendable {
    private static let attemptsMax = 4
    /// Fewer items are found sooner than threads are started.
    private static let foundApartMin = 256
    private let place: TargetPlace
    private let marksFile: MarksFile

    package init(place: TargetPlace) {
        self.place = place
        marksFile = MarksFile(in: place)
    }

    /// Reads again where the marks changed meanwhile, so that an object and its mark are of one time.
    package func observe<Form: TargetForm>(
        _ items: [ObserveItem], lineage: String,
        opening open: @Sendable (MarksRegistry) throws(ProviderFailure) -> Form
    ) throws(ProviderFailure) -> Observations {
        var attempts = 0
        while true {
            attempts += 1
            let stamp = try marksFile.stamp()
            let marks = try marksFile.load()
            var form = try open(marks)
            let found =
                Form.findsByReading
                ? Self.foundApart(items, marks, opening: open) : items.map { form.find($0) }
            let observations = Self.observations(of: items, found, lineage, &form, marks)
            if try marksFile.stamp() == stamp || attempts == Self.attemptsMax {
                return observations
            }
        }
    }

    /// What a form finds for each item, by several forms at once where there are many.
    private static func foundApart<Form: TargetForm>(
        _ items: [ObserveItem], _ marks: MarksRegistry,
        opening open: @Sendable (MarksRegistry) throws(ProviderFailure) -> Form
    ) -> [FoundObject] {
        SlicedWork.map(items, sliceCountMin: foundApartMin) { slice in
            do throws(ProviderFailure) {
                var form = try open(marks)
                return slice.map { form.find($0) }
            } catch {
                return slice.map { FoundObject(.unreadable(error), markIdentity: $0.identity) }
            }
        }
    }

    private static func observations<Form: TargetForm>(
        of items: [ObserveItem], _ found: [FoundObject], _ lineage: String, _ form: inout Form,
        _ marks: MarksRegistry
    ) -> Observations {
        guard !marks.isEmpty else {
            return Observations(presences: found.map(\.presence), remarks: form.remarks)
        }
        var named: Set<MarkKey> = []
        named.reserveCapacity(items.count)
        var presences: [Presence] = []
        presences.reserveCapacity(items.count)
        for (item, found) in zip(items, found) {
            named.insert(MarkKey(type: item.type, identity: item.identity))
            if !found.markIdentity.hasSameBytes(as: item.identity) {
                named.insert(MarkKey(type: item.type, identity: found.markIdentity))
            }
            presences.append(found.marked(type: item.type, in: marks))
        }
        let unasked = marks.keys(of: lineage, besides: named)
        return Observations(
            presences: presences, unasked: unasked.compactMap { object(of: $0, in: &form, marks) },
            remarks: form.remarks)
    }

    /// Nil where the mark has lost its object.
    private static func object<Form: TargetForm>(
        of key: MarkKey, in form: inout Form, _ marks: MarksRegistry
    ) -> MarkedObject? {
        let item = ObserveItem(type: key.type, identity: key.identity, attributes: [:])
        guard let mark = marks[key] else { return nil }
        if case .absent = form.find(item).presence { return nil }
        return MarkedObject(type: key.type, identity: key.identity, mark: mark)
    }

    /// Asks whether the folders could be written, applies the operations in memory, in their order, and throws
    /// the result away: what a form refuses then it would refuse at the apply.
    package func check<Form: TargetForm>(
        _ operations: OperationSeries,
        opening open: (MarksRegistry) throws(ProviderFailure) -> Form,
        isKnown: (Operation) -> Bool = { _ in true }
    ) -> [CheckResult] {
        for folder in [place.folder, place.registryFolder] {
            guard let failure = FolderAccess.refusal(of: folder) else { continue }
            return operations.all(.refused(failure))
        }
        do throws(ProviderFailure) {
            var form = try open(try marksFile.load())
            return operations.enumerated().map { position, operation in
                guard isKnown(operation) else { return .notCheckable }
                defer { form.forgetWrites() }
                return Self.check(operation, at: position, &form)
            }
        } catch {
            return operations.all(.refused(error))
        }
    }

    private static func check<Form: TargetForm>(
        _ operation: Operation, at position: Int, _ form: inout Form
    ) -> CheckResult {
        if operation.isOnMarkAlone { return .checked }
        do throws(ProviderFailure) {
            _ = try form.apply(operation, at: position)
            return .checked
        } catch {
            return .refused(error)
        }
    }
}

extension Operation {
    package var isOnMarkAlone: Bool { kind == .mark || kind == .unmark }
}
