// SPDX-License-Identifier: Apache-2.0

import Values

/// Lists that are too long to stand beside each other: what is added and what is taken away.
extension PlanText {
    private static let itemsMost = 10

    mutating func writeDifference(_ before: [Value], _ after: [Value]) {
        var counts: [String: Int] = [:]
        let (old, new) = (before.map(ValueText.text(of:)), after.map(ValueText.text(of:)))
        for item in old { counts[item, default: 0] += 1 }
        let added = new.filter { item in
            counts[item, default: 0] -= 1
            return counts[item, default: 0] < 0
        }
        let removed = old.filter { item in
            guard counts[item, default: 0] > 0 else { return false }
            counts[item, default: 0] -= 1
            return true
        }
        let start = buffer.column
        buffer.write("\(Counts.text(before.count)) → \(Counts.text(after.count, "value"))")
        if added.isEmpty, removed.isEmpty { buffer.write(", in another order") }
        write(removed, "-", .removed, indent: start)
        write(added, "+", .added, indent: start)
    }

    private mutating func write(_ items: [String], _ sign: String, _ tone: Tone, indent: Int) {
        let shown = context.showsAll ? items.count : min(items.count, Self.itemsMost)
        for item in items.prefix(shown) {
            buffer.line(indent: indent)
            let most = buffer.screen.width - indent - 2
            let text = context.showsAll ? item : SafeText.cut(item, to: most)
            buffer.write("\(sign) \(text)", tone)
        }
        if shown < items.count {
            buffer.line(indent: indent)
            buffer.write("\(sign) \(Counts.text(items.count - shown)) more", .faint)
            buffer.write(", --all shows each", .faint)
        }
    }
}
