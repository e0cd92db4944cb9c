// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Mustache
import Values
import YAMLSource

/// A document of `templates/files/`, parsed once and rendered for each subscription: Mustache, as text and not
/// as HTML. A name that nothing has is an error, not an empty place. Plain names are looked up here; Mustache
/// renders the rest.
final class RenderableDocument: Sendable {
    let name: String
    let file: String
    private let parts: [Part]
    /// Of a rendering, as far as the length of the document tells.
    private let bytesExpected: Int
    /// Resources of the template that it names.
    let resources: [String]
    /// Every word in its tags: the variables that it sees are among them.
    let words: Set<String>
    let seesResources: Bool

    private enum Part: Sendable {
        case text(String)
        case name([String])
        case block(MustacheTemplate)
    }

    private init(_ file: CatalogFile, named name: String, _ text: String) throws {
        self.name = name
        self.file = file.path
        parts = try DocumentParts(text).parts.map(Self.parsed)
        bytesExpected = text.utf8.count
        resources = Self.resources(in: text)
        words = Self.words(in: text)
        seesResources = words.contains("resources")
    }

    static func parse(
        _ file: CatalogFile, named name: String
    ) -> Result<RenderableDocument, DocumentFailure> {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            return .failure(.notText(file.path))
        }
        do {
            _ = try MustacheTemplate(string: text)
            return .success(try RenderableDocument(file, named: name, text))
        } catch let error as MustacheTemplate.ParserError {
            return .failure(.syntax(file.path, line: error.context.lineNumber))
        } catch {
            return .failure(.syntax(file.path, line: 1))
        }
    }

    private static func parsed(_ part: DocumentParts.Part) throws -> Part {
        switch part {
        case .text(let text): .text(text)
        case .name(let path): .name(path)
        case .block(let text): .block(try block(text))
        }
    }

    /// On a line of its own the pragma leaves nothing behind.
    private static func block(_ text: String) throws -> MustacheTemplate {
        try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
    }

    /// The names behind `resources.` in tags.
    private static func resources(in text: String) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        for tag in tags(in: text) {
            let path = tag.drop { " {&#^".contains($0) }
            guard path.hasPrefix("resources.") else { continue }
            let name = path.dropFirst("resources.".count).prefix {
                $0.isLetter || $0.isNumber || $0 == "_"
            }
            if !name.isEmpty, seen.insert(String(name)).inserted { names.append(String(name)) }
        }
        return names
    }

    /// Each tag with the text that follows it.
    private static func tags(in text: String) -> ArraySlice<Substring> {
        text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst()
    }

    private static func words(in text: String) -> Set<String> {
        Set(
            tags(in: text).flatMap { tag in
                tag.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            })
    }

    // MARK: Rendering

    /// The rendered text, or the names that nothing has. `outermost` are the names of all variables, those with
    /// values and others.
    func render(
        _ variables: Fields<Value>, outermost: Set<String>
    ) -> Result<String, MissingNames> {
        let context = MustacheObject(
            fields: variables, path: "", missing: MissingNameList(), outermost: outermost)
        var text = ""
        text.reserveCapacity(bytesExpected)
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .name(let path): context.write(path, to: &text)
            case .block(let template): text += template.render(context)
            }
        }
        let names = context.missing.names
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
private final class MissingNameList {
    private(set) var names: [String] = []

    func add(_ name: String) { if !names.contains(name) { names.append(name) } }
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

    /// Writes what stands for a tag with this path: the text of a scalar, nothing for null, and for a list or an
    /// object what Mustache shows of it.
    func write(_ path: [String], to text: inout String) {
        switch value(at: path) {
        case nil, .null?: break
        case .bool(let flag)?: text += flag.description
        case .int(let number)?: text += number.description
        case .double(let number)?: text += number.description
        case .string(let piece)?: text += piece
        case let value?:
            let shown = shown(value, path.joined(separator: "."))
            text += shown.map { String(describing: $0) } ?? ""
        }
    }

    private func value(at path: [String]) -> Value? {
        var members = fields
        for depth in path.indices {
            guard let member = members[path[depth]] else {
                if depth == 0 || !outermost.contains(path[depth]) {
                    missing.add(path[...depth].joined(separator: "."))
                }
                return nil
            }
            guard depth + 1 < path.count else { return member }
            guard case .object(let inner) = member else { return nil }
            members = inner
        }
        return nil
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
