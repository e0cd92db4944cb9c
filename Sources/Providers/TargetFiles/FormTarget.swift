// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// The observer of a target that is read into a form. It opens the form anew for every question.
package struct FormObserver<Form: TargetForm>: Observer {
    package typealias Open = @Sendable (TargetPlace, MarksRegistry) throws(ProviderFailure) -> Form

    private let place: TargetPlace
    private let open: Open

    package init(_ place: TargetPlace, opening open: @escaping Open) {
        self.place = place
        self.open = open
    }

    package func observe(
        _ items: [ObserveItem], lineage: String
    ) async throws(ProviderFailure) -> Observations {
        try TargetReader(place: place).observe(items, lineage: lineage, opening: opened)
    }

    package func check(_ operations: OperationSeries) async -> [CheckResult] {
        TargetReader(place: place).check(operations, opening: opened)
    }

    private func opened(_ marks: MarksRegistry) throws(ProviderFailure) -> Form {
        try open(place, marks)
    }
}

/// The performer of a target that is read into a form and written as one.
package struct FormPerformer<Form: TargetForm>: Performer {
    private let place: TargetPlace
    private let batches: TargetBatch
    private let open: FormObserver<Form>.Open

    package init(
        _ place: TargetPlace, types: [ResourceType],
        opening open: @escaping FormObserver<Form>.Open
    ) {
        self.place = place
        batches = TargetBatch(place: place, types: types)
        self.open = open
    }

    package func perform(_ batch: [Operation]) async -> [OperationResult] {
        batches.perform(batch) {
            (marks) throws(ProviderFailure) in try open(place, marks)
        }
    }
}
