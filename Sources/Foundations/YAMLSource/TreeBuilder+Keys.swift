// SPDX-License-Identifier: Apache-2.0

/// Keys of mappings: each is text, and each stands once.
extension TreeBuilder {
    /// The number of a key that is compared with no other.
    private static let noNumber = UInt32.max
    /// Unicode normalisation is slow on text made for it: longer keys are compared by their bytes alone,
    /// and so is every key after this much of one file.
    private static let confusableKeyBytesMax = 128
    static let confusableFileBytesMax = 256 << 10

    /// Notes the key that is about to be added; its text.
    mutating func addKey(_ number: UInt32, isPlain: Bool, span: SourceSpan) -> String {
        let meaning = isPlain ? keys.meaning(of: number) : .ordinary
        keyNumbers.append(meaning == .ordinary ? number : Self.noNumber)
        switch meaning {
        case .ordinary: break
        case .null: problems.append(.nullKey(span: span))
        case .merge: problems.append(.mergeKey(span: span))
        }
        return keys.text(of: number)
    }

    mutating func addUnusableKey(_ problem: YAMLProblem) {
        problems.append(problem)
        keyNumbers.append(Self.noNumber)
        frame.keysAreText = false
    }

    /// Looks for keys of the open mapping that are the same.
    mutating func checkKeys() {
        defer { keyNumbers.removeLast(keyNumbers.count - frame.firstKey) }
        guard keyNumbers.count - frame.firstKey > 1 else { return }
        keys.beginMapping()
        var isASCII = true
        for index in frame.firstKey..<keyNumbers.count {
            let number = keyNumbers[index]
            guard number != Self.noNumber else { continue }
            if !keys.isASCII(number) { isASCII = false }
            guard !keys.mark(number) else { continue }
            let first = keyNumbers[frame.firstKey...].firstIndex(of: number) ?? index
            problems.append(
                .duplicateKey(span: keySpan(index), first: keySpan(first)))
            guard problems.count < limits.problemsMax else { return }
        }
        if !isASCII { checkConfusableKeys() }
    }

    /// Keys that Unicode holds to be equivalent but that differ in bytes, as é in one character and in two.
    private mutating func checkConfusableKeys() {
        var seen: [String: Int] = [:]
        for index in frame.firstKey..<keyNumbers.count {
            let number = keyNumbers[index]
            guard number != Self.noNumber else { continue }
            let text = keys.text(of: number)
            guard text.utf8.count <= Self.confusableKeyBytesMax else { continue }
            confusableBytesLeft -= text.utf8.count
            guard confusableBytesLeft >= 0 else { return }
            guard let first = seen[text] else {
                seen[text] = index
                continue
            }
            guard keyNumbers[first] != number else { continue }
            problems.append(
                .confusableKey(span: keySpan(index), first: keySpan(first)))
            guard problems.count < limits.problemsMax else { return }
        }
    }

    /// Mutating for the reason that `character(at:)` is.
    private mutating func keySpan(_ index: Int) -> SourceSpan {
        nodes.keySpan(index - frame.firstKey, from: frame.firstNode)
    }
}
