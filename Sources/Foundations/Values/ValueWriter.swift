// SPDX-License-Identifier: Apache-2.0

/// Takes a value piece by piece, so that one description of it gives its canonical bytes and its tree alike.
/// Whoever describes an object gives its members in the order of their keys; nothing here sorts.
package protocol ValueWriter {
    mutating func write(_ value: Value)
    mutating func write(_ text: String)
    mutating func beginObject()
    /// Before the value of each member.
    mutating func key(_ key: String)
    /// The same for a key of this program's own: ASCII in which nothing needs an escape.
    mutating func key(own key: StaticString)
    mutating func endObject()
    mutating func beginList()
    /// Before each item.
    mutating func item()
    mutating func endList()
    /// Takes a list of so many items whose canonical bytes `describe` appends, each by itself and on any thread;
    /// false, with nothing taken, where the writer has no use for bytes or they are too few to share out.
    mutating func takeList(
        of count: Int, _ describe: @Sendable (Int, inout CanonicalJSON) -> Void
    ) -> Bool
}

extension ValueWriter {
    package mutating func takeList(
        of count: Int, _ describe: @Sendable (Int, inout CanonicalJSON) -> Void
    ) -> Bool { false }

    package mutating func key(own key: StaticString) { self.key(key.description) }
}

/// A `Value` being built from its description.
package struct ValueTree: ValueWriter {
    /// An object or a list that is not whole yet.
    private struct Container {
        var key = ""
        var members: [(String, Value)] = []
        var items: [Value] = []
        let isList: Bool
    }

    /// The innermost last.
    private var containers: [Container] = []
    package private(set) var value = Value.null

    package init() {}

    package mutating func write(_ value: Value) {
        guard let last = containers.indices.last else { return self.value = value }
        if containers[last].isList {
            containers[last].items.append(value)
        } else {
            containers[last].members.append((containers[last].key, value))
        }
    }

    package mutating func write(_ text: String) { write(.string(text)) }

    package mutating func beginObject() { containers.append(Container(isList: false)) }

    package mutating func key(_ key: String) { containers[containers.count - 1].key = key }

    package mutating func endObject() {
        write(.object(Fields(containers.removeLast().members)))
    }

    package mutating func beginList() { containers.append(Container(isList: true)) }

    package mutating func item() {}

    package mutating func endList() { write(.list(containers.removeLast().items)) }
}
