// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import TargetFiles
import Values

/// Secrets as files that only their owner can read. It keeps no secret anywhere but in its file.
package enum SecretFiles {
    package static let provider = Provider(
        name: "secret-files", summary: "Generated secrets, each in a file of its own.",
        types: types,
        settings: .init(
            schema: ["type": "object", "properties": [:], "additionalProperties": false],
            limits: TargetLimits(concurrency: 1, batchSize: 500)),
        makeObserver: { SecretObserver(place: $0) }, makePerformer: { SecretPerformer(place: $0) })

    static let types = [TokenType.type]
}
