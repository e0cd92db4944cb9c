// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Testing
import TransparencyLog
import Values

/// The published vectors beside the project. Absent they are skipped, unless they are demanded.
enum Suites {
    static let areWanted = arePresent || isSet("BURNHAM_REQUIRE_SUITES")

    static var arePresent: Bool { (try? fileStatus(folder)) != nil }

    private static let folder: String = {
        if let named = getenv("BURNHAM_SUITES") { return String(cString: named) + "/tlog" }
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(root)/../shared/suites/tlog"
    }()

    private static func isSet(_ name: String) -> Bool {
        getenv(name).map { String(cString: $0) == "1" } ?? false
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        try readFile("\(folder)/\(name)", limit: 1 << 24)
    }

    static func read(_ name: String) throws -> Value { try JSONParser.parse(try bytes(name)) }

    /// Runs each case, and says how many passed.
    static func run(
        _ cases: [Value]?, of name: String, _ body: (Value) throws -> Bool
    ) throws {
        let cases = try #require(cases)
        let failed = try cases.filter { try !body($0) }
        print("tlog/\(name): \(cases.count - failed.count) of \(cases.count)")
        for failure in failed { Issue.record("\(name): \(CanonicalJSON.text(of: failure))") }
    }
}

extension Value {
    /// Numbers beyond 2^63 − 1 stand for what no tree has.
    func number(_ key: String) -> Int { self[key]?.int.map(Int.init) ?? -1 }

    func text(_ key: String) throws -> String { try #require(self[key]?.string) }

    func data(_ key: String) throws -> [UInt8] {
        try #require(Base64.decode(Array(text(key).utf8)))
    }

    /// Nil where the hash is not 32 bytes long, which the types refuse before any proof is checked.
    func digest(_ key: String) throws -> Digest? { Digest(bytes: try data(key)) }

    func digests(_ key: String) throws -> [Digest]? {
        let hashes = self[key]?.list ?? []
        let digests = hashes.compactMap { hash in
            hash.string.flatMap { Base64.decode(Array($0.utf8)) }.flatMap { Digest(bytes: $0) }
        }
        return digests.count == hashes.count ? digests : nil
    }
}

/// The failure that `body` throws, nil where it throws none.
func failure(_ body: () throws -> Void) -> LogFailure? {
    do {
        try body()
        return nil
    } catch {
        return error as? LogFailure
    }
}
