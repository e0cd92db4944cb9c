// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a dashboard knows a finding by when its line has moved: its rule, its file, and the lines that it points
/// at without their spaces, never their numbers nor the words of the message. Secrets are masked before anything
/// is digested, so that no digest lets one be guessed.
struct FindingFingerprints {
    static let name = "burnhamFinding/v1"

    private static let columnsMost = 400
    private static let digits = 32

    /// How often the same was met: findings of one rule on lines that read alike are numbered.
    private var counts: [String: Int] = [:]

    mutating func next(
        for diagnostic: Diagnostic, in files: CheckedFiles, _ texts: inout IndexedTexts
    ) -> String {
        var parts = [diagnostic.code]
        for place in [diagnostic.place].compactMap({ $0 }) + diagnostic.related.map(\.place) {
            parts.append(files.checkout.path(of: place.file))
            let excerpt = texts.text(of: place.file)?.excerpt(
                of: place.span, columnsMost: Self.columnsMost)
            parts.append(excerpt.map { $0.text.filter { $0 != " " } } ?? "")
        }
        if diagnostic.place == nil { parts.append(diagnostic.message) }
        let digest = Digest.sha256(parts.joined(separator: "\n").utf8).hex.prefix(Self.digits)
        let count = counts[String(digest), default: 0] + 1
        counts[String(digest)] = count
        return "\(digest):\(count)"
    }
}
