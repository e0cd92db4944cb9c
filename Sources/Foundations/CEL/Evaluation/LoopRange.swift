// SPDX-License-Identifier: Apache-2.0

/// What a macro goes through.
enum LoopRange {
    case list(CELList)
    case map([(key: CELValue, value: CELValue)])

    init(_ value: CELValue) throws(CELError) {
        switch value {
        case .list(let list): self = .list(list)
        case .map(let map): self = .map(map.entries)
        default:
            throw CELError.mismatch(
                .noMatchingOverload(function: "macro", arguments: [value.runtimeType.name]),
                [value])
        }
    }

    var count: Int {
        switch self {
        case .list(let list): list.count
        case .map(let entries): entries.count
        }
    }

    /// What one variable stands for: the element of a list, the key of a map.
    func single(_ index: Int) -> CELValue {
        switch self {
        case .list(let list): list[index]
        case .map(let entries): entries[index].key
        }
    }

    func pair(_ index: Int) -> (key: CELValue, value: CELValue) {
        switch self {
        case .list(let list): (.int(Int64(index)), list[index])
        case .map(let entries): entries[index]
        }
    }
}
