// SPDX-License-Identifier: Apache-2.0

/// Operations that are made some at a time as they are looked at: those of a large plan are never there all at once.
package struct OperationSeries: Sequence, Sendable {
    package let count: Int
    private let operations: @Sendable (Range<Int>) -> [Operation]

    private static let windowCount = 1024

    /// `operations` makes those at some places.
    package init(count: Int, operations: @escaping @Sendable (Range<Int>) -> [Operation]) {
        self.count = count
        self.operations = operations
    }

    package init(_ operations: [Operation]) {
        self.init(count: operations.count) { Array(operations[$0]) }
    }

    package var underestimatedCount: Int { count }

    package func makeIterator() -> some IteratorProtocol<Operation> {
        stride(from: 0, to: count, by: Self.windowCount).lazy
            .flatMap { operations($0..<Swift.min($0 + Self.windowCount, count)) }.makeIterator()
    }

    /// The same answer to each.
    package func all(_ result: CheckResult) -> [CheckResult] {
        Array(repeating: result, count: count)
    }
}
