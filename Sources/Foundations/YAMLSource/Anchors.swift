// SPDX-License-Identifier: Apache-2.0

/// The anchors of one document. A later anchor of the same name replaces the earlier one, as YAML has
/// it. It does not know limits.
struct Anchors {
    /// What an alias stands for and what it would cost to write it out.
    struct Target {
        /// Nil while its node is not finished.
        var node: YAMLNode?
        var size = 0
        var height = 0
        let span: SourceSpan
    }

    private var numbers: [String: Int] = [:]
    private var targets: [Target] = []

    subscript(_ name: String) -> Target? { numbers[name].map { targets[$0] } }

    /// A new anchor before a node that begins at `span`; its number.
    mutating func define(_ name: String, at span: SourceSpan) -> Int {
        numbers[name] = targets.count
        targets.append(Target(span: span))
        return targets.count - 1
    }

    mutating func finish(_ number: Int, node: YAMLNode, size: Int, height: Int) {
        targets[number].node = node
        targets[number].size = size
        targets[number].height = height
    }

    mutating func removeAll() {
        guard !targets.isEmpty else { return }
        self = Anchors()
    }
}
