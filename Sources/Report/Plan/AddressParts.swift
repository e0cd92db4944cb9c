// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// An address in the pieces that views group by. An orphan's has no slashes and is one piece.
struct AddressParts: Hashable {
    /// `department/subscription`.
    let subscription: Substring
    /// `resource` or `resource[key]`.
    let resource: Substring

    init(_ address: Address) {
        let text = address.text
        var slashes = 0
        let end = text.utf8.firstIndex { byte in
            if byte == UInt8(ascii: "/") { slashes += 1 }
            return slashes == 2
        }
        guard let end else {
            subscription = text[...]
            resource = text[...]
            return
        }
        subscription = text[..<end]
        resource = text[text.utf8.index(after: end)...]
    }

    /// Without the key that `for_each` gave.
    var resourceName: Substring {
        resource.utf8.firstIndex(of: UInt8(ascii: "[")).map { resource[..<$0] } ?? resource
    }
}
