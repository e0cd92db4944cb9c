// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import TransparencyLog

@Suite struct NoteTests {
    private let log: NoteSignerKey
    private let witness: NoteSignerKey
    private let checkpoint: Checkpoint

    init() throws {
        let origin = "city.example/burnham/live/7f"
        log = try NoteSignerKey(
            name: origin,
            privateKey: #require(Ed25519PrivateKey(seed: .init(repeating: 7, count: 32))))
        witness = try NoteSignerKey(
            name: "witness.example/w1",
            privateKey: #require(Ed25519PrivateKey(seed: .init(repeating: 9, count: 32))),
            type: .timestampedCosignature)
        checkpoint = try Checkpoint(origin: origin, size: 0, root: TreeHasher.emptyRoot)
    }

    /// RFC 8032, section 7.1, tests 1 and 2.
    @Test(arguments: [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ])
    func ed25519(seed: String, publicKey: String, message: String, signature: String) throws {
        let key = try #require([UInt8](hex: seed).flatMap { Ed25519PrivateKey(seed: $0) })
        let message = try #require([UInt8](hex: message))
        #expect(key.publicKey.description == publicKey)
        #expect(key.sign(message).hex == signature)
        #expect(key.publicKey.isValid(key.sign(message), of: message))
        #expect(!key.publicKey.isValid(key.sign(message), of: message + [0]))
        #expect(!key.publicKey.isValid([], of: message))
        #expect(!"\(key)".contains(seed) && !String(reflecting: key).contains(seed))
        #expect(Ed25519PrivateKey(seed: Array(key.seed.dropLast())) == nil)
    }

    @Test func freshKeysDiffer() {
        #expect(Ed25519PrivateKey.generate().seed != Ed25519PrivateKey.generate().seed)
    }

    @Test func aSignerKeyIsWrittenAndRead() throws {
        let read = try NoteSignerKey(parsing: log.secretText)
        #expect(read.verifierKey.text == log.verifierKey.text)
        #expect(read.secretText == log.secretText)
        let damaged = log.secretText.replacing("city", with: "town")
        #expect(
            failure { _ = try NoteSignerKey(parsing: damaged) }
                == .malformed(.signerKey, "its id is not that of name and key"))
        #expect(!"\(log)".contains("PRIVATE"))
    }

    /// A witness key in use, from the tests of transparency-dev/formats.
    @Test func aWitnessKeyIsRead() throws {
        let text = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
        let key = try NoteVerifierKey(parsing: text)
        #expect(key.type == .timestampedCosignature)
        #expect(key.name == "remora.n621.de")
        #expect(key.text == text)
    }

    @Test func aCosignatureStatesItsTime() throws {
        var note = try checkpoint.signed(by: log)
        note.sign(with: witness, time: 1_679_315_147)
        let keys = [log.verifierKey, witness.verifierKey]
        let verified = try VerifiedCheckpoint(parsing: note.bytes, keys: keys)
        #expect(verified.cosignatures.map(\.time) == [.seconds(1_679_315_147)])
        #expect(verified.note.signatures.map(\.time) == [.unstated, .seconds(1_679_315_147)])
        let signed = "cosignature/v1\ntime 1679315147\n" + checkpoint.text
        let signature = note.signatures[1].bytes
        #expect(signature.prefix(8) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB])
        #expect(
            witness.verifierKey.publicKey.isValid(
                Array(signature.dropFirst(8)), of: Array(signed.utf8)))
        var changed = note.bytes
        let place = changed.count - 1 - 96 + 8
        changed[place] = changed[place] == 0x41 ? 0x42 : 0x41
        #expect(
            failure { _ = try VerifiedCheckpoint(parsing: changed, keys: keys) }
                == .badSignature(name: "witness.example/w1"))
    }

    @Test func theLogItselfMustHaveSigned() throws {
        var note = try SignedNote(text: checkpoint.text)
        note.sign(with: witness, time: 1)
        #expect(
            failure {
                _ = try VerifiedCheckpoint(parsing: note.bytes, keys: [witness.verifierKey])
            } == .notSignedByOrigin(checkpoint.origin))
        #expect(
            failure {
                _ = try VerifiedCheckpoint(parsing: note.bytes, keys: [log.verifierKey])
            } == .unverified)
        let other = try Checkpoint(origin: "other.example", size: 0, root: TreeHasher.emptyRoot)
        #expect(
            failure { _ = try other.signed(by: log) } == .notSignedByOrigin("other.example"))
    }

    @Test func sixteenSignaturesAreAcceptedAndAHundred() throws {
        for (count, isAccepted) in [(16, true), (100, true), (101, false)] {
            var note = try checkpoint.signed(by: log)
            for number in 1..<count {
                note.sign(with: try NoteSignerKey(name: "w\(number)", privateKey: .generate()))
            }
            let found = failure {
                let note = try VerifiedCheckpoint(parsing: note.bytes, keys: [log.verifierKey])
                #expect(note.note.unverified.count == count - 1)
            }
            #expect((found == nil) == isAccepted)
        }
    }

    @Test func emptyLinesBelongToTheText() throws {
        var note = try SignedNote(text: "one\n\n\u{2014} two AAAAAAA=\n\nthree\n")
        note.sign(with: log)
        let verified = try SignedNote(parsing: note.bytes).verified(by: [log.verifierKey])
        #expect(verified.text == note.text)
    }

    @Test func namesAreComparedByBytes() throws {
        let key = Ed25519PrivateKey.generate()
        let composed = try NoteSignerKey(name: "caf\u{e9}", privateKey: key)
        let decomposed = try NoteSignerKey(name: "cafe\u{301}", privateKey: key)
        #expect(composed.verifierKey.identity.id != decomposed.verifierKey.identity.id)
        for name in ["", "a b", "a\u{2003}b", "a+b", "a\nb", "a\u{85}b"] {
            #expect(
                failure { _ = try NoteSignerKey(name: name, privateKey: key) } != nil, "\(name)")
        }
    }

    @Test func hugeTextIsRefused() {
        let text = String(repeating: "x", count: 1_000_000) + "\n"
        #expect(failure { _ = try SignedNote(text: text) } != nil)
        #expect(failure { _ = try SignedNote(parsing: Array(text.utf8)) } != nil)
    }

    @Test func checkpointsAreLines() {
        for origin in ["", "a\nb", "a\u{1}b"] {
            #expect(
                failure {
                    _ = try Checkpoint(origin: origin, size: 0, root: TreeHasher.emptyRoot)
                } != nil)
        }
        #expect(
            failure {
                _ = try Checkpoint(
                    origin: "log", size: 0, root: TreeHasher.emptyRoot, extensions: [""])
            } != nil)
    }
}
