// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLinux
import DurableFiles
import Glibc
import TargetFiles
import Values

/// A program's bytes in a sealed file of the memory: what was hashed is what runs, whatever becomes of the file
/// that it was read from. A script finds itself as `/dev/fd/3` and nothing beside it.
final class HashedProgram: Sendable {
    private static let bytesMax = 256 << 20

    let descriptor: Int32

    init(_ order: ProgramOrder) throws(ProviderFailure) {
        let bytes = try asTarget { () throws(FileFailure) in
            try readFile(order.path, limit: Self.bytesMax)
        }
        let digest = Digest.sha256(bytes)
        if let expected = order.digest, expected != digest {
            throw ProviderFailure(
                .denied,
                "`\(order.path)` is not the program that the site file names: its SHA-256 is \(digest)",
                help: "who has looked at the program sets `sha256` in the site file")
        }
        descriptor = try Self.sealed(bytes)
    }

    deinit { close(descriptor) }

    private static func sealed(_ bytes: [UInt8]) throws(ProviderFailure) -> Int32 {
        let file = linux_memory_file("burnham-provider")
        guard file >= 0 else { throw ProviderFailure(startingWith: errno) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                return write(file, rest.baseAddress, rest.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return try closed(file) }
            done += count
        }
        guard linux_seal(file) == 0 else { return try closed(file) }
        return file
    }

    private static func closed(_ file: Int32) throws(ProviderFailure) -> Int32 {
        let failure = ProviderFailure(startingWith: errno)
        close(file)
        throw failure
    }
}

extension ProviderFailure {
    /// The system's refusal to start a program.
    init(startingWith number: Int32) {
        let words = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        self.init(
            .unreachable,
            "the program can't be started: \(words.prefix(1).lowercased())\(words.dropFirst())")
    }
}
