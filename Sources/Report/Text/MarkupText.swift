// SPDX-License-Identifier: Apache-2.0

/// Text inside XML and HTML, in content and in quoted attributes (XML 1.0, section 2.4). It leaves control
/// characters to `SafeText`.
enum MarkupText {
    static func escaped(_ text: String) -> String {
        text.escaping(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"])
    }
}
