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

    /// Takes the nodes from `first` to the top.
    mutating func popSequence(from first: Int) -> [YAMLNode] {
        let taken = take(from: first)
        return [YAMLNode](unsafeUninitializedCapacity: taken) { buffer, initialized in
            buffer.baseAddress?.moveInitialize(from: nodes + first, count: taken)
            initialized = taken
        }
    }

    /// Takes the nodes from `first` to the top as pairs of key and value; leaves out pairs whose key is
    /// no scalar.
    mutating func popMapping(from first: Int) -> [YAMLEntry] {
        let taken = take(from: first)
        return [YAMLEntry](unsafeUninitializedCapacity: taken / 2) { buffer, initialized in
            guard let entries = buffer.baseAddress else { return }
            var next = nodes + first
            for _ in 0..<taken / 2 {
                let entry = YAMLEntry(key: next.move(), value: (next + 1).move())
                next += 2
                guard case .scalar = entry.key.content else { continue }
                (entries + initialized).initialize(to: entry)
                initialized += 1
            }
        }
    }

    private mutating func take(from first: Int) -> Int {
        precondition(first <= count, "nodes are taken that are not there; this is a bug in burnham")
        defer { count = first }
        return count - first
    }

    /// Calls `body` with the number and the node of every key from `first` to the top.
    func forEachKey(from first: Int, _ body: (Int, YAMLNode) -> Void) {
        for index in stride(from: first, to: count, by: 2) {
            body((index - first) / 2, nodes[index])
        }
    }

    func key(_ number: Int, from first: Int) -> YAMLNode { nodes[first + number * 2] }
}
