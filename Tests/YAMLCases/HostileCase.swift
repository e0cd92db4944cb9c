// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
package import Values

/// An input made to hurt, from `hostile.json`, and how it must end.
package struct HostileCase: Sendable {
    package let id: String
    package let must: String
    package let bytes: [UInt8]
    package let value: Value?
    package let path: String?
    package let string: String?
}

extension HostileCase {
    package static func all() throws -> [HostileCase] {
        let document = try PublishedCases.document("hostile.json")
        return try #require(document["cases"]?.list).map { try HostileCase($0) }
    }

    private init(_ value: Value) throws {
        id = try #require(value["id"]?.string)
        must = try #require(value["must"]?.string)
        self.value = value["value"]
        path = value["path"]?.string
        string = value["string"]?.string
        if let text = value["yaml"]?.string {
            bytes = Array(text.utf8)
        } else if let encoded = value["bytes_b64"]?.string {
            bytes = try [UInt8](#require(Data(base64Encoded: encoded)))
        } else {
            bytes = try #require(value["recipe"]?.list).flatMap { try Self.expand($0) }
        }
    }

    /// A literal, a text repeated, or a text repeated with its number in it.
    private static func expand(_ step: Value) throws -> [UInt8] {
        if let literal = step["lit"]?.string { return Array(literal.utf8) }
        let count = try Int(#require(step["n"]?.int))
        if let text = step["rep"]?.string {
            return repeated(Array(text.utf8), count)
        }
        let parts = try #require(step["repi"]?.string).split(
            separator: "{i}", omittingEmptySubsequences: false)
        return Array((0..<count).map { parts.joined(separator: String($0)) }.joined().utf8)
    }

    private static func repeated(_ once: [UInt8], _ count: Int) -> [UInt8] {
        guard count > 1 else { return count == 1 ? once : [] }
        let half = repeated(once, count / 2)
        return half + half + (count % 2 == 1 ? once : [])
    }
}
