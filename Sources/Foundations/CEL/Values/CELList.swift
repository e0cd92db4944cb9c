// SPDX-License-Identifier: Apache-2.0

package import Values

/// A list value. A list that comes from outside stays what it is and its elements are converted as
/// they are read, so that binding a large list costs nothing. It does not change once made.
package struct CELList: Sendable {
    private enum Storage: Sendable {
        case items([CELValue])
        case outside([Value])
    }

    private let storage: Storage

    package init(_ items: [CELValue]) { storage = .items(items) }
    package init(_ items: [Value]) { storage = .outside(items) }

    package var count: Int {
        switch storage {
        case .items(let items): items.count
        case .outside(let items): items.count
        }
    }

    package subscript(_ index: Int) -> CELValue {
        switch storage {
        case .items(let items): items[index]
        case .outside(let items): CELValue(items[index])
        }
    }

    package var items: [CELValue] {
        switch storage {
        case .items(let items): items
        case .outside(let items): items.map { CELValue($0) }
        }
    }

    /// The list as it came from outside; nil for a list that an expression made.
    package var outside: [Value]? {
        if case .outside(let items) = storage { items } else { nil }
    }
}
