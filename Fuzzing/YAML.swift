// SPDX-License-Identifier: Apache-2.0

import LibFuzzer
import Values
import YAMLSource

/// Any bytes as a YAML file: they end in nodes or in problems that lie inside them, every node lies inside the one that
/// holds it, and what is written anew from the values is read as the same values.
@main struct YAMLFuzzing {
    static func main() { LibFuzzer.run(test) }
}

private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let (documents, problems) = YAMLSource.parse(bytes)
    for problem in problems {
        precondition(problem.span.start <= problem.span.end && problem.span.end <= count)
    }
    let whole = SourceSpan(start: 0, end: count)
    for document in documents {
        checkPlaces(of: document, within: whole)
        for problem in document.ambiguityProblems() { precondition(problem.span.end <= count) }
        if problems.isEmpty { checkRewriting(of: document.value) }
    }
    return 0
}

private func checkPlaces(of node: YAMLNode, within outer: SourceSpan) {
    precondition(node.span.start >= outer.start && node.span.end <= outer.end)
    for item in node.sequence ?? [] { checkPlaces(of: item, within: node.span) }
    for entry in node.mapping ?? [] {
        checkPlaces(of: entry.key, within: node.span)
        checkPlaces(of: entry.value, within: node.span)
    }
}

/// Doubles are written as short as they can be, so that texts are compared.
private func checkRewriting(of value: Value) {
    let text = YAMLText.flow(value)
    let (documents, problems) = YAMLSource.parse(Array(text.utf8))
    precondition(problems.isEmpty && documents.count == 1, "\(text): \(problems)")
    precondition(YAMLText.flow(documents[0].value) == text)
}
