// SPDX-License-Identifier: Apache-2.0

import CEL
import Values

/// A published conformance case and its verdict on this implementation.
struct SuiteCase {
    let id: String
    let tier: String
    private let content: Value

    init(_ content: Value) {
        self.content = content
        id = content["id"]?.string ?? "?"
        tier = content["tier"]?.string ?? "?"
    }

    /// Nil where the case passes, else what went wrong.
    func failure() -> String? {
        let answer = CELRequest.answer(to: content)
        let expected = content["expect"] ?? .null
        let failed = answer["error"]?.string.map { "\(answer["phase"]?.string ?? ""): \($0)" }
        switch expected["kind"]?.string {
        case "typed":
            return answer["type"] == expected["type"] ? nil : failed ?? "is \(answer)"
        case "error":
            return answer["phase"]?.string == "eval" ? nil : failed ?? "gives \(answer)"
        default:
            guard let wanted = expected["value"], let found = answer["value"] else {
                return failed ?? "gives \(answer)"
            }
            return Self.isSame(wanted, found) ? nil : "gives \(found)"
        }
    }

    /// Doubles by their bits, NaN like NaN, maps without order.
    private static func isSame(_ wanted: Value, _ found: Value) -> Bool {
        guard wanted["t"] == found["t"] else { return false }
        switch wanted["t"]?.string {
        case "double":
            guard let first = wanted["v"]?.string.flatMap({ Double($0) }),
                let second = found["v"]?.string.flatMap({ Double($0) })
            else { return false }
            return first.isNaN ? second.isNaN : first.bitPattern == second.bitPattern
        case "list": return isSame(wanted["v"]?.list ?? [], found["v"]?.list ?? [])
        case "map":
            let (first, second) = (wanted["v"]?.list ?? [], found["v"]?.list ?? [])
            return first.count == second.count
                && first.allSatisfy { pair in
                    second.contains { isSame(pair.list ?? [], $0.list ?? []) }
                }
        case "timestamp", "duration": return wanted["s"] == found["s"] && wanted["n"] == found["n"]
        default: return wanted["v"] == found["v"]
        }
    }

    private static func isSame(_ wanted: [Value], _ found: [Value]) -> Bool {
        wanted.count == found.count && zip(wanted, found).allSatisfy { isSame($0, $1) }
    }
}
