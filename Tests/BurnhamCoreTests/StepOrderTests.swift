// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@Suite struct StepOrderTests {
    private let a = "parks/trails/a"
    private let b = "parks/trails/b"
    private let c = "parks/trails/c"

    @Test func whatIsNamedIsMadeFirst() throws {
        let order = try Graph.order([
            Graph.change(.create, a, after: [b]), Graph.change(.create, b, after: [c]),
            Graph.change(.create, c),
        ])
        #expect(order == ["create c", "create b", "create a"])
    }

    @Test func withinOneLevelAddressesDecide() throws {
        let order = try Graph.order([
            Graph.change(.create, c), Graph.change(.create, a), Graph.change(.create, b),
        ])
        #expect(order == ["create a", "create b", "create c"])
    }

    @Test func removalsGoAgainstTheRecordedDependencies() throws {
        let order = try Graph.order(
            [Graph.change(.delete, a), Graph.change(.delete, b), Graph.change(.suspend, c)],
            recorded: [c: [b], b: [a]])
        #expect(order == ["suspend c", "delete b", "delete a"])
    }

    @Test func aDependantLetsGoBeforeARemoval() throws {
        let order = try Graph.order(
            [Graph.change(.delete, a), Graph.change(.update, b)], recorded: [b: [a]])
        #expect(order == ["update b", "delete a"])
    }

    @Test func anotherIdentityIsMadeBeforeTheOldOneGoes() throws {
        let order = try Graph.order(
            [Graph.change(.replace, a, formerly: "old"), Graph.change(.update, b, after: [a])],
            recorded: [b: [a]])
        #expect(order == ["create a", "update b", "delete a former"])
    }

    @Test func theSameIdentityHasToGoFirst() throws {
        let order = try Graph.order(
            [Graph.change(.replace, a), Graph.change(.update, b, after: [a])], recorded: [b: [a]])
        #expect(order == ["delete a former", "create a", "update b"])
    }

    @Test func aNameThatIsUsedAgainWaitsUntilItIsFree() throws {
        let changes = [Graph.change(.create, a), Graph.change(.delete, b)]
        var edges = StepOrder.Edges()
        edges.afterRemoval = [(change: 0, of: 1)]
        let steps = try StepOrder.steps(of: changes, edges: edges)
        #expect(steps.map(\.action) == [.delete, .create])
        #expect(steps[1].after == [0])
    }

    @Test func aCycleNamesThoseInIt() {
        let cycle = #expect(throws: StepOrder.Cycle.self) {
            try Graph.order([
                Graph.change(.create, a, after: [b]), Graph.change(.create, b, after: [a]),
                Graph.change(.create, c),
            ])
        }
        #expect(cycle?.addresses == [Address(a), Address(b)])
    }

    /// Every graph of four changes in which edges point to earlier ones, in every mixture of kinds.
    @Test func whatAStepWaitsForComesBeforeIt() throws {
        let names = ["a", "b", "c", "d"].map { "parks/trails/\($0)" }
        let pairs = [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]
        let kinds: [ChangeKind] = [.create, .update, .replace]
        for graph in 0..<64 {
            for mixture in 0..<81 {
                var rest = mixture
                let changes = names.indices.map { index in
                    let others = pairs.indices.filter {
                        graph >> $0 & 1 == 1 && pairs[$0].0 == index
                    }
                    defer { rest /= 3 }
                    return Graph.change(
                        kinds[rest % 3], names[index], after: others.map { names[pairs[$0].1] })
                }
                let steps = try StepOrder.steps(of: changes, edges: StepOrder.Edges())
                #expect(steps.count == changes.map(\.actions.count).reduce(0, +))
                #expect(
                    steps.enumerated().allSatisfy { place, step in
                        step.after.allSatisfy { $0 < place }
                    }, "graph \(graph), mixture \(mixture)")
            }
        }
    }
}
