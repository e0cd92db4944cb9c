// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import DurableFiles

/// Mounts that only the thread of one test sees, and that end with it.
enum PrivateMounts {
    private typealias Unshare = @convention(c) (Int32) -> Int32

    /// Whether this process may mount at all: only root may, and not in every container.
    static let areAllowed: Bool = {
        nonisolated(unsafe) var isAllowed = false
        onOwnThread { isAllowed = leaveOthersMounts() }
        return isAllowed
    }()

    static func run(_ body: @escaping () throws -> Void) throws {
        nonisolated(unsafe) var failure: (any Error)?
        onOwnThread {
            guard leaveOthersMounts() else { return }
            do { try body() } catch { failure = error }
        }
        if let failure { throw failure }
    }

    static func mountTiny(at path: String) throws {
        try #require(mount("tmpfs", path, "tmpfs", 0, "size=64k,nr_inodes=64") == 0)
    }

    static func mountReadOnly(at path: String) throws {
        let bind = UInt(MS_BIND)
        let readOnly = UInt(MS_REMOUNT) | bind | UInt(MS_RDONLY)
        try #require(mount(path, path, nil, bind, nil) == 0)
        try #require(mount(path, path, nil, readOnly, nil) == 0)
    }

    private static func leaveOthersMounts() -> Bool {
        let newMounts: Int32 = 0x0002_0000
        guard let symbol = dlsym(nil, "unshare") else { return false }
        guard unsafeBitCast(symbol, to: Unshare.self)(newMounts) == 0 else { return false }
        let isPrivate = UInt(MS_REC) | UInt(MS_PRIVATE)
        return mount(nil, "/", nil, isPrivate, nil) == 0
    }

    private static func onOwnThread(_ body: @escaping () -> Void) {
        final class Box {
            let body: () -> Void
            init(_ body: @escaping () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Box(body)).toOpaque()
        pthread_create(
            &thread, nil,
            { context in
                Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().body()
                return nil
            }, context)
        pthread_join(thread, nil)
    }
}
