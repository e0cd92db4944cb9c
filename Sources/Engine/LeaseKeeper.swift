// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Synchronization

/// Holds a lease and renews it from a thread of its own, so that no blocking target can let it run out.
/// It decides nothing: a lost lease shows in the next transaction, which the store refuses.
final class LeaseKeeper: Sendable {
    private let store: any Store
    private let current: Mutex<Lease>
    private let stopped = DispatchSemaphore(value: 0)
    private let now: @Sendable () -> Instant

    private static let secondsBetweenRenewals = 15

    init(store: any Store, lease: Lease, now: @escaping @Sendable () -> Instant) {
        self.store = store
        self.now = now
        current = Mutex(lease)
        let thread = Thread { [self] in beat() }
        thread.name = "lease"
        thread.start()
    }

    var lease: Lease { current.withLock { $0 } }

    /// Ends the heartbeat; the lease itself is the caller's to release.
    func stop() { stopped.signal() }

    private func beat() {
        while stopped.wait(timeout: .now() + .seconds(Self.secondsBetweenRenewals)) == .timedOut {
            guard let renewed = try? store.renew(lease, now: now()) else { continue }
            current.withLock { $0 = renewed }
        }
    }
}
