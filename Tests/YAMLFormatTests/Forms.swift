// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLFormat
import YAMLSource

/// The canonical form of a text; `! code at START` where there is none.
func formatted(_ text: String) -> String {
    do throws(YAMLRefusal) {
        return try String(decoding: YAMLFormat.format(Array(text.utf8)), as: UTF8.self)
    } catch {
        return error.problems.map { "! \($0.code.rawValue) at \($0.span.start)" }
            .joined(separator: "\n")
    }
}

/// Demands of a file that its canonical form is its own, or that it is refused with a place inside it.
/// - Returns: the form.
@discardableResult
func checkForm(_ bytes: [UInt8], _ name: String) -> [UInt8]? {
    do throws(YAMLRefusal) {
        let once = try YAMLFormat.format(bytes)
        let twice = try YAMLFormat.format(once)
        #expect(
            once == twice,
            "\(name):\n\(String(decoding: once.prefix(2000), as: UTF8.self))\n--- becomes\n\(String(decoding: twice.prefix(2000), as: UTF8.self))"
        )
        return once
    } catch {
        #expect(!error.problems.isEmpty, "\(name)")
        for problem in error.problems {
            #expect(problem.span.end <= bytes.count, "\(name): \(problem)")
        }
        return nil
    }
}
