// SPDX-License-Identifier: Apache-2.0

import Values

/// The `state` part of an erasure's entry: which entries were erased, as ranges of first and last index.
enum ErasureState {
    static func value(of entries: [Int]) -> Value {
        var ranges: [ClosedRange<Int>] = []
        for entry in entries.sorted() {
            if let last = ranges.last, last.upperBound + 1 == entry {
                ranges[ranges.count - 1] = last.lowerBound...entry
            } else {
                ranges.append(entry...entry)
            }
        }
        return [
            "entries": .list(
                ranges.map { [.int(Int64($0.lowerBound)), .int(Int64($0.upperBound))] })
        ]
    }

    /// Nil for bytes that are no such state.
    static func ranges(_ state: UnsafeRawBufferPointer) -> [Range<Int>]? {
        guard let value = try? JSONParser.parse(state), let list = value["entries"]?.list else {
            return nil
        }
        let ranges = list.compactMap { pair -> Range<Int>? in
            guard let pair = pair.list, pair.count == 2, let first = pair[0].int,
                let last = pair[1].int, first >= 0, first <= last, last < .max
            else { return nil }
            return Int(first)..<Int(last) + 1
        }
        return ranges.count == list.count ? ranges : nil
    }
}
