// SPDX-License-Identifier: Apache-2.0

/// One name of a folder as the kernel has it: bytes without a NUL or `/`, in whatever encoding.
struct RawName {
    /// Ends in a NUL.
    let characters: [CChar]

    init(copying name: UnsafePointer<CChar>) {
        var count = 0
        while name[count] != 0 { count += 1 }
        characters = Array(UnsafeBufferPointer(start: name, count: count + 1))
    }

    var isDot: Bool {
        let dot = CChar(bitPattern: UInt8(ascii: "."))
        return characters == [dot, 0] || characters == [dot, dot, 0]
    }

    /// Nil where the bytes are no UTF-8.
    var text: String? {
        String(validating: characters.dropLast().lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    var repairedText: String {
        String(decoding: characters.dropLast().lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
