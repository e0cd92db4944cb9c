// SPDX-License-Identifier: Apache-2.0

extension String {
    /// With a capital letter and without a full stop.
    package var asSentence: String {
        let trimmed = hasSuffix(".") ? dropLast() : self[...]
        return trimmed.prefix(1).uppercased() + trimmed.dropFirst()
    }
}
