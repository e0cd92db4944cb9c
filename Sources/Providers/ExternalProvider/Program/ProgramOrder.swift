// SPDX-License-Identifier: Apache-2.0

package import Values

/// Which program is to run, and how much it may take. Does not know what it is asked.
package struct ProgramOrder: Sendable {
    package let path: String
    /// The digest that the program's bytes must have; nil where whoever runs it has just chosen it.
    package let digest: Digest?
    package let arguments: [String]
    package let limits: Limits

    package struct Limits: Sendable {
        /// Of its address space (RLIMIT_AS).
        package var memoryMebibytes: Int
        /// Of one answer.
        package var answerMebibytes: Int
        package var timeoutSeconds: Int

        package init(
            memoryMebibytes: Int = 1024, answerMebibytes: Int = 64, timeoutSeconds: Int = 60
        ) {
            self.memoryMebibytes = memoryMebibytes
            self.answerMebibytes = answerMebibytes
            self.timeoutSeconds = timeoutSeconds
        }
    }

    package init(
        path: String, digest: Digest?, arguments: [String] = [], limits: Limits = Limits()
    ) {
        self.path = path
        self.digest = digest
        self.arguments = arguments
        self.limits = limits
    }
}
