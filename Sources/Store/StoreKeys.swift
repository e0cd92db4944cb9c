// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles
package import TransparencyLog
import Values

/// The keys that lie beside a store and never in it, each in a file that only its owner reads. Without them
/// the ledger still verifies; fingerprints can't be compared and checkpoints can't be signed.
package struct StoreKeys: Sendable {
    private static let fileBytesMax = 65_536
    private static let fingerprintKeyByteCount = 32
    private static let keyIDByteCount = 4

    private let place: StorePlace

    package init(place: StorePlace) { self.place = place }

    // MARK: The key of fingerprints

    /// Where there is none yet. Its file holds its id and itself in hex, with a space between them.
    func makeFingerprintKey() throws(FileFailure) {
        try makeDirectories(place.keys, mode: 0o700)
        if try fileStatus(place.fingerprintKey) != nil { return }
        let key = randomBytes(count: Self.fingerprintKeyByteCount)
        try replaceFile(
            place.fingerprintKey, bytes: Array("\(Self.id(of: key)) \(key.hex)\n".utf8), mode: 0o600
        )
    }

    func fingerprinter() throws(StoreFailure) -> Fingerprinter {
        let parts = try text(place.fingerprintKey).split(separator: " ")
        guard parts.count == 2, let key = [UInt8](hex: String(parts[1])),
            key.count == Self.fingerprintKeyByteCount, parts[0] == Self.id(of: key)
        else { throw .damaged(path: place.fingerprintKey, words: "it is no fingerprint key") }
        return Fingerprinter(keyID: String(parts[0]), key: key)
    }

    /// The first bytes of the key's digest: they find a key again and don't give it away.
    private static func id(of key: [UInt8]) -> String {
        Digest.sha256(key).bytes.prefix(keyIDByteCount).hex
    }

    // MARK: The key of checkpoints

    /// Made, with the file of its public key, where there is none yet. A new origin keeps the key and gets
    /// a line of its own in the public file, so that older checkpoints can still be verified.
    package func signerKey(origin: String) throws(StoreFailure) -> NoteSignerKey {
        do throws(FileFailure) {
            if try fileStatus(place.checkpointKey) == nil {
                try makeDirectories(place.keys, mode: 0o700)
                try replaceFile(
                    place.checkpointKey, bytes: Array("\(randomBytes(count: 32).hex)\n".utf8),
                    mode: 0o600)
            }
        } catch {
            throw StoreFailure(error)
        }
        guard let seed = [UInt8](hex: try text(place.checkpointKey)),
            let privateKey = Ed25519PrivateKey(seed: seed)
        else { throw .damaged(path: place.checkpointKey, words: "it is no Ed25519 seed in hex") }
        let key: NoteSignerKey
        do throws(LogFailure) {
            key = try NoteSignerKey(name: origin, privateKey: privateKey)
        } catch {
            throw .unreadable(
                path: place.checkpointKey, words: "`\(origin)` can't be a signer's name")
        }
        try publish(key.verifierKey)
        return key
    }

    /// The public keys that checkpoints of this store were ever signed with.
    package func verifierKeys() throws(StoreFailure) -> [NoteVerifierKey] {
        do throws(FileFailure) {
            if try fileStatus(place.verifierKeys) == nil { return [] }
        } catch {
            throw StoreFailure(error)
        }
        var keys: [NoteVerifierKey] = []
        for line in try text(place.verifierKeys).split(separator: "\n") {
            guard let key = try? NoteVerifierKey(parsing: String(line)) else {
                throw .damaged(path: place.verifierKeys, words: "a line of it is no verifier key")
            }
            keys.append(key)
        }
        return keys
    }

    private func publish(_ key: NoteVerifierKey) throws(StoreFailure) {
        let known = try verifierKeys().map(\.text)
        if known.contains(where: { $0.hasSameBytes(as: key.text) }) { return }
        let lines = (known + [key.text]).map { "\($0)\n" }.joined()
        do throws(FileFailure) {
            try replaceFile(place.verifierKeys, bytes: Array(lines.utf8), mode: 0o644)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// Without the newline at its end.
    private func text(_ path: String) throws(StoreFailure) -> String {
        let bytes: [UInt8]
        do throws(FileFailure) {
            bytes = try readFile(path, limit: Self.fileBytesMax)
        } catch {
            throw StoreFailure(error)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .damaged(path: path, words: "it is not UTF-8")
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
