// SPDX-License-Identifier: Apache-2.0

package import Values

/// A text of the catalog for people: one text, or one for each of several languages.
package struct LocalizedText: Sendable, Equatable {
    /// By language tag (RFC 5646); a text without a language stands under the empty key.
    package let byLanguage: Fields<String>

    package init(_ text: String) { byLanguage = ["": text] }

    package init(byLanguage: Fields<String>) { self.byLanguage = byLanguage }

    /// The text in the first of these languages that there is, else in English, else in the first there is.
    package func text(in languages: [String] = []) -> String {
        for language in languages + ["en", ""] {
            if let text = byLanguage[language] { return text }
        }
        return byLanguage.values.first ?? ""
    }
}
