// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc

/// A TCP connection that carries messages, each behind its length: RFC 1035, section 4.2.2. It waits no longer for
/// the server than it is told, and understands no message.
final class StreamConnection {
    private static let chunkBytes = 1 << 16

    private let descriptor: Int32
    private let server: NameServer
    private var received: [UInt8] = []
    private var readPosition = 0

    /// Tries each address that the server's name has.
    init(_ server: NameServer) throws(ProviderFailure) {
        self.server = server
        var list: UnsafeMutablePointer<addrinfo>?
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        let status = getaddrinfo(server.host, "\(server.port)", &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard status == 0 else {
            throw Self.unreachable(server, String(cString: gai_strerror(status)))
        }
        var failure = Self.unreachable(server, "it has no address")
        var next = list
        while let address = next {
            do throws(ProviderFailure) {
                descriptor = try Self.connected(to: address.pointee, of: server)
                return
            } catch {
                failure = error
            }
            next = address.pointee.ai_next
        }
        throw failure
    }

    deinit { close(descriptor) }

    private static func connected(
        to address: addrinfo, of server: NameServer
    ) throws(ProviderFailure) -> Int32 {
        let kind = address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.ai_family, kind, address.ai_protocol)
        guard descriptor >= 0 else { throw unreachable(server, systemWords()) }
        do throws(ProviderFailure) {
            var isOn: Int32 = 1
            setsockopt(
                descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn,
                socklen_t(MemoryLayout<Int32>.size))
            if connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 {
                guard errno == EINPROGRESS else { throw unreachable(server, systemWords()) }
                try awaitReadiness(POLLOUT, on: descriptor, of: server)
                var error: Int32 = 0
                var size = socklen_t(MemoryLayout<Int32>.size)
                getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
                guard error == 0 else {
                    throw unreachable(server, String(cString: strerror(error)))
                }
            }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    func send(_ message: [UInt8]) throws(ProviderFailure) {
        guard message.count <= UInt16.max else {
            throw ProviderFailure(
                .rejected, "a message of \(message.count) bytes is longer than any of the DNS")
        }
        let bytes = [UInt8(message.count >> 8), UInt8(message.count & 0xFF)] + message
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count >= 0 { sent += count } else { try wait(for: POLLOUT) }
        }
    }

    /// The next message.
    func receive() throws(ProviderFailure) -> [UInt8] {
        let length = try take(2)
        return Array(
            try take(Int(length[length.startIndex]) << 8 | Int(length[length.startIndex + 1])))
    }

    private func take(_ count: Int) throws(ProviderFailure) -> ArraySlice<UInt8> {
        while received.count - readPosition < count { try fill() }
        defer { readPosition += count }
        return received[readPosition..<readPosition + count]
    }

    private func fill() throws(ProviderFailure) {
        received.removeSubrange(..<readPosition)
        readPosition = 0
        let start = received.count
        received.append(contentsOf: repeatElement(0, count: Self.chunkBytes))
        let count = received.withUnsafeMutableBytes {
            recv(descriptor, $0.baseAddress.map { $0 + start }, Self.chunkBytes, 0)
        }
        let error = errno
        received.removeLast(Self.chunkBytes - max(count, 0))
        if count == 0 { throw Self.unreachable(server, "it closed the connection") }
        errno = error
        if count < 0 { try wait(for: POLLIN) }
    }

    /// After a call that could not go on; `errno` says why.
    private func wait(for event: Int32) throws(ProviderFailure) {
        if errno == EINTR { return }
        guard errno == EAGAIN else { throw Self.unreachable(server, Self.systemWords()) }
        try Self.awaitReadiness(event, on: descriptor, of: server)
    }

    private static func awaitReadiness(
        _ event: Int32, on descriptor: Int32, of server: NameServer
    ) throws(ProviderFailure) {
        var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        let milliseconds = Int32(clamping: server.timeoutSeconds * 1000)
        switch poll(&entry, 1, milliseconds) {
        case 0:
            throw ProviderFailure(
                .timedOut,
                "\(server.host):\(server.port) did not answer in \(server.timeoutSeconds) seconds",
                isTransient: true)
        case 1...: return
        default: if errno != EINTR { throw unreachable(server, systemWords()) }
        }
    }

    private static func systemWords() -> String { String(cString: strerror(errno)) }

    private static func unreachable(_ server: NameServer, _ words: String) -> ProviderFailure {
        ProviderFailure(.unreachable, "\(server.host):\(server.port): \(words)", isTransient: true)
    }
}
