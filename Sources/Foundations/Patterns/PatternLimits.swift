// SPDX-License-Identifier: Apache-2.0

/// The bounds that make every search end. They hold for all patterns alike and are not configurable,
/// so that a pattern that is accepted on one machine is accepted on every other.
package enum PatternLimits {
    package static let patternBytesMax = 16_384
    /// Groups inside groups.
    package static let depthMax = 200
    /// The largest count in `{n,m}`: RE2's own limit, and the engine's.
    package static let re2RepeatMax = 1_000
    package static let ecmaRepeatMax = 65_535
    package static let textBytesMax = 16 << 20
    /// Backtracking steps of one search, over all places where the match could start.
    package static let stepsMax = 20_000_000
    /// Characters that a step may read before the steps are made fewer: every doubling halves them.
    static let freeCharactersPerStep = 32
    /// Memory for backtracking.
    static let heapKibibytesMax: UInt32 = 64 * 1024
    static let backtrackDepthMax: UInt32 = 1_000_000
}
