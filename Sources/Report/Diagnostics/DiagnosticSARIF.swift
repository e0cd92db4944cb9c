// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// A check as SARIF 2.1.0 for dashboards: one run whose rules are the diagnostics' pages. Paths are relative to
/// the repository's top, columns count characters. It holds no line of any file.
struct DiagnosticSARIF {
    private static let sourceRoot = "%SRCROOT%"

    private let report: CheckReport
    private let ruleNumbers: [String: Int]
    private var texts: IndexedTexts
    private var fingerprints = FindingFingerprints()

    static func render(_ report: CheckReport) -> String {
        var document = DiagnosticSARIF(report)
        return document.text()
    }

    private init(_ report: CheckReport) {
        self.report = report
        texts = IndexedTexts(report.files.texts)
        ruleNumbers = Dictionary(
            report.tool.rules.enumerated().map { ($1.code, $0) },
            uniquingKeysWith: { first, _ in
                first
            })
    }

    /// A rule and a result stand on a line each.
    private mutating func text() -> String {
        var json = JSONText()
        json.punctuate("{\"$schema\":")
        json.write(
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        )
        json.punctuate(",\n\"version\":\"2.1.0\",\n\"runs\":[{\"columnKind\":\"unicodeCodePoints\"")
        json.punctuate(",\n\"originalUriBaseIds\":")
        json.write([
            Self.sourceRoot: ["description": ["text": "the repository that holds the files"]]
        ])
        json.punctuate(",\n\"tool\":{\"driver\":{\"name\":\"burnham\",\"semanticVersion\":")
        json.write(report.tool.version)
        json.punctuate(",\"version\":")
        json.write(report.tool.version)
        json.punctuate(",\n\"rules\":")
        json.writeLines(report.tool.rules.map(Self.value))
        json.punctuate("}},\n\"results\":")
        var results: [Value] = []
        for diagnostic in report.diagnostics {
            results.append(value(of: diagnostic, level: diagnostic.severity.rawValue))
        }
        for audit in report.audits { results.append(value(of: audit, level: "note")) }
        json.writeLines(results)
        json.punctuate("}]}\n")
        return json.text
    }

    private static func value(of rule: CheckTool.Rule) -> Value {
        [
            "id": .string(rule.code),
            "shortDescription": ["text": .string(rule.title)],
            "fullDescription": ["text": .string(rule.why)],
            "help": ["text": .string("\(rule.why)\n\n\(rule.fix)")],
        ]
    }

    // MARK: Results

    private mutating func value(of diagnostic: Diagnostic, level: String) -> Value {
        let place = diagnostic.place.map { location(of: $0) } ?? ["physicalLocation": home]
        var related: [Value] = []
        for other in diagnostic.related {
            related.append(location(of: other.place, saying: other.label))
        }
        let fingerprint = fingerprints.next(for: diagnostic, in: report.files, &texts)
        var result: Fields<Value> = [
            "ruleId": .string(diagnostic.code),
            "level": .string(level),
            "message": ["text": .string(Self.plain(diagnostic.lines.joined(separator: "\n")))],
            "locations": [place],
            "partialFingerprints": [FindingFingerprints.name: .string(fingerprint)],
        ]
        if let number = ruleNumbers[diagnostic.code] { result["ruleIndex"] = .int(Int64(number)) }
        if !related.isEmpty { result["relatedLocations"] = .list(related) }
        if !diagnostic.properties.isEmpty {
            let names = diagnostic.properties.keys.sorted { $0.precedesByBytes($1) }
            result["properties"] = .object(
                Fields(
                    names.map { name in
                        let text = SafeText.escaped(diagnostic.properties[name] ?? "")
                        return (name, .string(Self.plain(text)))
                    }))
        }
        return .object(result)
    }

    /// Dashboards refuse a result without a location.
    private var home: Value { ["artifactLocation": artifact(report.files.home)] }

    private mutating func location(
        of place: Diagnostic.Place, saying label: String? = nil
    ) -> Value {
        var physical: Fields<Value> = ["artifactLocation": artifact(place.file)]
        if let region = texts.region(of: place) {
            physical["region"] = [
                "startLine": .int(Int64(region.start.line)),
                "startColumn": .int(Int64(region.start.column)),
                "endLine": .int(Int64(region.end.line)),
                "endColumn": .int(Int64(region.end.column)),
            ]
        }
        var location: Fields<Value> = ["physicalLocation": .object(physical)]
        if let label {
            location["message"] = ["text": .string(Self.plain(SafeText.escaped(label)))]
        }
        return .object(location)
    }

    /// Section 3.4.3: what lies outside the base is absolute.
    private func artifact(_ file: String) -> Value {
        let path = report.files.checkout.path(of: file)
        guard path.utf8.first != UInt8(ascii: "/") else {
            return ["uri": .string("file://" + Self.escaped(path: path))]
        }
        return ["uri": .string(Self.escaped(path: path)), "uriBaseId": .string(Self.sourceRoot)]
    }

    // MARK: Escaping

    /// RFC 3986, section 2.3: all but unreserved characters and slashes by their bytes.
    private static func escaped(path: String) -> String {
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                bytes.append(byte)
            default:
                bytes += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Section 3.11.6: `[text](target)` in a message would be a link. No backslash before it would be safe: one
    /// may stand there already.
    private static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "(", result.last == "]" {
                result.append(contentsOf: "\\u{28}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension JSONText {
    /// A list with an item a line.
    fileprivate mutating func writeLines(_ items: [Value]) {
        punctuate("[")
        for (place, item) in items.enumerated() {
            punctuate(place == 0 ? "\n" : ",\n")
            write(item)
        }
        punctuate("]")
    }
}
