// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import Values

/// The reference page of everything that the program can say of a catalog.
enum DiagnosticsPage {
    static func render() -> String {
        var text = """
            # Diagnostics

            What `burnham validate`, `plan` and `apply` can say of a catalog. `burnham explain CODE` prints one of these.

            """
        for page in DiagnosticPage.all {
            text += "\n## \(page.code)\n\n\(page.title.asSentence).\n\n\(page.why)\n\n\(page.fix)\n"
        }
        return text
    }
}
