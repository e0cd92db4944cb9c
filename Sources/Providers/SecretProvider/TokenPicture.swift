// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// A token as its files show it. It judges itself in words, which never hold the value; it changes nothing.
struct TokenPicture {
    static let sound = "sound"

    let name: String
    let places: TokenPlaces
    let value: StagedFolder.File
    let previous: StagedFolder.File?
    let record: TokenRecord?

    /// `sound`, or what is wrong with it.
    var condition: String {
        guard let record else { return "its record is missing" }
        if !record.isOf(value.bytes) { return "its value was changed past its record" }
        if let fault = Self.wrongMode(value, "its file") { return fault }
        return previous.flatMap { Self.wrongMode($0, "its former value") } ?? Self.sound
    }

    private static func wrongMode(_ file: StagedFolder.File, _ what: String) -> String? {
        guard file.mode != TokenPlaces.mode else { return nil }
        let digits = String(file.mode, radix: 8)
        return
            "\(what) has mode \(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    var hasWrongMode: Bool {
        value.mode != TokenPlaces.mode || previous.map { $0.mode != TokenPlaces.mode } ?? false
    }

    /// A rotation that was cut off before its record was written: the value is the new one.
    var isHalfRotated: Bool {
        guard let record, let previous else { return false }
        return record.isOf(previous.bytes) && !record.isOf(value.bytes)
    }

    var object: ObservedObject {
        var attributes = record?.order.attributes ?? [:]
        attributes["name"] = .string(name)
        attributes["length"] = .int(Int64(value.bytes.count))
        attributes["path"] = .string(places.value.text)
        attributes["condition"] = .string(condition)
        attributes["rotated_at"] = record.map { .string($0.rotatedAt.description) }
        if previous != nil, let record {
            attributes["previous_until"] = .string(record.overlapEnd.description)
        }
        return ObservedObject(
            attributes: attributes, secrets: ["value": SecretValue(value.bytes)])
    }
}
