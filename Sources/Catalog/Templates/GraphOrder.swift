// SPDX-License-Identifier: Apache-2.0

/// Puts the nodes of a graph in an order in which each comes after those it points at, the first possible by
/// number. Linear in nodes and edges.
enum GraphOrder {
    struct Cycle: Error {
        /// The whole way round, beginning at its lowest node.
        let places: [Int]
    }

    static func order(_ edges: [[Int]]) -> Result<[Int], Cycle> {
        var waits = edges.map(\.count)
        var dependants: [[Int]] = Array(repeating: [], count: edges.count)
        for (node, others) in edges.enumerated() {
            for other in others { dependants[other].append(node) }
        }
        var order = edges.indices.filter { waits[$0] == 0 }
        var next = 0
        while next < order.count {
            for dependant in dependants[order[next]] {
                waits[dependant] -= 1
                if waits[dependant] == 0 { order.append(dependant) }
            }
            next += 1
        }
        guard order.count < edges.count else { return .success(order) }
        return .failure(cycle(edges, waits))
    }

    /// Every node that still waits points at another one that does: walking on has to come round.
    private static func cycle(_ edges: [[Int]], _ waits: [Int]) -> Cycle {
        var seenAt: [Int: Int] = [:]
        var walk: [Int] = []
        var node = waits.firstIndex { $0 > 0 }
        while let current = node {
            if let start = seenAt[current] {
                let ring = Array(walk[start...])
                let lowest = ring.indices.min { ring[$0] < ring[$1] } ?? 0
                return Cycle(places: Array(ring[lowest...] + ring[..<lowest]))
            }
            seenAt[current] = walk.count
            walk.append(current)
            node = edges[current].first { waits[$0] > 0 }
        }
        preconditionFailure("no cycle where order fails; this is a bug in burnham")
    }
}
