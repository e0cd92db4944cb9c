// SPDX-License-Identifier: Apache-2.0

/// One file as it is to be: its whole content, mode and owner. Says nothing about what was there.
package struct FileReplacement: Sendable {
    package let path: RelativePath
    package let bytes: [UInt8]
    /// The permission bits, exact whatever the umask.
    package let mode: UInt32
    /// Nil: whoever this process runs as.
    package let owner: FileOwner?
    /// Fails with `exists` instead of replacing.
    package let mustBeNew: Bool

    package init(
        path: RelativePath, bytes: [UInt8], mode: UInt32, owner: FileOwner? = nil,
        mustBeNew: Bool = false
    ) {
        self.path = path
        self.bytes = bytes
        self.mode = mode
        self.owner = owner
        self.mustBeNew = mustBeNew
    }
}

/// Names of files half-way through a replacement. A killed process may leave one behind; it is never
/// listed, and `removeTemporaryFiles` takes it away.
package enum TemporaryName {
    private static let prefix = ".burnham-temporary-"

    static func make() -> String {
        let number = UInt64.random(in: .min ... .max)
        return prefix + String(number, radix: 36)
    }

    package static func matches(_ name: String) -> Bool { name.utf8.starts(with: prefix.utf8) }
}
