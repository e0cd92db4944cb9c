// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamReport

/// The text view of a plan as a whole: its order, its summary, its end.
@Suite struct PlanTextTests {
    @Test func aPlanOfManyKinds() {
        #expect(
            render() == """
                Plan 7f3ac21e, live      people as of 05:00 · targets seen 2026-11-23 14:02 UTC
                      dns can't be observed (unreachable): 1 address unobserved

                  will do     2 create · 1 update · 1 replace · 1 suspend
                  will not    1 changed by hand (reported only) · 1 waits · 1 unobserved
                  unchanged   1,204 resources
                  refused     until allowed: suspends=1
                              1 suspend in cpd, the budget is 0

                Suspended: reversible, purged only by its own command after 90 days
                  ~- cpd/records/folder  file.directory  /shares/cpd/records
                       cause  catalog/subscriptions/cpd.yaml no longer asks for it

                Replaced
                  -+ cdph/permits-db/role  database.role  cdph_permits_app → cdph_permits_rw
                       why    `name` can't be changed on an object
                       name      cdph_permits_app → cdph_permits_rw
                       password  (secret 1) → (secret 2)
                       order  create cdph_permits_rw, change what depends on it, delete cdph_permits_app

                Updated
                  ~  cdph/site/record  dns.record  permits.cdph.example A  target dmz-dns
                       ttl     3600 → 300
                       values  [192.0.2.1] → [192.0.2.1, 192.0.2.2]

                Created
                  +  cdph/intake-db  managed-database small
                       owners  directory.group  cdph-intake-owners
                       role    database.role    cdph_intake_app     after owners

                Changed by hand, reported only (`--drift mend` writes the catalog's values)
                  !  dol/site/record  dns.record  dol.example A
                       why    it was changed by hand
                       ttl  300 on the target, 3600 recorded

                Waiting
                  ?  cdph/cases-db/role  database.role  cdph_cases_app
                       why    it waits for cdph/cases-db/approval

                Unobserved: the target could not be read
                  ?  311/site/record  dns.record  311.example A
                       why    connection refused

                Findings
                  warn  the snapshot of people is 3 d old

                Nothing was changed. To apply exactly this plan, until 2026-11-24 14:02 UTC:
                  burnham apply 7f3ac21e --environment live --allow suspends=1

                """)
    }

    @Test func eightyColumnsFold() {
        let text = render(width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(
            Sample.section("Replaced", of: text).hasSuffix(
                """
                       order  create cdph_permits_rw, change what depends on it, delete
                              cdph_permits_app
                """))
    }

    @Test func plainLinesAreNumberedAndSayTheWord() {
        let text = render(plain: true)
        #expect(
            Sample.section("Replaced", of: text) == """
                Replaced
                  2. replace cdph/permits-db/role  database.role  cdph_permits_app → cdph_permits_rw
                       why: `name` can't be changed on an object
                       name: from cdph_permits_app to cdph_permits_rw
                       password: from (secret 1) to (secret 2)
                       order: create cdph_permits_rw, change what depends on it, delete cdph_permits_app
                """)
    }

    @Test func colourOnlyAdds() {
        let coloured = render(colour: true)
        #expect(coloured != render())
        #expect(coloured.replacing(/\u{1b}\[[0-9]+m/, with: "") == render())
    }

    @Test func noLineEndsInASpace() {
        #expect(!render().contains(" \n"))
        #expect(!render(width: 60).contains(" \n"))
    }

    @Test func anEmptyPlanIsOneLine() {
        var context = PlanContext(planID: Sample.planID)
        context.observedMilliseconds = 372
        let plan = Sample.plan(unchanged: 214)
        #expect(
            PlanText.render(plan, context, on: Screen())
                == "live matches the catalog: 214 resources, seen in 0.4 s\n")
    }

    @Test func aRefusedPlanHasNoCommand() {
        var plan = Sample.plan([Sample.change(.create, "a/b/c", "dns.record", "x A")])
        plan.refusals = ["a/b/c and a/d/c are both x A in dns"]
        let text = Sample.text(plan)
        #expect(text.contains("  refused     a/b/c and a/d/c are both x A in dns\n"))
        #expect(text.hasSuffix("\nNothing was changed. This plan can't be applied.\n"))
    }

    @Test func aPlanOfReportsOnlyHasNoCommand() {
        let change = Sample.change(.conflict, "a/b/c", "dns.record", "x A", reason: "it is there")
        let text = Sample.text(Sample.plan([change]))
        #expect(text.contains("  will do     nothing\n  will not    1 conflict\n"))
        #expect(text.hasSuffix("\nNothing was changed, and an apply would change nothing.\n"))
    }

    @Test func theCommandIsQuotedForTheShell() {
        var context = PlanContext(planID: Sample.planID)
        context.commandOptions = ["-C", "/home/it's here"]
        #expect(
            context.applyCommand(for: Sample.plan())
                == #"burnham apply 7f3ac21e -C '/home/it'\''s here'"#)
    }

    private func render(width: Int = 100, colour: Bool = false, plain: Bool = false) -> String {
        var context = PlanContext(planID: Sample.planID)
        context.sourceNotes = ["people as of 05:00"]
        context.retention = Span("90d")
        context.commandOptions = ["--environment", "live"]
        return PlanText.render(
            Sample.manyKinds, context,
            on: Screen(width: width, hasColour: colour, isPlain: plain))
    }
}
