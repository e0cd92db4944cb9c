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
        derived.reserveCapacity(attributes.count + 2)
        derived["location"] = .string(location(of: path, settings))
        return derived
    }

    static func location(of path: String, _ settings: Value) -> String {
        (settings["prefix"]?.string ?? "") + "/" + path
    }

    @Sendable static func problems(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> [AttributeProblem] {
        guard let path = attributes["path"]?.string else { return [] }
        var problems = areAllGood(path) ? [] : badSegments(of: path)
        if path.utf8.count > bytesMax {
            problems.append(
                AttributeProblem(
                    "path", "the path has \(path.utf8.count) bytes",
                    help: "a path may have up to \(bytesMax) bytes"))
        }
        return problems
    }

    /// One look at the bytes: nearly every path is good.
    private static func areAllGood(_ path: String) -> Bool {
        var count = 0
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "/"):
                guard count > 0 else { return false }
                count = 0
            case UInt8(ascii: "."):
                guard count > 0 else { return false }
                count += 1
            default:
                guard isNameByte(byte) else { return false }
                count += 1
            }
            guard count <= segmentBytesMax else { return false }
        }
        return count > 0
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func badSegments(of path: String) -> [AttributeProblem] {
        path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            .filter { !areAllGood($0) }.map { segment in
                AttributeProblem(
                    "path",
                    "`\(segment.debugDescription.dropFirst().dropLast())` is no name of a file",
                    help: "a name has up to \(segmentBytesMax) of the characters A-Z, a-z, 0-9, "
                        + "`.`, `_`, `-` and does not begin with a dot")
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
