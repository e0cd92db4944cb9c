// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// The spaces in which resources claim objects: in one of them, of one target, a name stands for one object. They
/// are numbered in the order in which they are met.
struct ClaimSpaces {
    private struct Space: Hashable {
        let target: String
        let name: String
    }

    private let types: [String: ResourceType]
    private var numbers: [Space: Int] = [:]
    /// Resources of one type often stand together.
    private var latest: (type: String, target: String, number: Int) = ("", "", 0)

    init(_ types: [String: ResourceType]) { self.types = types }

    mutating func number(of resource: Resource) -> Int {
        if latest.type == resource.type, latest.target == resource.target { return latest.number }
        let name = types[resource.type]?.claimSpace ?? resource.type
        let space = Space(target: resource.target, name: name)
        let number = numbers[space] ?? numbers.count
        numbers[space] = number
        latest = (resource.type, resource.target, number)
        return number
    }
}
