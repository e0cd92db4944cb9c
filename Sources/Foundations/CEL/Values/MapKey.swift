// SPDX-License-Identifier: Apache-2.0

import Values

/// A map key by its meaning: whole numbers are one key whatever their kind, text is its bytes.
enum MapKey: Hashable {
    case bool(Bool)
    case int(Int64)
    /// Above the range of `int`.
    case large(UInt64)
    case string(String)

    /// Nil for a value that can't be a key.
    init?(_ value: CELValue) {
        switch value {
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .uint(let number): self = Int64(exactly: number).map { .int($0) } ?? .large(number)
        case .string(let text): self = .string(text)
        default: return nil
        }
    }

    /// A double finds the key of the same value, although it can't be one.
    init?(lookup value: CELValue) {
        guard case .double(let number) = value else {
            self.init(value)
            return
        }
        if let whole = Int64(exactly: number) {
            self = .int(whole)
        } else if let whole = UInt64(exactly: number) {
            self = .large(whole)
        } else {
            return nil
        }
    }

    static func == (left: MapKey, right: MapKey) -> Bool {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.large(let left), .large(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let flag): hasher.combine(flag)
        case .int(let number): hasher.combine(number)
        case .large(let number): hasher.combine(number)
        case .string(var text):
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
