// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Asks every target, all at once, what stands there. It only reads.
struct Survey {
    /// By the places of the pairs that were asked about, then of the steps that a run left open, then of
    /// objects that resources name and nobody makes.
    private(set) var presences: [Presence]
    /// By the places of the steps that a run left open.
    var begunPresences: ArraySlice<Presence> {
        presences.dropLast(outside.items.count).suffix(begunCount)
    }
    private let begunCount: Int
    private let outside: OutsideObjects
    private(set) var orphans: [(target: String, object: MarkedObject)] = []
    private(set) var failures: [Plan.TargetFailure] = []
    private(set) var remarks: [String] = []

    static func observe(
        _ pairs: [Pairing.Pair], targets: [PlanningTarget], state: RecordedState
    ) async -> Survey {
        let unknownTarget = ProviderFailure(
            .unreachable, "the environment no longer has the target that it is recorded in")
        let outside = OutsideObjects(pairs, targets: targets)
        var survey = Survey(
            presences: Array(
                repeating: .unreadable(unknownTarget),
                count: pairs.count + state.begun.count + outside.items.count),
            begunCount: state.begun.count, outside: outside)
        let questions = Self.questions(pairs, outside, state)
        let lineage = state.lineage
        await withTaskGroup(of: Answer.self) { group in
            for target in targets {
                let question = questions[target.name] ?? Question()
                group.addTask { await Self.ask(target, question, lineage: lineage) }
            }
            for await answer in group { survey.take(answer) }
        }
        survey.addNamedOrphans(lineage: lineage)
        survey.failures.sort { $0.target < $1.target }
        survey.orphans.sort { ($0.target, $0.object.identity) < ($1.target, $1.object.identity) }
        return survey
    }

    /// Why a change to `resource` has to wait for an object that nobody makes.
    func obstacle(to resource: Resource) -> String? {
        guard !resource.outside.isEmpty else { return nil }
        return outside.obstacle(to: resource, presences.suffix(outside.items.count))
    }

    /// An object that was asked about only because somebody names it may be an orphan all the same.
    private mutating func addNamedOrphans(lineage: String) {
        for (presence, (target, item)) in zip(
            presences.suffix(outside.items.count), outside.items)
        {
            guard let mark = presence.object?.mark, mark.lineage == lineage else { continue }
            let object = MarkedObject(type: item.type, identity: item.identity, mark: mark)
            orphans.append((target, object))
        }
    }

    private struct Question: Sendable {
        private(set) var places: [Int] = []
        private(set) var items: [ObserveItem] = []

        mutating func add(_ item: ObserveItem, at place: Int) {
            places.append(place)
            items.append(item)
        }
    }

    private struct Answer: Sendable {
        let target: String
        let places: [Int]
        let result: Result<Observations, ProviderFailure>
    }

    private static func questions(
        _ pairs: [Pairing.Pair], _ outside: OutsideObjects, _ state: RecordedState
    ) -> [String: Question] {
        var questions: [String: Question] = [:]
        for (place, pair) in pairs.enumerated() {
            guard let (target, item) = item(of: pair) else { continue }
            questions[target, default: Question()].add(item, at: place)
        }
        for (place, begun) in state.begun.enumerated() {
            questions[begun.row.target, default: Question()]
                .add(begun.observeItem, at: pairs.count + place)
        }
        for (place, (target, item)) in outside.items.enumerated() {
            questions[target, default: Question()]
                .add(item, at: pairs.count + state.begun.count + place)
        }
        return questions
    }

    /// What is recorded is looked for where it was recorded, under the name it has there.
    private static func item(of pair: Pairing.Pair) -> (String, ObserveItem)? {
        if let row = pair.row {
            var item = ObserveItem(
                type: row.type, identity: row.identity, attributes: row.attributes,
                recorded: row.attributes, isSuspended: row.suspendedAt != nil)
            item.uid = row.uid
            return (row.target, item)
        }
        return pair.desired.map { ($0.target, ObserveItem(desired: $0)) }
    }

    private static func ask(
        _ target: PlanningTarget, _ question: Question, lineage: String
    ) async -> Answer {
        do {
            let answer = try await target.observer.observe(question.items, lineage: lineage)
            precondition(
                answer.presences.count == question.items.count,
                "target \(target.name) answered another number of items; this is a bug in burnham")
            return Answer(target: target.name, places: question.places, result: .success(answer))
        } catch {
            return Answer(target: target.name, places: question.places, result: .failure(error))
        }
    }

    private mutating func take(_ answer: Answer) {
        switch answer.result {
        case .success(let observations):
            for (place, presence) in zip(answer.places, observations.presences) {
                presences[place] = presence
            }
            orphans += observations.unasked.map { (answer.target, $0) }
            remarks += observations.remarks.map { "\(answer.target): \($0)" }
        case .failure(let failure):
            for place in answer.places { presences[place] = .unreadable(failure) }
            failures.append(Plan.TargetFailure(target: answer.target, failure: failure))
        }
    }
}
