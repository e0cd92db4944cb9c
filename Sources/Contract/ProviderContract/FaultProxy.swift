// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A relay on 127.0.0.1 between a provider and its server that misbehaves on demand. What it does to a connection is
/// what was asked for when the connection came; connections that are there when that changes are cut.
package final class FaultProxy: Sendable {
    package enum Fault: Sendable, Equatable {
        case none
        /// Every connection is reset before a byte.
        case refusing
        /// What comes is read and nothing is answered.
        case silent
        /// The server's replies end after so many bytes, and with them the connection.
        case cutting(afterBytes: Int)
        /// The first reply is other bytes, then the connection ends.
        case babbling
    }

    package let port: Int
    private let listener: Int32
    private let server: UInt16
    private let serverAddress: String
    private let state = Mutex(State())

    private struct State {
        var fault = Fault.none
        var open: Set<Int32> = []
    }

    /// A relay to a port of 127.0.0.1, or of another address of this machine.
    package init(to server: Int, at address: String = "127.0.0.1") throws {
        self.server = UInt16(server)
        serverAddress = address
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = Self.socketAddress("127.0.0.1", port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isReady else { throw ContractViolation("the relay can't listen") }
        listener = descriptor
        port = Int(UInt16(bigEndian: place.sin_port))
        Self.inThread { [weak self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0, let relay = self else { return }
                Self.inThread { relay.serve(client) }
            }
        }
    }

    deinit {
        // Wakes the thread that waits for connections.
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// What happens to connections from now on.
    package func misbehave(_ fault: Fault) {
        state.withLock { state in
            state.fault = fault
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    // MARK: Relaying

    private func serve(_ client: Int32) {
        let fault = state.withLock { $0.fault }
        guard fault != .refusing else { return reset(client) }
        guard let upstream = connected() else { return reset(client) }
        state.withLock { $0.open.formUnion([client, upstream]) }
        let pair = RelayedPair(client, upstream)
        let other = Self.startThread {
            pair.relay(from: client, to: upstream, bytesMax: fault == .silent ? 0 : nil)
        }
        switch fault {
        case .silent: pair.waitForEnd(of: client)
        case .babbling: pair.babble(to: client)
        case .cutting(let bytes): pair.relay(from: upstream, to: client, bytesMax: bytes)
        case .none, .refusing: pair.relay(from: upstream, to: client, bytesMax: nil)
        }
        pair.end()
        // It looks at both descriptors, whose numbers the next connection may get once they are closed.
        pthread_join(other, nil)
        state.withLock { state in
            state.open.subtract([client, upstream])
            close(client)
            close(upstream)
        }
    }

    private func connected() -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = Self.socketAddress(serverAddress, port: server)
        let isConnected = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isConnected { return descriptor }
        close(descriptor)
        return nil
    }

    /// Ends a connection so that its other side sees a reset.
    private func reset(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger,
            socklen_t(MemoryLayout.size(ofValue: linger)))
        close(descriptor)
    }

    private static func socketAddress(_ address: String, port: UInt16) -> sockaddr_in {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        inet_pton(AF_INET, address, &place.sin_addr)
        return place
    }

    private static func inThread(_ body: @escaping @Sendable () -> Void) {
        pthread_detach(startThread(body))
    }

    private static func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
        let box = Unmanaged.passRetained(ThreadBody(body))
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        return thread
    }
}

private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// The two ends of one relayed connection.
private struct RelayedPair: Sendable {
    private let client: Int32
    private let upstream: Int32

    /// A relay that waits for more before it sends on what it has would be the slowest part of a test.
    init(_ client: Int32, _ upstream: Int32) {
        (self.client, self.upstream) = (client, upstream)
        var isOn: Int32 = 1
        for descriptor in [client, upstream] {
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, 4)
        }
    }

    /// Until one side ends, or so many bytes went over.
    func relay(from source: Int32, to sink: Int32, bytesMax: Int?) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var left = bytesMax ?? .max
        while left > 0 {
            let count = recv(source, &buffer, min(buffer.count, left), 0)
            guard count > 0, send(all: buffer[..<count], to: sink) else { break }
            left -= count
        }
        if bytesMax != 0 { end() }
    }

    func babble(to sink: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        guard recv(upstream, &buffer, 1, 0) >= 0 else { return }
        _ = send(all: ArraySlice("I am no server\r\n\0\u{1}\u{7f}".utf8), to: sink)
    }

    /// Reads and drops what comes until the other side gives up.
    func waitForEnd(of source: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while recv(source, &buffer, buffer.count, 0) > 0 {}
    }

    func end() {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(upstream, Int32(SHUT_RDWR))
    }

    private func send(all bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(sink, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
