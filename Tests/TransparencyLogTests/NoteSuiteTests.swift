// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog
import Values

@Suite(.enabled(if: Suites.areWanted, "the published suites are not beside the project"))
struct NoteSuiteTests {
    private let suite: Value

    init() throws { suite = try Suites.read("note-vectors.json") }

    @Test func signing() throws {
        let keys = try #require(suite["keys"])
        let (peter, enoch) = (try #require(keys["peter"]), try #require(keys["enoch"]))
        let seed = try #require([UInt8](hex: try enoch.text("seed_hex")))
        let privateKey = try #require(Ed25519PrivateKey(seed: seed))
        let signers = [
            "peter": try NoteSignerKey(parsing: try peter.text("skey")),
            "enoch": try NoteSignerKey(name: "EnochRoot", privateKey: privateKey),
        ]
        for (name, signer) in signers {
            #expect(signer.verifierKey.text == keys[name]?["vkey"]?.string)
        }
        #expect(try signers["peter"]?.secretText == peter.text("skey"))
        try Suites.run(suite["sign"]?.list, of: "note-vectors.json sign") { test throws in
            var note =
                if let signed = test["to"]?.string {
                    try SignedNote(parsing: Array(signed.utf8))
                } else {
                    try SignedNote(text: try test.text("text"))
                }
            note.sign(with: try #require(signers[try test.text("skey")]))
            return try note.bytes == Array(test.text("note").utf8)
        }
        let key = Ed25519PrivateKey.generate()
        try Suites.run(suite["sign_errors"]?.list, of: "note-vectors.json sign_errors") { test in
            failure {
                var note = try SignedNote(text: try test.text("text"))
                let name = test["name"]?.string ?? "name"
                note.sign(with: try NoteSignerKey(name: name, privateKey: key))
            } != nil
        }
    }

    @Test func verifierKeys() throws {
        let good = try #require(suite["keys"]?["peter"]).text("vkey")
        let bytes = Array(good.utf8)
        var bad = try #require(suite["vkey_errors"]?.list).compactMap(\.string)
            .filter { $0.contains("+") }
        for start in bytes.indices {
            for end in start...bytes.count where end - start < bytes.count {
                bad.append(String(decoding: bytes[start..<end], as: UTF8.self))
            }
            var changed = bytes
            changed[start] += 1
            bad.append(String(decoding: changed, as: UTF8.self))
        }
        #expect(try NoteVerifierKey(parsing: good).text == good)
        try Suites.run(bad.map { .string($0) }, of: "note-vectors.json vkey_errors") { text in
            failure { _ = try NoteVerifierKey(parsing: text.string ?? "") } != nil
        }
    }

    @Test func opening() throws {
        try Suites.run(suite["open"]?.list, of: "note-vectors.json open") { test throws in
            let keys = try #require(test["trusted"]?.list).map {
                try NoteVerifierKey(parsing: $0.string ?? "")
            }
            let wanted = test["error"]?.string
            do {
                let note = try SignedNote(parsing: try bytes(of: test)).verified(by: keys)
                let verified = note.signatures.map { Value.string($0.key.name) }
                let unverified = note.unverified.map { Value.string($0.name) }
                return wanted == nil && test["text"] == .string(note.text)
                    && test["verified"] == .list(verified)
                    && test["unverified"] == .list(unverified)
            } catch let failure as LogFailure {
                return word(for: failure) == wanted
            }
        }
    }

    private func bytes(of test: Value) throws -> [UInt8] {
        if let note = test["note"]?.string { return Array(note.utf8) }
        if test["note_b64"] != nil { return try test.data("note_b64") }
        let repeated = String(repeating: try test.text("note_repeat"), count: test.number("times"))
        return Array((try test.text("note_prefix") + repeated).utf8)
    }

    private func word(for failure: LogFailure) -> String {
        switch failure {
        case .malformed: "malformed"
        case .unverified: "unverified"
        case .ambiguousKey: "ambiguous-key"
        case .badSignature: "invalid-signature"
        case .notSignedByOrigin, .proofFails: "\(failure)"
        }
    }

    @Test func signedCheckpoints() throws {
        let cases = suite["checkpoints"]?.list
        try Suites.run(cases, of: "note-vectors.json checkpoints") { test throws in
            let key = try NoteVerifierKey(parsing: try test.text("vkey"))
            let bytes = Array(try test.text("checkpoint").utf8)
            let checkpoint = try VerifiedCheckpoint(parsing: bytes, keys: [key]).checkpoint
            let hasher = TreeHasher()
            let leaves = try #require(test["entries"]?.list).map {
                hasher.leafHash(Array(($0.string ?? "absent").utf8))
            }
            return checkpoint.size == test.number("size") && checkpoint.size == leaves.count
                && checkpoint.root == MerkleTree(leaves: leaves).root
        }
    }
}
