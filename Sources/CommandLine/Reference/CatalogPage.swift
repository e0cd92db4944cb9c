// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import Values

/// The reference page of the catalog's kinds, made from the tables that the decoder reads by.
enum CatalogPage {
    static func render() -> String {
        var text = """
            # Kinds of the catalog

            Every YAML document below `catalog/` and `templates/` is one of these. Ids have 1 to 63 of a to z, 0 to 9 and inner
            hyphens; names of resources, parameters and tiers have 1 to 40 of a to z, 0 to 9 and `_` and begin with a letter. A
            text field is one text, or a mapping of languages to texts. An unknown key is an error. `kind` names the kind.

            """
        var shown: Set<String> = []
        for kind in CatalogKind.allCases {
            guard let table = FieldTable.of(kind) else { continue }
            text += "\n## \(kind.rawValue)\n\n\(kind.summary)\n\n" + rows(of: table)
            for below in nested(in: table) where shown.insert(below.name).inserted {
                text += "\n### \(below.name.asSentence)\n\n" + rows(of: below)
            }
        }
        return text + reserved
    }

    private static var reserved: String {
        let kinds = CatalogKind.allCases.filter { FieldTable.of($0) == nil }
        return "\n## Reserved\n\nOf later versions, and refused by this one: "
            + kinds.map { "`\($0.rawValue)`" }.joined(separator: ", ") + ".\n"
    }

    // MARK: Fields

    /// The mappings in a mapping, at any depth, in the order in which they are met.
    private static func nested(in table: FieldTable) -> [FieldTable] {
        table.fields.compactMap(\.form.table).flatMap { [$0] + nested(in: $0) }
    }

    private static func rows(of table: FieldTable) -> String {
        var text = "| field | value | required, or else | meaning |\n|---|---|---|---|\n"
        for field in table.fields where field.key != "kind" {
            text += "| `\(field.key)` | \(words(field.form)) | \(words(field.presence)) |"
            text += " \(field.meaning) |\n"
        }
        return text
    }

    private static func words(_ form: FieldForm) -> String {
        switch form {
        case .text: "text, or texts by language"
        case .string: "text"
        case .id: "id"
        case .reference(let kind): "id of \(kind.phrase)"
        case .name: "name"
        case .path: "`department/subscription`"
        case .bool: "`true` or `false`"
        case .date: "day, `YYYY-MM-DD`"
        case .duration: "length of time, such as `24h`"
        case .share: "share, such as `\"10%\"`"
        case .amount: "decimal number in quotes"
        case .currency: "code of a currency, such as `USD`"
        case .fraction: "part of one, such as `0.95`"
        case .strings: "list of texts"
        case .ids: "list of ids"
        case .references(let kind): "list of ids, each of \(kind.phrase)"
        case .names: "list of names"
        case .paths: "list of `department/subscription`"
        case .quantity: "number, or one `${...}` that gives one"
        case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .choice(let choices): list(choices)
        case .choices(let choices): "list of \(list(choices))"
        case .mapping(let table): table.name
        case .list(let table): "list, each \(table.name)"
        case .named(_, let table): "names, each with \(table.name)"
        case .pairs(_, _, let words): "names to \(words)"
        case .either(_, _, let words), .free(let words): words
        }
    }

    private static func list(_ choices: [String]) -> String {
        choices.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func words(_ presence: FieldTable.Presence) -> String {
        switch presence {
        case .required: "required"
        case .requiredUnless(let exemption): "required unless \(exemption.words)"
        case .optional: ""
        case .standard(let value): value
        case .alternative: "one of these"
        }
    }
}
