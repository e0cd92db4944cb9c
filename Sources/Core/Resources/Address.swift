// SPDX-License-Identifier: Apache-2.0

import Values

/// The stable name of a resource: `department/subscription/resource` or, made by `for_each`,
/// `department/subscription/resource[key]`. ASCII; compared by bytes. It says nothing of the target.
package struct Address: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// `text` is trusted: it comes from checked ids, from the store or from a plan.
    package init(_ text: String) { self.text = text }

    package init(department: String, subscription: String, resource: String, key: String? = nil) {
        let base = "\(department)/\(subscription)/\(resource)"
        text = key.map { "\(base)[\($0)]" } ?? base
    }

    package var description: String { text }

    /// `department/subscription`.
    package var subscription: Substring {
        var slashes = 0
        let end = text.utf8.firstIndex {
            if $0 == UInt8(ascii: "/") { slashes += 1 }
            return slashes == 2
        }
        return text[..<(end ?? text.endIndex)]
    }

    package var department: Substring {
        text[..<(text.utf8.firstIndex(of: UInt8(ascii: "/")) ?? text.endIndex)]
    }

    /// `resource` or `resource[key]`.
    package var resource: Substring {
        text.dropFirst(subscription.count + 1)
    }

    /// Whether an element of a `for_each` gave it its key.
    package var isOfElement: Bool { text.utf8.last == UInt8(ascii: "]") }

    package static func < (left: Address, right: Address) -> Bool {
        left.text.precedesByBytes(right.text)
    }
}
