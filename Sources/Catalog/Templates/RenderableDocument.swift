// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Mustache
import Synchronization
import Values
import YAMLSource

/// A document of `templates/files/`, parsed once and rendered for each subscription: Mustache, as text and not
/// as HTML. A name that nothing has is an error, not an empty place.
struct RenderableDocument: Sendable {
    let name: String
    let file: String
    private let template: MustacheTemplate
    /// Resources of the template that it names.
    let resources: [String]

    static func parse(
        _ file: CatalogFile, named name: String
    ) -> Result<RenderableDocument, DocumentFailure> {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            return .failure(.notText(file.path))
        }
        do {
            let template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
            return .success(
                RenderableDocument(
                    name: name, file: file.path, template: template,
                    resources: Self.resources(in: text)))
        } catch let error as MustacheTemplate.ParserError {
            return .failure(.syntax(file.path, line: error.context.lineNumber))
        } catch {
            return .failure(.syntax(file.path, line: 1))
        }
    }

    /// The names behind `resources.` in tags.
    private static func resources(in text: String) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        for tag in text.split(separator: "{{").dropFirst() {
            let path = tag.drop { " {&#^".contains($0) }
            guard path.hasPrefix("resources.") else { continue }
            let name = path.dropFirst("resources.".count).prefix {
                $0.isLetter || $0.isNumber || $0 == "_"
            }
            if !name.isEmpty, seen.insert(String(name)).inserted { names.append(String(name)) }
        }
        return names
    }

    /// The rendered text, or the names that nothing has.
    func render(_ variables: Fields<Value>) -> Result<String, MissingNames> {
        let missing = MissingNameList()
        let context = MustacheObject(
            fields: variables, path: "", missing: missing, outermost: Set(variables.keys))
        let text = template.render(context)
        let names = missing.names
        return names.isEmpty ? .success(text) : .failure(MissingNames(names: names))
    }

    struct MissingNames: Error {
        let names: [String]
    }
}

/// Why a document can't be used.
enum DocumentFailure: Error {
    case notText(String)
    case syntax(String, line: Int)

    func diagnostic(used place: Diagnostic.Place) -> Diagnostic {
        switch self {
        case .notText(let path):
            Diagnostic(.badDocument, "`\(path)` is not UTF-8 text", at: place)
        case .syntax(let path, let line):
            Diagnostic(.badDocument, "`\(path)` is no Mustache from line \(line) on", at: place)
        }
    }
}

/// Collects the names that a rendering did not find.
private final class MissingNameList: Sendable {
    private let found = Mutex<[String]>([])

    func add(_ name: String) {
        found.withLock { if !$0.contains(name) { $0.append(name) } }
    }

    var names: [String] { found.withLock { $0 } }
}

/// An object as Mustache walks it. A member that is null is empty; one that is not there is missing, unless the
/// outermost object has it, where Mustache looks next.
private struct MustacheObject: MustacheParent {
    let fields: Fields<Value>
    let path: String
    let missing: MissingNameList
    let outermost: Set<String>

    func child(named name: String) -> Any? {
        let childPath = path.isEmpty ? name : "\(path).\(name)"
        guard let value = fields[name] else {
            if path.isEmpty || !outermost.contains(name) { missing.add(childPath) }
            return nil
        }
        return shown(value, childPath)
    }

    private func shown(_ value: Value, _ path: String) -> Any? {
        switch value {
        case .null: nil
        case .bool(let flag): flag
        case .int(let number): number
        case .double(let number): number
        case .string(let text): text
        case .list(let items): items.compactMap { shown($0, path) }
        case .object(let fields):
            MustacheObject(fields: fields, path: path, missing: missing, outermost: outermost)
        }
    }
}
