// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a part's commitment is the digest of: salt, name, a zero byte, canonical JSON of the value. Reads
/// it; `EntrySealer` writes it.
enum PartPreimage {
    /// The canonical value's bytes; nil where the preimage is of another part or too short.
    static func valueBytes(
        of part: EntryPart, _ preimage: UnsafeRawBufferPointer
    ) -> UnsafeRawBufferPointer? {
        var name = part.rawValue
        return name.withUTF8 { name in
            let nameStart = EntrySealer.saltByteCount
            let valueStart = nameStart + name.count + 1
            guard preimage.count > valueStart,
                preimage[nameStart..<valueStart - 1].elementsEqual(name),
                preimage[valueStart - 1] == 0
            else { return nil }
            return UnsafeRawBufferPointer(rebasing: preimage[valueStart...])
        }
    }

    /// Nil where the preimage is not one of this part.
    static func value(of part: EntryPart, _ preimage: UnsafeRawBufferPointer) -> Value? {
        guard let bytes = valueBytes(of: part, preimage) else { return nil }
        return try? JSONParser.parse(Array(bytes))
    }
}
