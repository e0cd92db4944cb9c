// SPDX-License-Identifier: Apache-2.0

import Values

/// What is wrong with a part of a program's answer, and where.
struct WireProblem: Error, Equatable {
    let words: String
}

/// A place in a program's answer, read strictly: what the protocol does not name is a problem. It knows JSON and
/// no form of the protocol.
struct WireReader {
    let value: Value
    /// As in `results[3].object`.
    let path: String

    init(_ value: Value, at path: String) {
        self.value = value
        self.path = path
    }

    func problem(_ words: String) -> WireProblem { WireProblem(words: "`\(path)` \(words)") }

    func member(_ key: String) throws(WireProblem) -> WireReader {
        guard let member = try optional(key) else { throw problem("has no `\(key)`") }
        return member
    }

    func optional(_ key: String) throws(WireProblem) -> WireReader? {
        try object()[key].map { WireReader($0, at: "\(path).\(key)") }
    }

    /// Refuses members of other names.
    func require(only known: Set<String>) throws(WireProblem) {
        for key in try object().keys where !known.contains(key) {
            throw problem("has a member `\(key.prefix(100))`, which the protocol does not know")
        }
    }

    func object() throws(WireProblem) -> Fields<Value> {
        guard let object = value.object else { throw wrongType("an object") }
        return object
    }

    func text() throws(WireProblem) -> String {
        guard let text = value.string else { throw wrongType("a text") }
        return text
    }

    func flag() throws(WireProblem) -> Bool {
        guard let flag = value.bool else { throw wrongType("true or false") }
        return flag
    }

    func number() throws(WireProblem) -> Int64 {
        guard let number = value.int else { throw wrongType("a whole number") }
        return number
    }

    func items() throws(WireProblem) -> [WireReader] {
        guard let items = value.list else { throw wrongType("a list") }
        return items.enumerated().map { WireReader($1, at: "\(path)[\($0)]") }
    }

    /// The items of a list that answers others one by one.
    func items(_ count: Int, answering asked: String) throws(WireProblem) -> [WireReader] {
        let items = try items()
        guard items.count == count else {
            throw problem("has \(items.count) answers to \(count) \(asked)")
        }
        return items
    }

    private func wrongType(_ wanted: String) -> WireProblem {
        problem("is of type \(value.typeName) and not \(wanted)")
    }
}
