// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values
import YAMLSource

/// Compares two revisions of a catalog by what their services promise, and tells every promise of the old one that the
/// new one does not keep. It reads no repository and asks no target.
package struct PromiseComparison {
    private let old: Catalog
    private let new: Catalog
    private let files: [CatalogFile]
    private let today: CalendarDate

    /// `files` are those of the new catalog; places point into them.
    package init(
        from old: Catalog, to new: Catalog, files: [CatalogFile], today: CalendarDate
    ) {
        self.old = old
        self.new = new
        self.files = files
        self.today = today
    }

    /// By service, each in the order of its rules; then what bundles no longer give.
    package func brokenPromises() -> [BrokenPromise] {
        let users = Dictionary(grouping: old.subscriptions, by: \.service.value)
        let broken = old.services.values.sorted {
            $0.head.id.value.precedesByBytes($1.head.id.value)
        }
        .flatMap { service in
            ServicePair(
                old: service, new: new.services[service.head.id.value],
                users: users[service.head.id.value] ?? [], today: today, files: files
            ).brokenPromises(amongAll: old.subscriptions)
        }
        let bundles = old.bundles.values.sorted {
            $0.head.id.value.precedesByBytes($1.head.id.value)
        }
        let lost = bundles.flatMap { bundle in
            BundlePair(old: bundle, new: new.bundles[bundle.head.id.value], files: files)
                .brokenPromises(old.subscriptions)
        }
        return (broken + lost).map(answered)
    }

    /// What a check tells: the broken promises, and lines that answer for none.
    package func diagnostics() -> [Diagnostic] {
        let broken = brokenPromises()
        let used = broken.compactMap(\.acceptance?.span)
        let unused = newLines.filter { !used.contains($0.span) }.map { line in
            Diagnostic(
                .unusedAcceptance,
                "`\(line.service.value)` breaks no promise by the rule `\(line.rule.rawValue)`",
                at: new.city?.head.place(line.span), severity: .warning)
        }
        return (broken.map(\.diagnostic) + unused).sorted(by: Diagnostic.precedes)
    }

    private func answered(_ broken: BrokenPromise) -> BrokenPromise {
        var answered = broken
        let isAbout = { (line: AcceptedBreak) in
            line.rule == broken.rule && line.service.value.hasSameBytes(as: broken.service)
        }
        answered.acceptance = newLines.first(where: isAbout)
        if answered.acceptance == nil {
            let line = new.city?.acceptedBreaks.first(where: isAbout)
            answered.earlierAcceptance = line.flatMap { new.city?.head.place($0.span) }
        }
        return answered
    }

    /// Lines that the old revision had answered for what was broken then.
    private var newLines: [AcceptedBreak] {
        let former = old.city?.acceptedBreaks ?? []
        return (new.city?.acceptedBreaks ?? []).filter { line in
            !former.contains { $0.says(as: line) }
        }
    }
}
