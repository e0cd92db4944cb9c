// SPDX-License-Identifier: Apache-2.0

import Values

/// What can describe itself to a `ValueWriter`: one description for the bytes of a file and for the tree of an
/// entry. It is Core's own because within one module, called with types that are known, the compiler makes
/// a version of each description for each writer.
protocol DescribedValue {
    func write(to writer: inout some ValueWriter)
}

extension DescribedValue {
    var tree: Value {
        var tree = ValueTree()
        write(to: &tree)
        return tree.value
    }
}

/// Members of an object, one line each.
extension ValueWriter {
    mutating func member(_ name: StaticString, _ text: String) {
        key(own: name)
        write(text)
    }

    mutating func member(_ name: StaticString, _ number: Int) {
        member(name, Value.int(Int64(number)))
    }

    mutating func member(_ name: StaticString, _ flag: Bool) { member(name, Value.bool(flag)) }

    mutating func member(_ name: StaticString, _ value: Value) {
        key(own: name)
        write(value)
    }

    mutating func member(_ name: StaticString, _ described: some DescribedValue) {
        key(own: name)
        described.write(to: &self)
    }

    mutating func member(_ name: StaticString, _ items: [some DescribedValue & Sendable]) {
        key(own: name)
        let isTaken = takeList(of: items.count) { place, writer in
            items[place].write(to: &writer)
        }
        guard !isTaken else { return }
        beginList()
        for place in items.indices {
            item()
            items[place].write(to: &self)
        }
        endList()
    }

    mutating func member(_ name: StaticString, _ texts: [String]) {
        key(own: name)
        beginList()
        for text in texts {
            item()
            write(text)
        }
        endList()
    }

    mutating func member(_ name: StaticString, _ addresses: [Address]) {
        key(own: name)
        beginList()
        for address in addresses {
            item()
            write(address.text)
        }
        endList()
    }
}
