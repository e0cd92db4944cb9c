// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What `file.directory` and `file.document` share: a path below the target's folder that names the
/// object, and a mode. It knows paths by their text only.
enum FilePath {
    /// Of one path only one object can be.
    static let claimSpace = "file.path"
    /// Leaves room for the folder that suspended ones are renamed into.
    private static let bytesMax = 3000
    private static let segmentBytesMax = 255

    static let attribute = AttributeSchema(
        "path",
        schema: [
            "type": "string", "minLength": 1,
            "pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$",
        ],
        [.required, .identity],
        summary: "Its path below the target's folder; no part begins with a dot.")

    static let location = AttributeSchema(
        "location", .derived, schema: ["type": "string"],
        summary: "Its path as users see it: the target's `prefix`, `/` and the path.")

    @Sendable static func identity(_ attributes: Fields<Value>, _ settings: Value) -> String {
        attributes["path"]?.string ?? ""
    }

    /// Modes have four digits.
    @Sendable static func normalise(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> Fields<Value> {
        guard let mode = attributes["mode"]?.string, mode.utf8.count == 3 else { return attributes }
        var normalised = attributes
        normalised["mode"] = .string("0\(mode)")
        return normalised
    }

    @Sendable static func derive(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> Fields<Value> {
        guard let path = attributes["path"]?.string else { return attributes }
        var derived = attributes
        derived["location"] = .string(location(of: path, settings))
        return derived
    }

    static func location(of path: String, _ settings: Value) -> String {
        "\(settings["prefix"]?.string ?? "")/\(path)"
    }

    @Sendable static func problems(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> [AttributeProblem] {
        guard let path = attributes["path"]?.string else { return [] }
        var problems: [AttributeProblem] = []
        let segments = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for segment in segments where !isGood(segment) {
            let text = String(Substring(segment))
            problems.append(
                AttributeProblem(
                    "path",
                    "`\(text.debugDescription.dropFirst().dropLast())` is no name of a file",
                    help: "a name has up to \(segmentBytesMax) of the characters A-Z, a-z, 0-9, "
                        + "`.`, `_`, `-` and does not begin with a dot"))
        }
        if path.utf8.count > bytesMax {
            problems.append(
                AttributeProblem(
                    "path", "the path has \(path.utf8.count) bytes",
                    help: "a path may have up to \(bytesMax) bytes"))
        }
        return problems
    }

    private static func isGood(_ segment: Substring.UTF8View) -> Bool {
        guard let first = segment.first, first != UInt8(ascii: "."),
            segment.count <= segmentBytesMax
        else { return false }
        return segment.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    /// Four octal digits.
    static func text(ofMode mode: UInt32) -> String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }

    static func mode(_ attributes: Fields<Value>) -> UInt32? {
        attributes["mode"]?.string.flatMap { UInt32($0, radix: 8) }
    }
}
