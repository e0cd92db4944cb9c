// SPDX-License-Identifier: Apache-2.0

/// Where `needle` begins in `text` at or after a byte.
func firstOffset(of needle: String, in text: String, from start: Int = 0) -> Int? {
    TextSearch(needle).offset(in: text.utf8.span, from: start)
}
