// SPDX-License-Identifier: Apache-2.0

import LibFuzzer
import YAMLFormat

@main struct YAMLFormatFuzzing {
    static func main() { LibFuzzer.run(test) }
}

/// Any bytes as a file that `fmt` is given: what has a canonical form has one that is its own. That it says the same as
/// the file, the formatter makes sure of itself.
private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let formatted = try? YAMLFormat.format(bytes) else { return 0 }
    precondition((try? YAMLFormat.format(formatted)) == formatted)
    return 0
}
