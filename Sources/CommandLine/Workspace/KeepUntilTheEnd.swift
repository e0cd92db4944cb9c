// SPDX-License-Identifier: Apache-2.0

/// Lets a large value live until the process ends, which is soon: the system takes its memory back at once, and freeing
/// it piece by piece takes about a twentieth of the time of a plan.
func keepUntilTheEnd(_ value: Any) {
    _ = Unmanaged.passRetained(Kept(value))
}

private final class Kept {
    let value: Any

    init(_ value: Any) { self.value = value }
}
