// SPDX-License-Identifier: Apache-2.0

/// A page of words under a title, laid out for a terminal. It knows nothing of what it is about.
package enum PageText {
    package static func render(
        title: String, paragraphs: [(label: String, words: String)], on screen: Screen
    ) -> String {
        var buffer = TextBuffer(screen)
        buffer.words(title, indent: 2, .strong)
        buffer.line()
        var lines = LabelledLines()
        for paragraph in paragraphs { lines.add(paragraph.label, paragraph.words) }
        lines.write(to: &buffer)
        return buffer.text
    }
}
