// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import Values

/// The reference page of what rules of policies see.
enum PoliciesPage {
    static func render() -> String {
        var text = """
            # What rules of policies see

            The fields of a policy are on the page of [kinds](catalog.md), the language on that of [expressions](expressions.md).
            A rule with a `service` sees `parameters` with the types of that service's schema, one with a `type` sees
            `resource.attributes` with those of that [resource type](resource-types.md): what may be absent then needs `has()`.
            `policy` has the policy's own parameters. `today` is a day in the city's zone, `YYYY-MM-DD`; days compare as texts.

            What a target gives only after an apply, and secrets, can be asked for with `has()` and nothing else; a rule that comes upon
            the former warns that it is not known before the apply. Of a change's sensitive attributes there is only whether they
            differ. `resources` are all of the subscription that the resource belongs to, in that environment, itself among them.

            ## Variables

            | about | sees |
            |---|---|

            """
        for subject in PolicyRule.Subject.allCases {
            let names = PolicyReference.variables(of: subject).map { "`\($0.name)`" }
            text += "| `\(subject.rawValue)` | \(names.joined(separator: ", ")) |\n"
        }
        text += "\n| variable | type |\n|---|---|\n"
        var shown: Set<String> = []
        for subject in PolicyRule.Subject.allCases {
            for entry in PolicyReference.variables(of: subject)
            where shown.insert(entry.name).inserted {
                text += "| `\(entry.name)` | \(entry.type) |\n"
            }
        }
        for object in PolicyReference.objects {
            text += "\n### \(object.name.asSentence)\n\n| field | type | |\n|---|---|---|\n"
            for field in object.fields {
                let presence = field.isOptional ? "may be absent" : ""
                text += "| `\(field.name)` | \(field.type) | \(presence) |\n"
            }
        }
        return text + functions
    }

    private static var functions: String {
        let rows = PolicyReference.functions.map { "    \($0)\n" }.joined()
        return """

            ## Functions

            Beside the language's own:

            \(rows)
            `days('2027-01-01', '2027-01-31')` is 30, and negative where the second day is the earlier one. `level` ranks data
            levels: `level(subscription.data.level) <= level(tier.ceiling)`. A text that is no day, or no level, is an error.

            """
    }
}
