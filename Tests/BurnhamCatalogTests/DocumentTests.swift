// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Mustache
import Testing
import Values

@testable import BurnhamCatalog

/// Documents: how they are cut into pieces and blocks, and that what comes out is what Mustache makes of the whole.
@Suite struct DocumentTests {
    private static let variables: Fields<Value> = [
        "department": ["id": "cdph", "name": "Health & Hygiene", "units": []],
        "parameters": [
            "name": "permits", "size": 20, "isOpen": true, "note": .null, "hosts": ["a", "b"],
        ],
    ]

    private static func render(_ text: String) -> Result<String, RenderableDocument.MissingNames>? {
        let file = CatalogFile(path: "x.mustache", root: 0, bytes: Array(text.utf8))
        guard case .success(let document) = RenderableDocument.parse(file, named: "x") else {
            return nil
        }
        return document.render(variables, outermost: ["department", "parameters", "resources"])
    }

    @Test func linesWithNamesAloneArePieces() {
        let parts = DocumentParts("a {{department.name}}\n{{ parameters.size }} b\nc").parts
        #expect(
            parts == [
                .text("a "), .name(["department", "name"]), .text("\n"),
                .name(["parameters", "size"]), .text(" b\nc"),
            ])
    }

    @Test func aSectionIsOneBlockFromItsFirstLineToItsLast() {
        let section = "{{#parameters.hosts}}\n- {{.}}\n{{/parameters.hosts}}\n"
        #expect(
            DocumentParts("a\n" + section + "b").parts == [
                .text("a\n"), .block(section), .text("b"),
            ])
    }

    @Test(arguments: [
        "{{! a comment\nof two lines }}\nb {{department.id}}", "{{=<% %>=}}\n<%a%>\nb",
    ])
    func whatChangesTheRestIsABlockToTheEnd(text: String) {
        #expect(DocumentParts("a\n" + text).parts == [.text("a\n"), .block(text)])
    }

    @Test(arguments: [
        "{{department.name}}: {{parameters.name}}, up to {{parameters.size}} GB.\nlast line",
        "open: {{parameters.isOpen}} {{{department.name}}} {{&department.id}}\n",
        "{{parameters.note}}|{{department.name.inside}}|\r\n",
        "x\n{{#parameters.hosts}}\n  - {{.}} of {{department.id}}\n{{/parameters.hosts}}\ny\n",
        "x [{{#parameters.hosts}}\"{{.}}\", {{/parameters.hosts}}{{department.id}}]\n",
        "x\n{{^department.units}}\nnone\n{{/department.units}}\n{{! said }}\n{{parameters.name}}\n",
        "x {{#parameters}}{{name}} {{size}}{{#isOpen}} open{{/isOpen}}{{/parameters}}\n",
    ])
    func aRenderingIsWhatMustacheMakesOfTheWhole(text: String) throws {
        let whole = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
        let variables = try #require(Self.plain(.object(Self.variables)))
        let expected = whole.render(variables)
        #expect(try #require(Self.render(text)).get() == expected)
    }

    private static func plain(_ value: Value) -> Any? {
        switch value {
        case .null: nil
        case .bool(let flag): flag
        case .int(let number): number
        case .double(let number): number
        case .string(let text): text
        case .list(let items): items.compactMap(plain)
        case .object(let fields):
            Dictionary(
                uniqueKeysWithValues: fields.compactMap { entry in
                    plain(entry.value).map { (entry.key, $0) }
                })
        }
    }

    @Test func namesThatNothingHasAreToldOnceInTheirOrder() throws {
        let text =
            "{{nobody}} {{department.chief}}\n{{#parameters.list}}x{{/parameters.list}}{{nobody}}"
        guard case .failure(let missing) = try #require(Self.render(text)) else {
            Issue.record("it was rendered")
            return
        }
        #expect(missing.names == ["nobody", "department.chief", "parameters.list"])
    }

    @Test func aSectionThatIsNotClosedIsNoDocument() {
        #expect(Self.render("a\n{{#parameters.hosts}}\nb") == nil)
    }
}
