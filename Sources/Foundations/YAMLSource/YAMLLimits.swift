// SPDX-License-Identifier: Apache-2.0

/// How much one file may ask of the reader. What goes beyond is a problem, never a crash, and none of
/// the limits is reached by YAML that a person writes. They bound time and memory together: with the
/// standard limits any input ends within 2 s and 512 MiB.
package struct YAMLLimits: Sendable {
    /// Bytes of the file. 32 MiB.
    package var bytesMax = 32 << 20

    /// Collections inside one another, an alias counted as what it stands for. 64, and never more than
    /// `depthCeiling`: freeing nested arrays is recursive, and 512 KiB of stack must hold it.
    package var depthMax = 64

    /// Scalars and collections of the file, as written. 4,000,000.
    package var nodesMax = 4_000_000

    /// Nodes and bytes of text that all aliases of a file add, were they written out. 1,000,000.
    package var aliasExpansionMax = 1_000_000

    /// Anchors in one file. 100,000.
    package var anchorsMax = 100_000

    /// Documents in one file. 100,000.
    package var documentsMax = 100_000

    /// After so many problems the reader gives up on the file. 100.
    package var problemsMax = 100

    package static let depthCeiling = 256
    package static let standard = YAMLLimits()

    package init() {}
}
