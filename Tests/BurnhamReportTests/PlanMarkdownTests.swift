// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamReport

/// A plan as Markdown.
@Suite struct PlanMarkdownTests {
    private let context = PlanContext(planID: Sample.planID)

    @Test func countsOnlyUnlessAsked() {
        #expect(
            PlanMarkdown.render(Sample.manyKinds, context) == """
                ### Plan `7f3ac21e`, `live`

                | kind | count |
                |---|---:|
                | suspend | 1 |
                | replace | 1 |
                | update | 1 |
                | create | 2 |
                | reported | 1 |
                | waiting | 1 |
                | unobserved | 1 |
                | unchanged | 1,204 |
                | of which changed by hand | 1 |

                It is over its budgets, and refused until allowed: `suspends=1`.

                1 target could not be observed.

                """)
    }

    @Test func findingsAreCountedAndNamedOnlyInDetail() {
        var plan = Sample.manyKinds
        plan.take(Sample.findingsOfPolicies)
        let short = PlanMarkdown.render(plan, context)
        #expect(short.contains("It can't be applied: 1 reason."))
        #expect(short.contains("Policies deny: 1 finding."))
        #expect(short.contains("Exceptions excuse: 1 finding."))
        #expect(!short.contains("web/contact") && !short.contains("owners/two"))
        let long = PlanMarkdown.render(plan, context, detail: true)
        #expect(
            long.contains(
                "- deny `web/contact` `catalog/a.yaml:4:1` `cdph/site`: `nobody [answers](x)`\n"))
        #expect(
            long.contains(
                "- excused 1 finding by an exception (`owners/two`, until 2026-09-04, `u1`)\n"))
        #expect(!long.contains("tags/one"))
    }

    @Test func whatStandsAlreadyDoesNotCountAsADenial() {
        var plan = Sample.manyKinds
        var standing = Sample.findingsOfPolicies[0]
        standing.stands = true
        plan.take([standing])
        let text = PlanMarkdown.render(plan, context, detail: true)
        #expect(!text.contains("Policies deny:"))
        #expect(
            text.contains(
                "Policies deny what stands already, to which the plan adds nothing: 1 finding."))
        #expect(
            text.contains(
                "`nobody [answers](x); this stands already, and the plan adds nothing to it`"))
    }

    @Test func detailNamesEachChange() {
        let text = PlanMarkdown.render(Sample.manyKinds, context, detail: true)
        #expect(
            text.contains(
                """
                #### replace

                - `cdph/permits-db/role` `database.role` `cdph_permits_rw`
                  - `name`: `cdph_permits_app` → `cdph_permits_rw`
                  - `password`: `(secret 1)`

                """))
    }

    @Test func outsideTextStaysInItsCodeSpan() {
        let plan = Sample.plan([
            Sample.change(
                .update, "a/b/c", "dns.record", "``` [x](http://y) @all <b>`",
                [Sample.attribute("a", "`", .known("#1"))])
        ])
        let text = PlanMarkdown.render(plan, context, detail: true)
        #expect(text.contains("```` ``` [x](http://y) @all <b>` ````\n"))
        #expect(text.contains("  - `a`: `` ` `` → `#1`\n"))
    }

    @Test func aHugePlanStaysWithinAComment() {
        let changes = (0..<5000).map {
            Sample.change(.create, "a/b/c[\($0)]", "dns.record", "host-\($0).example A")
        }
        let text = PlanMarkdown.render(Sample.plan(changes), context, detail: true)
        #expect(text.utf8.count < 65_536)
        #expect(text.hasSuffix("more are left out: a comment has a limit.\n"))
    }

    @Test func anEmptyPlan() {
        #expect(
            PlanMarkdown.render(Sample.plan(unchanged: 3), context).hasSuffix(
                "\n\nIt matches the catalog: 3 resources.\n"))
    }
}
