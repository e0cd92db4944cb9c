// SPDX-License-Identifier: Apache-2.0

import Values

extension Value {
    static func names(_ names: [String]) -> Value { .list(names.map { .string($0) }) }

    /// The schema of an object that has a text at the end of a path of keys.
    static func holding(_ text: String, at path: ArraySlice<String>) -> Value {
        guard let key = path.first else { return ["const": .string(text)] }
        return [
            "required": [.string(key)],
            "properties": [key: holding(text, at: path.dropFirst())],
        ]
    }
}

extension Fields<Value> {
    /// This schema with what another one says beside it: objects are joined, as are the keys that are required, and
    /// of all else the other's counts.
    func refined(by other: Fields<Value>) -> Fields<Value> {
        var result = self
        for (key, value) in other.entries {
            if case .object(let mine)? = result[key], case .object(let more) = value {
                result[key] = .object(mine.refined(by: more))
            } else if key == "required", case .list(let mine)? = result[key], let more = value.list
            {
                result[key] = .list(mine + more.filter { !mine.contains($0) })
            } else {
                result[key] = value
            }
        }
        return result
    }
}
