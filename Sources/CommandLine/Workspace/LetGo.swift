// SPDX-License-Identifier: Apache-2.0

/// Frees a large value beside what goes on: its many parts take a core a while, and nobody waits for it.
func letGo(_ value: consuming some Sendable) {
    let value = value
    Task.detached { withExtendedLifetime(value) {} }
}
