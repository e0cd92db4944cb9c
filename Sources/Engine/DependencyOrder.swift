// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Puts the addresses of a plan in an order in which dependencies come first. Resolving has refused cycles
/// among desired resources; what is only recorded comes last.
enum DependencyOrder {
    static func places(of pairs: [Pairing.Pair]) -> [Int] {
        var places: [Address: Int] = [:]
        var waits = Array(repeating: 0, count: pairs.count)
        let hasEdges = pairs.contains { !($0.desired?.dependsOn.isEmpty ?? true) }
        guard hasEdges else { return Array(pairs.indices) }
        places.reserveCapacity(pairs.count)
        for (place, pair) in pairs.enumerated() { places[pair.address] = place }
        var dependants: [[Int]] = Array(repeating: [], count: pairs.count)
        for (place, pair) in pairs.enumerated() {
            for dependency in pair.desired?.dependsOn ?? [] {
                guard let other = places[dependency] else { continue }
                waits[place] += 1
                dependants[other].append(place)
            }
        }
        var order = pairs.indices.filter { waits[$0] == 0 }
        var next = 0
        while next < order.count {
            for dependant in dependants[order[next]] {
                waits[dependant] -= 1
                if waits[dependant] == 0 { order.append(dependant) }
            }
            next += 1
        }
        precondition(
            order.count == pairs.count, "resources wait for each other; this is a bug in burnham")
        return order
    }
}
