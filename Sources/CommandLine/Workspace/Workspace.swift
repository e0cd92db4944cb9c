// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import Foundation

/// A catalog as a command sees it: found, read and loaded, with what is wrong with it.
struct Workspace {
    let roots: Roots
    let request: LoadRequest
    let catalog: Catalog
    let diagnostics: [Diagnostic]
    let snapshots: SnapshotReading
    let now: Instant
    /// What programs that are providers say of themselves.
    var programs: [CatalogFile] = []

    static func load(
        _ options: CatalogOptions, now: Instant, recorded: Set<String>? = nil
    ) throws -> Workspace {
        let roots = try Roots.find(options.roots)
        return try load(roots, DiskTree(city: roots.city), now: now, recorded: recorded)
    }

    static func load(
        _ roots: Roots, _ tree: any CatalogTree, now: Instant, recorded: Set<String>? = nil
    ) throws -> Workspace {
        let reading = try CatalogReading.read(roots, in: tree)
        let zone = CatalogLoader.timeZone(in: reading.files) ?? "UTC"
        let snapshots = try SnapshotReading.read(roots, reading.files, in: tree)
        let programs = ProgramProviders(reading.programs)
        let request = LoadRequest(
            files: reading.files, documents: reading.documents,
            providers: ProviderTable.all + programs.providers,
            snapshots: snapshots.snapshots, today: SystemClock.day(of: now, in: zone),
            recorded: recorded)
        let (catalog, diagnostics) = CatalogLoader(request).load()
        return Workspace(
            roots: roots, request: request, catalog: catalog,
            diagnostics: reading.problems + programs.problems + snapshots.problems + diagnostics,
            snapshots: snapshots, now: now, programs: reading.programs)
    }

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    // MARK: Environments

    /// The named one, else that of BURNHAM_ENVIRONMENT, else the city's default, else the only one.
    func environment(_ named: String?) throws -> BurnhamCore.Environment {
        let name =
            named ?? EnvironmentVariable.environment.value
            ?? catalog.city?.defaultEnvironment?.value
            ?? (catalog.environments.count == 1 ? catalog.environments.keys.first : nil)
        guard let name else {
            throw CommandFailure(
                .usage, "no environment is named",
                help: "`--environment` takes one of \(environmentNames)")
        }
        guard let environment = catalog.environments[name] else {
            throw CommandFailure(
                .wrongInput, "no environment named `\(name)` in the catalog",
                help: "it has \(environmentNames)")
        }
        return environment
    }

    private var environmentNames: String {
        catalog.environments.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
    }

    func folder(of environment: BurnhamCore.Environment) -> String {
        "\(roots.stateFolder)/\(environment.head.id.value)"
    }

    // MARK: Showing diagnostics

    /// Prints what is wrong to standard error and ends the command if anything is.
    func stopOnErrors(_ more: [Diagnostic] = [], _ console: Console) throws {
        let all = (diagnostics + more).sorted(by: Diagnostic.precedes)
        if !all.isEmpty {
            console.aside(DiagnosticFormat.text.render(report(all), on: console.screen))
        }
        if all.contains(where: { $0.severity == .error }) { throw ProgramExit.wrongInput.code }
    }

    /// What a check of it found. Paths are shown as they are from where the user stands.
    func report(_ diagnostics: [Diagnostic], allClear: String? = nil) -> CheckReport {
        let prefix = roots.displayPrefix()
        let files = request.files + request.documents.values
        let contents = Dictionary(
            files.map { (prefix + $0.path, $0.bytes) }, uniquingKeysWith: { $1 })
        return CheckReport(
            shown(diagnostics),
            in: CheckedFiles(
                contents, home: prefix + "catalog", checkout: .around(roots.city)),
            allClear: allClear ?? "\(summary): nothing is wrong", by: .burnham)
    }

    /// With their paths as they are from where the user stands.
    func shown(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        let prefix = roots.displayPrefix()
        return diagnostics.map { $0.shown(below: prefix) }
    }

    /// What the catalog holds, in a few words.
    var summary: String {
        [
            Counts.text(catalog.departments.count, "department"),
            Counts.text(catalog.services.count, "service"),
            Counts.text(catalog.subscriptions.count, "subscription")
                + " in " + Counts.text(catalog.files.count, "file"),
        ].joined(separator: ", ")
    }
}

extension Diagnostic {
    fileprivate func shown(below prefix: String) -> Diagnostic {
        var shown = Diagnostic(
            code, message, at: place?.shown(below: prefix), severity: severity, help: help)
        shown.notes = notes
        shown.touched = touched
        shown.properties = properties
        shown.related = related.map {
            Related(place: $0.place.shown(below: prefix), label: $0.label)
        }
        return shown
    }
}

extension Diagnostic.Place {
    func shown(below prefix: String) -> Diagnostic.Place {
        file.hasPrefix("/") ? self : Diagnostic.Place(file: prefix + file, span: span)
    }
}
