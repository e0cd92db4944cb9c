// SPDX-License-Identifier: Apache-2.0

import Glibc

extension UnsafeRawBufferPointer {
    func begins(with prefix: [UInt8]) -> Bool {
        guard let start = baseAddress, prefix.count <= count else { return prefix.isEmpty }
        return prefix.withUnsafeBytes { prefix in
            guard let wanted = prefix.baseAddress else { return true }
            return memcmp(start, wanted, prefix.count) == 0
        }
    }
}
