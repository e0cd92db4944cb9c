// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import Testing
import Values

@testable import ExternalProvider

/// Documents of providers: what is read from a good one, and where a wrong one is wrong.
@Suite struct DocumentTests {
    @Test func theExamplesDocumentIsWhatItsProgramSays() throws {
        let order = ProgramOrder(path: MailService.program, digest: nil)
        let bytes = try ExternalProgram.describe(order).get()
        let file = "\(MailService.folder)/mailbox.provider.json"
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == String(decoding: try readFile(file, limit: 1 << 20), as: UTF8.self))
    }

    @Test func thePublishedSchemaIsTheOneThatIsReadBy() throws {
        let path = "\(MailService.repository)/docs/reference/provider.schema.json"
        if getenv("BURNHAM_RECORD_SCHEMAS") != nil {
            try replaceFile(path, bytes: ReadableJSON.bytes(of: DocumentForm.schema), mode: 0o644)
        }
        let published = try JSONParser.parse(readFile(path, limit: 1 << 20))
        #expect(published == DocumentForm.schema)
    }
}
