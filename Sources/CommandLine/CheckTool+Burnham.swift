// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamReport
import Values

extension CheckTool {
    /// This program, with the page of every diagnostic as a rule.
    static var burnham: CheckTool {
        CheckTool(
            version: Burnham.configuration.version,
            rules: DiagnosticPage.all.map {
                Rule(code: $0.code, title: $0.title.asSentence + ".", why: $0.why, fix: $0.fix)
            })
    }
}
