// SPDX-License-Identifier: Apache-2.0

import LibFuzzer
import Values
import YAMLSource

/// Any bytes as a YAML file: they end in nodes or in problems that lie inside them, and what is written anew from the
/// values is read as the same values.
@main struct YAMLFuzzing {
    static func main() { LibFuzzer.run(test) }
}

private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let (documents, problems) = YAMLSource.parse(bytes)
    for problem in problems {
        precondition(problem.span.start <= problem.span.end && problem.span.end <= count)
    }
    for document in documents {
        checkPlaces(of: document, count: count)
        for problem in document.ambiguityProblems() { precondition(problem.span.end <= count) }
        if problems.isEmpty { checkRewriting(of: document.value) }
    }
    return 0
}

/// In the whole file, not in the node that holds it: where an alias stood there is what it stands for.
private func checkPlaces(of node: YAMLNode, count: Int) {
    precondition(node.span.start <= node.span.end && node.span.end <= count)
    for item in node.sequence ?? [] { checkPlaces(of: item, count: count) }
    for entry in node.mapping ?? [] {
        checkPlaces(of: entry.key, count: count)
        checkPlaces(of: entry.value, count: count)
    }
}

/// Doubles are written as short as they can be, so that texts are compared.
private func checkRewriting(of value: Value) {
    let text = YAMLText.flow(value)
    let (documents, problems) = YAMLSource.parse(Array(text.utf8))
    precondition(problems.isEmpty && documents.count == 1, "\(text): \(problems)")
    precondition(YAMLText.flow(documents[0].value) == text)
}
