// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// A provider that is a program, as a checked-in document describes it: its types, settings and connection. All
/// that planning and checking a catalog need of it is pure and here, so that neither runs the program.
package struct ProviderDocument: Sendable {
    package let name: String
    package let summary: String
    package let types: [DocumentedType]
    package let settings: Value
    /// What the site file says of a target beside the program itself.
    package let connection: Value
    package let limits: TargetLimits

    /// The document, or all that is wrong with it.
    package static func read(
        _ bytes: [UInt8]
    ) -> Result<ProviderDocument, DocumentProblems> {
        do throws(JSONParser.Failure) {
            return read(try JSONParser.parse(bytes))
        } catch {
            let problem = DocumentProblem("", "no JSON: \(error.message) at byte \(error.offset)")
            return .failure(DocumentProblems(all: [problem]))
        }
    }

    package static func read(_ value: Value) -> Result<ProviderDocument, DocumentProblems> {
        let problems = DocumentForm.problems(value)
        guard problems.isEmpty else { return .failure(DocumentProblems(all: problems)) }
        let document = ProviderDocument(form: value)
        let more = DocumentCheck(document: document, form: value).problems()
        return more.isEmpty ? .success(document) : .failure(DocumentProblems(all: more))
    }

    /// Of a document that has its form.
    private init(form: Value) {
        name = form["name"]?.string ?? ""
        summary = form["summary"]?.string ?? ""
        settings = form["settings"] ?? DocumentForm.emptyObject
        connection = form["connection"] ?? DocumentForm.emptyObject
        limits = TargetLimits(document: form["limits"] ?? [:])
        types = (form["types"]?.list ?? []).map { DocumentedType(form: $0) }
    }

    func type(_ name: String) -> DocumentedType? { types.first { $0.type.name == name } }
}

/// Something wrong in a provider's document, and where: a JSON Pointer (RFC 6901).
package struct DocumentProblem: Sendable, Equatable, CustomStringConvertible {
    package let pointer: String
    package let message: String

    init(_ pointer: String, _ message: String) {
        self.pointer = pointer
        self.message = message
    }

    package var description: String {
        pointer.isEmpty ? message : "\(pointer): \(message)"
    }
}

package struct DocumentProblems: Error, Sendable, Equatable {
    package let all: [DocumentProblem]
}

extension TargetLimits {
    fileprivate init(document: Value) {
        func number(_ key: String, _ standard: Int) -> Int {
            document[key]?.int.map { Int($0) } ?? standard
        }
        let standard = TargetLimits()
        self.init(
            concurrency: number("concurrency", standard.concurrency),
            batchSize: number("batch_size", standard.batchSize),
            attemptsMax: number("attempts_max", standard.attemptsMax),
            timeoutSeconds: number("timeout_seconds", standard.timeoutSeconds))
    }
}
