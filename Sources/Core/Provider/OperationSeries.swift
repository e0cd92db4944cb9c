// SPDX-License-Identifier: Apache-2.0

/// Operations that are made one after the other as they are looked at: those of a large plan are never there all
/// at once.
package struct OperationSeries: Sequence, Sendable {
    package let count: Int
    private let operation: @Sendable (Int) -> Operation

    package init(count: Int, operation: @escaping @Sendable (Int) -> Operation) {
        self.count = count
        self.operation = operation
    }

    package init(_ operations: [Operation]) {
        self.init(count: operations.count) { operations[$0] }
    }

    package var underestimatedCount: Int { count }

    package func makeIterator() -> LazyMapSequence<Range<Int>, Operation>.Iterator {
        (0..<count).lazy.map(operation).makeIterator()
    }

    /// The same answer to each.
    package func all(_ result: CheckResult) -> [CheckResult] {
        Array(repeating: result, count: count)
    }
}
