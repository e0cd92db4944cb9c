// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What the types of a directory share: schemas of texts, and the check and reading of their values. It
/// knows no type.
enum DirectoryText {
    static let nameSchema: Value = ["type": "string", "minLength": 1, "maxLength": 256]
    static let schema: Value = ["type": "string"]
    static let unitSchema: Value = ["type": "string", "maxLength": 1024]

    /// An identity in the form that directories compare by; an empty optional text is no text.
    static func normalised(
        _ attributes: Fields<Value>, names: [String], paths: [String] = [], texts: [String]
    ) -> Fields<Value> {
        var result = attributes
        for name in names {
            if let text = attributes[name]?.string { result[name] = .string(DNPart.prepared(text)) }
        }
        for path in paths {
            if let text = attributes[path]?.string { result[path] = .string(UnitPath(text).text) }
        }
        for text in texts {
            switch attributes[text] {
            case .string(let value) where value.isEmpty: result[text] = nil
            case .list(let values): result[text] = .list(sorted(values))
            default: break
            }
        }
        return result
    }

    /// The distinguished name as directories compare it; a text that is none stays.
    static func withCanonicalDN(_ attributes: Fields<Value>) -> Fields<Value> {
        guard let text = attributes["dn"]?.string, let key = try? DNKey(text),
            !key.text.hasSameBytes(as: text)
        else { return attributes }
        var result = attributes
        result["dn"] = .string(key.text)
        return result
    }

    /// Values of one attribute have no order.
    private static func sorted(_ values: [Value]) -> [Value] {
        values.sorted { ($0.string ?? "").precedesByBytes($1.string ?? "") }
    }

    static func nameProblems(_ attributes: Fields<Value>, _ name: String) -> [AttributeProblem] {
        guard let text = attributes[name]?.string else { return [] }
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return [AttributeProblem(name, "a control character stands in a name")]
        }
        if DNPart.prepared(text).isEmpty { return [AttributeProblem(name, "the name is empty")] }
        return []
    }

    static func pathProblems(_ attributes: Fields<Value>, _ name: String) -> [AttributeProblem] {
        guard let text = attributes[name]?.string else { return [] }
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return [AttributeProblem(name, "a control character stands in a name")]
        }
        guard UnitPath(text).segments.count <= UnitPath.segmentsMax else {
            return [
                AttributeProblem(name, "units nest deeper than \(UnitPath.segmentsMax) levels")
            ]
        }
        return []
    }

    static func textProblems(_ attributes: Fields<Value>, _ names: [String]) -> [AttributeProblem] {
        names.compactMap { name in
            guard attributes[name]?.string?.utf8.contains(0) == true else { return nil }
            return AttributeProblem(name, "a NUL character stands in the text")
        }
    }
}
