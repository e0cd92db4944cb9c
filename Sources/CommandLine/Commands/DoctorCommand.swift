// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamEngine
import BurnhamReport
import BurnhamStore
import DurableFiles
import Values

/// `doctor`: whether everything that a plan and an apply need is there, by asking and not by trying.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks catalog, store, site file and targets of an environment.",
        discussion: "Ends with 1 when something is not as it should be.")

    @OptionGroup var options: EnvironmentOptions

    @Option(help: "text or json.")
    var format: TableFormat = .text

    /// One thing that was looked at.
    struct Finding {
        let subject: String
        let isWell: Bool
        let words: String
    }

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let findings = try await examine()
            show(findings, console)
            if findings.contains(where: { !$0.isWell }) { throw ProgramExit.wrongInput.code }
        }
    }

    private func examine() async throws -> [Finding] {
        let workspace = try Workspace.load(options.catalog, now: SystemClock.now())
        let errors = workspace.diagnostics.count { $0.severity == .error }
        var findings = [
            Finding(
                subject: "catalog", isWell: errors == 0,
                words: errors == 0
                    ? workspace.summary
                    : "\(Counts.text(errors, "error")); `burnham validate` shows them")
        ]
        findings += workspace.snapshots.ageProblems(at: workspace.now).map {
            Finding(subject: "source", isWell: false, words: $0)
        }
        findings.append(siteFinding())
        guard findings.allSatisfy(\.isWell) else { return findings }
        let session: PlanningSession
        do {
            session = try PlanningSession.open(
                options, now: SystemClock.now(), console: options.view.console)
        } catch let failure as StoreFailure {
            return findings + [finding(of: failure)]
        }
        findings.append(storeFinding(session))
        for target in session.environment.targets {
            findings += await self.findings(of: target, session)
        }
        return findings
    }

    private func siteFinding() -> Finding {
        do {
            let site = try SiteFile.read(options.site)
            let sinks = site?.checkpointSinks.count ?? 0
            return Finding(
                subject: "site file", isWell: true,
                words: site == nil
                    ? "none: the only copy of a checkpoint stays beside the store"
                    : Counts.text(sinks, "checkpoint sink"))
        } catch let failure as CommandFailure {
            return Finding(subject: "site file", isWell: false, words: failure.message)
        } catch {
            return Finding(subject: "site file", isWell: false, words: "it can't be read")
        }
    }

    private func storeFinding(_ session: PlanningSession) -> Finding {
        guard let store = session.store else {
            return Finding(subject: "store", isWell: true, words: "none yet: nothing was applied")
        }
        do throws(StoreFailure) {
            let head = try store.head()
            let open = try store.openIntents().count
            let words =
                "\(Counts.text(head.size, "entry", "entries")), \(Counts.text(try store.rows().count, "object")) recorded"
            return Finding(
                subject: "store", isWell: open == 0,
                words: open == 0
                    ? words
                    : "\(words), \(Counts.text(open, "step")) of a cut-off run: the next apply settles them"
            )
        } catch {
            return finding(of: error)
        }
    }

    private func finding(of failure: StoreFailure) -> Finding {
        Finding(subject: "store", isWell: false, words: RefusalText.headline(of: failure.shown))
    }

    /// What the target says of itself, one line each, and how hard it is worked.
    private func findings(of target: EnvironmentTarget, _ session: PlanningSession) async
        -> [Finding]
    {
        guard let filled = session.settings[target.name.value] else { return [] }
        let place = session.place(of: target)
        let subject = "target \(place.name)"
        let types = filled.provider.types.map(\.name).joined(separator: ", ")
        do throws(ProviderFailure) {
            let found = try await filled.provider.makeObserver(place).examine(
                at: session.workspace.now)
            return found.map {
                Finding(subject: "\(subject): \($0.subject)", isWell: $0.isWell, words: $0.words)
            } + [
                Finding(subject: "\(subject): types", isWell: true, words: types),
                Finding(subject: "\(subject): limits", isWell: true, words: place.limits.words),
            ]
        } catch {
            return [
                Finding(
                    subject: subject, isWell: false, words: "\(error.kind.rawValue): \(error.words)"
                )
            ]
        }
    }

    private func show(_ findings: [Finding], _ console: Console) {
        if format == .json {
            let values = findings.map { finding -> Value in
                [
                    "subject": .string(finding.subject), "well": .bool(finding.isWell),
                    "words": .string(finding.words),
                ]
            }
            return console.line(CanonicalJSON.text(of: .list(values)))
        }
        var table = TextTable([
            TextTable.Column("what"), TextTable.Column("state"), TextTable.Column("words"),
        ])
        for finding in findings {
            table.append([finding.subject, finding.isWell ? "well" : "not well", finding.words])
        }
        console.result(table.render(on: console.screen))
    }
}

extension TargetLimits {
    fileprivate var words: String {
        let rate = operationsPerSecond.map { ", at most \($0) steps a second" } ?? ""
        return
            "\(Counts.text(concurrency, "batch", "batches")) of \(Counts.text(batchSize, "step")) at a time\(rate), "
            + "\(Counts.text(attemptsMax, "attempt")), \(timeoutSeconds) s for an answer"
    }
}
