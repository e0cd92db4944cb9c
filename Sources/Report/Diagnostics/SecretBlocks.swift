// SPDX-License-Identifier: Apache-2.0

/// The lines of a YAML file that stand inside a value that began on an earlier line under a secret's name: a
/// block, a text of several lines, a list of tokens. It goes by indentation in one pass and parses nothing.
struct SecretBlocks {
    /// Bytes of hidden lines, in order.
    private let hidden: [Range<Int>]

    init(_ bytes: [UInt8]) {
        hidden = bytes.withUnsafeBufferPointer { buffer in
            var pass = Pass(bytes: buffer)
            return pass.run()
        }
    }

    /// Whether the line that begins at this byte is not to be shown.
    func hides(lineAt start: Int) -> Bool {
        var (low, high) = (0, hidden.count)
        while low < high {
            let middle = (low + high) / 2
            if hidden[middle].upperBound <= start { low = middle + 1 } else { high = middle }
        }
        return low < hidden.count && hidden[low].lowerBound <= start
    }

    private struct Line {
        let bytes: Range<Int>
        let indentation: Int
        let isItem: Bool
        /// What stands before a colon, where there is one.
        let name: Range<Int>?
        /// The first byte after the colon that is no space.
        let valueStart: UInt8?

        /// Whether the line is inside what a line of this indentation begins.
        func stands(below indentation: Int, isItem isBelowItem: Bool) -> Bool {
            self.indentation > indentation
                || (self.indentation == indentation && isItem && !isBelowItem)
        }
    }

    /// A name whose value goes on below it, and is a secret.
    private struct Scope {
        let indentation: Int
        let isItem: Bool
        /// Whether all below it is the value: a name with nothing after its colon may as well begin a map.
        let hidesNames: Bool

        func holds(_ line: Line) -> Bool { line.stands(below: indentation, isItem: isItem) }
    }

    private struct Pass {
        let bytes: UnsafeBufferPointer<UInt8>
        var scopes: [Scope] = []
        var hidden: [Range<Int>] = []

        init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        mutating func run() -> [Range<Int>] {
            var start = 0
            var last: Line?
            while start < bytes.count {
                let end = lineEnd(from: start)
                if let line = line(start..<end) {
                    take(line, after: last)
                    last = line
                }
                start = end + 1
            }
            return hidden
        }

        private func lineEnd(from start: Int) -> Int {
            var end = start
            while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
            return end
        }

        /// Nil for a line with nothing but spaces or a comment.
        private func line(_ range: Range<Int>) -> Line? {
            var content = range.lowerBound
            while content < range.upperBound, isBlank(bytes[content]) { content += 1 }
            guard content < range.upperBound, bytes[content] != UInt8(ascii: "#") else {
                return nil
            }
            let indentation = content - range.lowerBound
            let isItem =
                bytes[content] == UInt8(ascii: "-")
                && (content + 1 == range.upperBound || isBlank(bytes[content + 1]))
            let colon = (content..<range.upperBound).first { place in
                bytes[place] == UInt8(ascii: ":")
                    && (place + 1 == range.upperBound || isBlank(bytes[place + 1]))
            }
            let value = colon.flatMap { colon in
                (colon + 1..<range.upperBound).first { !isBlank(bytes[$0]) }
            }
            return Line(
                bytes: range, indentation: indentation, isItem: isItem,
                name: colon.map { content..<$0 }, valueStart: value.map { bytes[$0] })
        }

        private mutating func take(_ line: Line, after last: Line?) {
            if let last, line.stands(below: last.indentation, isItem: last.isItem),
                let scope = scope(of: last)
            {
                scopes.append(scope)
            }
            while let scope = scopes.last, !scope.holds(line) { scopes.removeLast() }
            guard let scope = scopes.last, scope.hidesNames || line.name == nil else { return }
            if let end = hidden.last?.upperBound, end + 1 == line.bytes.lowerBound {
                hidden[hidden.count - 1] =
                    hidden[hidden.count - 1].lowerBound..<line.bytes.upperBound
            } else {
                hidden.append(line.bytes)
            }
        }

        /// Asked only for a line with something below it.
        private func scope(of line: Line) -> Scope? {
            if scopes.last?.hidesNames == true { return nil }
            guard let name = line.name, line.valueStart != UInt8(ascii: "{"),
                SecretMask.isSecretName(bytes[name].lazy.map { Unicode.Scalar($0) })
            else { return nil }
            let isBare = line.valueStart == nil || line.valueStart == UInt8(ascii: "#")
            return Scope(
                indentation: line.indentation, isItem: line.isItem, hidesNames: !isBare)
        }

        private func isBlank(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        }
    }
}
