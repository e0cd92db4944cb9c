// SPDX-License-Identifier: Apache-2.0

/// The nodes of the collections that are open, one after another. A finished collection moves its nodes
/// from the top into an array of exactly their number, without touching a reference count; that is
/// why it handles memory by itself. It knows nothing of where a collection begins.
struct NodeStack: ~Copyable {
    private var nodes: UnsafeMutablePointer<YAMLNode>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 1024
        nodes = .allocate(capacity: capacity)
    }

    deinit {
        nodes.deinitialize(count: count)
        nodes.deallocate()
    }

    mutating func push(_ node: consuming YAMLNode) {
        if count == capacity { grow() }
        (nodes + count).initialize(to: node)
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<YAMLNode>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: nodes, count: count)
        nodes.deallocate()
        nodes = larger
        capacity *= 2
    }

    mutating func pop() -> YAMLNode? {
        guard count > 0 else { return nil }
        count -= 1
        return (nodes + count).move()
    }

    /// Takes the nodes from `first` to the top.
    mutating func popSequence(from first: Int) -> [YAMLNode] {
        let taken = take(from: first)
        var items: [YAMLNode] = []
        items.reserveCapacity(taken)
        for index in first..<first + taken { items.append((nodes + index).move()) }
        return items
    }

    /// Takes the nodes from `first` to the top as pairs of key and value. Where `keysAreText` is false it
    /// leaves out the pairs whose key is no scalar.
    mutating func popMapping(from first: Int, keysAreText: Bool) -> [YAMLEntry] {
        let taken = take(from: first)
        var entries: [YAMLEntry] = []
        entries.reserveCapacity(taken / 2)
        for index in stride(from: first, to: first + taken, by: 2) {
            let key = nodes + index
            if keysAreText || key.pointee.scalar != nil {
                entries.append(YAMLEntry(key: key.move(), value: (key + 1).move()))
            } else {
                key.deinitialize(count: 2)
            }
        }
        return entries
    }

    private mutating func take(from first: Int) -> Int {
        precondition(first <= count, "nodes are taken that are not there; this is a bug in burnham")
        defer { count = first }
        return count - first
    }

    /// The span of key number `number` of the mapping whose nodes begin at `first`.
    func keySpan(_ number: Int, from first: Int) -> SourceSpan { nodes[first + number * 2].span }
}
