// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Foundation
import YAMLSource

/// The file outside the catalog that holds what a pull request must not change. Until servers come it names
/// checkpoint sinks; it has to be readable by its owner only.
struct SiteFile: Sendable {
    static let standardPath = "/etc/burnham/site.yaml"

    /// Files or folders (with a final slash) that each checkpoint is copied to.
    let checkpointSinks: [String]

    /// The named file, else BURNHAM_SITE's, else the standard one if it is there.
    static func read(_ named: String?) throws -> SiteFile? {
        let stated = named ?? EnvironmentVariable.site.value
        let path = stated ?? standardPath
        guard let status = try fileStatus(path, followingLinks: true) else {
            if stated == nil { return nil }
            throw CommandFailure(.wrongInput, "no site file at `\(path)`")
        }
        guard status.mode & 0o077 == 0 else {
            throw CommandFailure(
                .refused, "site file `\(path)` can be read by others than its owner",
                help: "chmod 600 \(path)")
        }
        let bytes = try readFile(path, limit: 1 << 20)
        return try parse(bytes, path)
    }

    private static func parse(_ bytes: [UInt8], _ path: String) throws -> SiteFile {
        let (documents, problems) = YAMLSource.parse(bytes)
        if let problem = problems.first {
            let line = LineIndex(bytes).position(at: problem.span.start).line
            throw CommandFailure(.wrongInput, "\(path):\(line): \(problem.message)")
        }
        guard let entries = documents.first?.mapping else { return SiteFile(checkpointSinks: []) }
        var sinks: [String] = []
        for entry in entries {
            guard entry.keyText == "checkpoint_sinks" else {
                throw CommandFailure(
                    .wrongInput, "\(path): a site file has no key `\(entry.keyText)`",
                    help: "it has `checkpoint_sinks`, a list of files and folders")
            }
            let items = entry.value.sequence ?? []
            sinks = items.compactMap { $0.scalar?.text }
            guard sinks.count == items.count, sinks.allSatisfy({ $0.hasPrefix("/") }) else {
                throw CommandFailure(
                    .wrongInput, "\(path): `checkpoint_sinks` is a list of absolute paths")
            }
        }
        return SiteFile(checkpointSinks: sinks)
    }
}
