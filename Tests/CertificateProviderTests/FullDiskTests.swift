// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import Testing
import Values

@testable import CertificateProvider

/// Disks that take no more, or nothing at all: what is in use stays usable.
@Suite(.enabled(if: getuid() == 0, "mounting a small file system takes root"))
struct FullDiskTests {
    private let web = World.certificate("web")

    /// There is room for the index alone: the renewal is begun there and ends when there is more room.
    @Test func aFullDiskLeavesAKeyWithItsCertificate() async throws {
        try await onSmallDisk { (world, _) async throws in
            try await world.create("certificate.authority", World.authority())
            let made = try await world.create("certificate.x509", web)
            let files = try fill(world)
            try removeFile(files[0])
            let renewal = world.operation(
                .update, "certificate.x509", web, on: made, because: "it ends")
            guard case .failed(let failure) = await world.perform([renewal])[0] else {
                throw Unexpected("it was renewed on a full disk")
            }
            #expect(failure.words.hasSuffix("the disk is full"))
            let left = try await world.object("certificate.x509", web)
            #expect(left.attributes["serial"] == made.attributes["serial"])
            #expect(left.attributes["condition"] == "a later one was issued")
            let key = try world.openssl("pkey", "-in", "city-ca/keys/web.key", "-pubout").output
            let certificate = try world.openssl(
                "x509", "-in", "city-ca/certs/web.pem", "-noout", "-pubkey"
            ).output
            #expect(key == certificate)
            for file in files.dropFirst() { try removeFile(file) }
            let renewed = try await world.update("certificate.x509", web)
            #expect(renewed.attributes["condition"] == "sound")
            #expect(try world.index() == ["web superseded", "web superseded", "web valid"])
        }
    }

    @Test func aReadOnlyDiskIsDeniedAndStillRead() async throws {
        try await onSmallDisk { (world, path) async throws in
            try await world.create("certificate.authority", World.authority())
            let made = try await world.create("certificate.x509", web)
            #expect(mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0)
            let remove = world.operation(.delete, "certificate.x509", web, on: made)
            guard case .failed(let failure) = await world.perform([remove])[0] else {
                throw Unexpected("it was removed from a read-only disk")
            }
            #expect(failure.kind == .denied)
            let left = try await world.object("certificate.x509", web)
            #expect(left.attributes["condition"] == "sound")
            #expect(left.mark == made.mark)
        }
    }

    /// Fills the disk with files of one page and gives their paths.
    private func fill(_ world: World) throws -> [String] {
        var paths: [String] = []
        while true {
            let path = world.path("fill\(paths.count)")
            do throws(FileFailure) {
                try replaceFile(path, bytes: Array(repeating: 0, count: 4096), mode: 0o600)
            } catch {
                guard error.kind == .noSpace else { throw error }
                return paths
            }
            paths.append(path)
        }
    }

    /// The target's folder on a file system of 256 KiB; the registry is elsewhere.
    private func onSmallDisk(_ body: (World, String) async throws -> Void) async throws {
        let world = try World()
        let path = world.folder.folder
        try makeDirectories(path, mode: 0o755)
        try #require(mount("tmpfs", path, "tmpfs", 0, "size=256k") == 0)
        defer { umount2(path, Int32(MNT_DETACH)) }
        try await body(world, path)
    }
}
