// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import DurableFiles

/// What the file system's refusal means for a target. Does not decide what to do about it.
extension ProviderFailure {
    static let writableFolder = "the folder has to be writable by who runs `burnham apply`"

    package init(_ failure: FileFailure) {
        let words = failure.description
        switch failure.kind {
        case .denied, .readOnly:
            self.init(.denied, words, help: Self.writableFolder)
        case .noSpace:
            self.init(.rejected, words, help: "space has to be freed on the file system")
        case .locked:
            self.init(
                .timedOut, words, help: "another `burnham` is writing this target",
                isTransient: true)
        case .exists, .notADirectory, .isADirectory, .notEmpty, .symlink, .notAFile,
            .otherFilesystem:
            self.init(.conflict, words)
        case .tooLarge, .unsafePath, .tooDeep:
            self.init(.rejected, words)
        case .missing, .other:
            self.init(.unreachable, words)
        }
    }
}

/// Does file work and answers its failure as the target's.
package func asTarget<Result>(
    _ body: () throws(FileFailure) -> Result
) throws(ProviderFailure) -> Result {
    do throws(FileFailure) {
        return try body()
    } catch {
        throw ProviderFailure(error)
    }
}
