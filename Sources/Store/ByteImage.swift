// SPDX-License-Identifier: Apache-2.0

/// Enough of some bytes to tell whether others are the same, a few words for an address or a row of any size. The hash
/// is seeded anew in every process, so nobody can prepare other bytes with the same one.
struct ByteImage: Sendable, Hashable {
    private let count: Int
    private let hash: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        var hasher = Hasher()
        hasher.combine(bytes: bytes)
        count = bytes.count
        hash = hasher.finalize()
    }

    init(_ text: JSONText) { self = text.withBytes { ByteImage($0) } }

    /// The hash says it all; two images with the same one and other counts are told apart by `==`.
    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
