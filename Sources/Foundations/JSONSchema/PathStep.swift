// SPDX-License-Identifier: Apache-2.0

import Values

/// One step from a value to a value inside it: an object's member or a list's item.
package enum PathStep: Sendable, Hashable {
    case key(String)
    /// Counted from 0.
    case index(Int)

    package static func == (left: PathStep, right: PathStep) -> Bool {
        switch (left, right) {
        case (.key(let left), .key(let right)): left.hasSameBytes(as: right)
        case (.index(let left), .index(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .key(let key): for byte in key.utf8 { hasher.combine(byte) }
        case .index(let index): hasher.combine(index)
        }
    }
}

/// JSON Pointer, RFC 6901.
enum JSONPointer {
    static func text(of path: [PathStep]) -> String {
        path.reduce(into: "") { text, step in
            switch step {
            case .index(let index): text += "/\(index)"
            case .key(let key):
                text += "/"
                for scalar in key.unicodeScalars {
                    switch scalar {
                    case "~": text += "~0"
                    case "/": text += "~1"
                    default: text.unicodeScalars.append(scalar)
                    }
                }
            }
        }
    }

    /// The unescaped parts of a pointer; nil when it is none.
    static func tokens(of pointer: String) -> [String]? {
        guard !pointer.isEmpty else { return [] }
        var tokens: [String] = []
        var token = String.UnicodeScalarView()
        var isEscape = false
        var isFirst = true
        for scalar in pointer.unicodeScalars {
            if isFirst {
                guard scalar == "/" else { return nil }
                isFirst = false
            } else if isEscape {
                guard scalar == "0" || scalar == "1" else { return nil }
                token.append(scalar == "0" ? "~" : "/")
                isEscape = false
            } else if scalar == "/" {
                tokens.append(String(token))
                token = String.UnicodeScalarView()
            } else if scalar == "~" {
                isEscape = true
            } else {
                token.append(scalar)
            }
        }
        guard !isEscape else { return nil }
        return tokens + [String(token)]
    }

    /// The step that a token means inside `value`, and what stands there; nil where nothing does.
    static func step(_ token: String, into value: Value) -> (step: PathStep, value: Value)? {
        switch value {
        case .object(let fields): return fields[token].map { (.key(token), $0) }
        case .list(let items):
            guard let index = Int(token), items.indices.contains(index), "\(index)" == token else {
                return nil
            }
            return (.index(index), items[index])
        default: return nil
        }
    }
}
