// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLSource

@Suite struct YAMLSourceTests {
    @Test func anEmptyFileHasNoDocumentAndNoProblem() {
        for text in ["", "# nothing\n", "\u{FEFF}"] {
            let (documents, problems) = YAMLSource.parse(Array(text.utf8))
            #expect(documents.isEmpty)
            #expect(problems.isEmpty)
        }
    }
}
