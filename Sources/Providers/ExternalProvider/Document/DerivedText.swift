// SPDX-License-Identifier: Apache-2.0

import Values

/// The text of a derived attribute: `{name}@{settings.domain}`. It has no conditions and no functions.
struct DerivedText: Sendable {
    enum Part: Sendable, Equatable {
        case text(String)
        case attribute(String)
        case setting(String)
    }

    private static let settingPrefix = "settings."

    let parts: [Part]
    /// What is wrong with how it is written.
    let problem: String?

    init(_ source: String) {
        var parts: [Part] = []
        var problem: String?
        var rest = source.unicodeScalars[...]
        while !rest.isEmpty {
            let plain = rest.prefix { $0 != "{" && $0 != "}" }
            if !plain.isEmpty { parts.append(.text(String(plain))) }
            rest = rest[plain.endIndex...]
            guard let brace = rest.popFirst() else { break }
            let name = rest.prefix { $0 != "{" && $0 != "}" }
            rest = rest[name.endIndex...]
            guard brace == "{", rest.popFirst() == "}", !name.isEmpty else {
                problem = "a brace does not enclose a name"
                break
            }
            parts.append(Self.part(String(name)))
        }
        self.parts = parts
        self.problem = problem
    }

    private static func part(_ name: String) -> Part {
        name.hasPrefix(settingPrefix)
            ? .setting(String(name.dropFirst(settingPrefix.count))) : .attribute(name)
    }

    /// Nil where a part of it is not known.
    func value(_ attributes: Fields<Value>, _ settings: Value) -> Value? {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .attribute(let name):
                guard let text = Self.text(attributes[name]) else { return nil }
                result += text
            case .setting(let name):
                guard let text = Self.text(settings[name]) else { return nil }
                result += text
            }
        }
        return .string(result)
    }

    private static func text(_ value: Value?) -> String? {
        switch value {
        case .string(let text): text
        case .int, .bool: value.map(CanonicalJSON.text)
        default: nil
        }
    }
}
