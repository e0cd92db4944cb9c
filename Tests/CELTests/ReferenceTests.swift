// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing

/// What a program says of the variables it uses, and of fields that may be absent.
struct ReferenceTests {
    private static let parameters = CELType.object(
        "parameters",
        fields: [
            "name": CELField(.string), "note": CELField(.string, isOptional: true),
            "network": CELField(
                .object(
                    "network",
                    fields: [
                        "zone": CELField(.string, isOptional: true), "size": CELField(.int),
                    ]), isOptional: true),
        ])
    private static let bench = Workbench([
        CELDeclaration("parameters", parameters), CELDeclaration("resources"),
        CELDeclaration("list", .list(parameters)), CELDeclaration("flag", .bool),
    ])

    private static let references: [Row] = [
        Row("resources.role.name + '-' + parameters.name", "resources.role.name, parameters.name"),
        Row("resources['role'].names[0]", "resources.role.names[0]"),
        Row("resources[parameters.name].id", "resources, parameters.name"),
        Row("list.map(parameters, parameters.name)", "list"),
        Row("list.exists(p, p.name == parameters.name)", "list, parameters.name"),
        Row("has(resources.role.name)", "resources.role.name?"),
        Row("resources.?role.name", "resources.role.name"),
        Row("cel.bind(r, resources.role, r.name)", "resources.role"),
        Row("1 + 2", ""),
    ]

    @Test(arguments: references) func names(_ row: Row) throws {
        let found = try Self.bench.program(row.expression).references.map {
            "\($0)\($0.isPresenceTest ? "?" : "")"
        }
        #expect(found.joined(separator: ", ") == row.expected)
    }

    private static let unguarded: [Row] = [
        Row("parameters.note", "parameters.note"),
        Row("parameters.name", ""),
        Row("has(parameters.note) ? parameters.note : 'none'", ""),
        Row("!has(parameters.note) ? parameters.note : 'none'", "parameters.note"),
        Row("!has(parameters.note) ? 'none' : parameters.note", ""),
        Row("has(parameters.note) && parameters.note == 'a'", ""),
        Row("parameters.note == 'a' && has(parameters.note)", ""),
        Row("has(parameters.note) || parameters.note == 'a'", "parameters.note"),
        Row("!has(parameters.note) || parameters.note == 'a'", ""),
        Row("flag && has(parameters.note) && (flag || parameters.note == 'a')", ""),
        Row("'note' in parameters && parameters['note'] == 'a'", ""),
        Row("has(parameters.network.zone)", "parameters.network"),
        Row("has(parameters.network) && has(parameters.network.zone)", ""),
        Row(
            "has(parameters.network) && has(parameters.network.zone) ? parameters.network.zone : ''",
            ""),
        Row("has(parameters.network) ? parameters.network.zone : ''", "parameters.network.zone"),
        Row("parameters.?note.orValue('x')", ""),
        Row("parameters.?network.zone.orValue('x')", ""),
        Row("list.filter(p, has(p.note) && p.note == 'a').size()", ""),
        Row("list.map(p, has(p.note), p.note).size()", ""),
        Row("list.map(p, p.note).size()", "p.note"),
        Row("list.exists(p, has(p.note)) && list[0].note == 'a'", "list[0].note"),
        Row("(flag ? list[0] : list[1]).note", "note"),
        Row("cel.bind(i, 0, has(list[i].note) ? list[i].note : '')", ""),
        Row("cel.bind(i, 0, cel.bind(k, 1, has(list[i].note) ? list[k].note : ''))", "note"),
    ]

    @Test(arguments: unguarded) func namesUnguarded(_ row: Row) throws {
        let found = try Self.bench.program(row.expression).unguardedOptionalSelects
        #expect(found.map(\.description).joined(separator: ", ") == row.expected)
    }

    @Test func rangesCoverThePath() throws {
        let source = "1 + resources.role['name'].size() + parameters.note.size()"
        let program = try Self.bench.program(source)
        func text(_ path: CELSelectPath) -> String {
            String(decoding: Array(source.utf8)[path.range], as: UTF8.self)
        }
        #expect(program.references.map(text) == ["resources.role['name']", "parameters.note"])
        #expect(program.unguardedOptionalSelects.map(text) == ["parameters.note"])
    }

    @Test func endsOfEmbeddedExpressions() {
        func rest(_ text: String) -> String? {
            let bytes = Array(text.utf8)
            guard let end = CELLexer.endOfEmbeddedExpression(in: bytes, from: 2) else { return nil }
            return String(decoding: bytes[end...], as: UTF8.self)
        }
        #expect(rest("${a}-b}") == "}-b}")
        #expect(rest("${{'a': {}}['}']} x") == "} x")
        #expect(rest(#"${"}\"}" + r'}\' + '''}'}'''}!"#) == "}!")
        #expect(rest("${a // }\n}") == "}")
        #expect(rest("${a # ą }.") == "}.")
        #expect(rest("${a") == nil)
        #expect(rest("${'a}") == nil)
        #expect(rest("${{a}") == nil)
        #expect(rest("${") == nil)
    }
}
