// SPDX-License-Identifier: Apache-2.0

/// Puts the steps of a plan's changes in an order in which they can be done. Pure; linear in steps and
/// edges but for the sorting of each level.
package struct StepOrder {
    package struct Cycle: Error, Sendable, Equatable {
        package let addresses: [Address]
    }

    /// Edges beyond those of `dependsOn`.
    package struct Edges {
        /// What a changed or removed address depended on when it was last recorded.
        package var recordedDependsOn: [Address: [Address]] = [:]
        /// A change that has to wait until another one's object is gone: a name that is used again, an
        /// object that follows removals.
        package var afterRemoval: [(change: Int, of: Int)] = []

        package init() {}
    }

    private let changes: [Change]
    private var steps: [Step] = []
    private var after: [[Int]] = []
    /// The step after which an address is as desired, and the one that takes an object away.
    private var providing: [Int?]
    private var removing: [Int?]
    private let places: [Address: Int]

    private init(_ changes: [Change], _ edges: Edges) {
        self.changes = changes
        providing = Array(repeating: nil, count: changes.count)
        removing = Array(repeating: nil, count: changes.count)
        places = Self.hasDependencies(changes, edges) ? Self.places(of: changes) : [:]
    }

    /// Without one no address is looked up.
    private static func hasDependencies(_ changes: [Change], _ edges: Edges) -> Bool {
        edges.recordedDependsOn.values.contains { !$0.isEmpty }
            || changes.indices.contains { !changes[$0].keeping.dependsOn.isEmpty }
    }

    private static func places(of changes: [Change]) -> [Address: Int] {
        var places: [Address: Int] = [:]
        places.reserveCapacity(changes.count)
        for place in changes.indices.reversed() { places[changes[place].address] = place }
        return places
    }

    /// `changes` are sorted by address.
    package static func steps(of changes: [Change], edges: Edges) throws(Cycle) -> [Step] {
        var order = StepOrder(changes, edges)
        order.makeSteps()
        order.addDependencies(edges)
        order.addRemovals(edges)
        return try order.sorted()
    }

    private mutating func makeSteps() {
        steps.reserveCapacity(changes.count)
        after.reserveCapacity(changes.count)
        for place in changes.indices {
            var previous: Int?
            for (action, isOnFormer) in changes[place].actions {
                let index = steps.count
                steps.append(Step(change: place, action: action, isOnFormer: isOnFormer))
                after.append(previous.map { [$0] } ?? [])
                previous = index
                if isOnFormer || action.takesAway {
                    removing[place] = index
                } else {
                    providing[place] = index
                }
            }
        }
    }

    private mutating func addDependencies(_ edges: Edges) {
        for place in changes.indices {
            guard let step = providing[place] else { continue }
            for dependency in changes[place].keeping.dependsOn {
                guard let other = places[dependency] else { continue }
                if let provider = providing[other] { after[step].append(provider) }
            }
        }
        for (change, removed) in edges.afterRemoval {
            if let step = providing[change], let removal = removing[removed] {
                after[step].append(removal)
            }
        }
    }

    /// What is taken away goes after everything that depended on it has changed over or gone.
    private mutating func addRemovals(_ edges: Edges) {
        guard !places.isEmpty else { return }
        for place in changes.indices {
            let dependencies =
                edges.recordedDependsOn[changes[place].address]
                ?? changes[place].keeping.dependsOn
            for dependency in dependencies {
                guard let other = places[dependency], other != place, let removal = removing[other]
                else { continue }
                if let mine = removing[place] { after[removal].append(mine) }
                let goesFirst =
                    steps[removal].isOnFormer && providing[other].map { removal < $0 } ?? false
                if let mine = providing[place], !goesFirst { after[removal].append(mine) }
            }
        }
    }

    /// Level by level, within a level by address and operation: `changes` are sorted, so by index.
    private mutating func sorted() throws(Cycle) -> [Step] {
        guard after.contains(where: { !$0.isEmpty }) else { return steps }
        for step in after.indices where after[step].count > 1 {
            after[step] = Array(Set(after[step]))
        }
        var waits = after.map(\.count)
        var dependants: [[Int]] = Array(repeating: [], count: steps.count)
        for (step, others) in after.enumerated() {
            for other in others { dependants[other].append(step) }
        }
        var order: [Int] = []
        order.reserveCapacity(steps.count)
        var level = waits.indices.filter { waits[$0] == 0 }
        while !level.isEmpty {
            order.append(contentsOf: level)
            var next: [Int] = []
            for step in level {
                for dependant in dependants[step] {
                    waits[dependant] -= 1
                    if waits[dependant] == 0 { next.append(dependant) }
                }
            }
            level = next.sorted()
        }
        guard order.count == steps.count else {
            let stuck = waits.indices.filter { waits[$0] > 0 }.map {
                changes[steps[$0].change].address
            }
            throw Cycle(addresses: Array(Set(stuck)).sorted())
        }
        return renumbered(order)
    }

    private func renumbered(_ order: [Int]) -> [Step] {
        var position = Array(repeating: 0, count: order.count)
        for (place, step) in order.enumerated() { position[step] = place }
        return order.map { index in
            var step = steps[index]
            step.after = after[index].map { position[$0] }.sorted()
            return step
        }
    }
}

extension Step.Action {
    package var takesAway: Bool {
        switch self {
        case .delete, .suspend, .purge, .unmark: true
        case .create, .update, .resume, .mark, .record: false
        }
    }
}
