// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import ParallelWork
import Values
import YAMLSource

/// Loads a catalog: bytes in, the catalog and all that is wrong with it out. It reads no files, no clock and
/// runs nothing; the same request gives the same answer.
package struct CatalogLoader {
    private let request: LoadRequest

    package init(_ request: LoadRequest) { self.request = request }

    package func load() -> (catalog: Catalog, diagnostics: [Diagnostic]) {
        let readings = read(request.files)
        var diagnostics = readings.flatMap(\.diagnostics)
        var gathering = CatalogGathering()
        for (file, reading) in inOrderOfRoots(readings) {
            gathering.add(reading.documents, root: file.root)
            gathering.broken.formUnion(reading.broken)
        }
        gathering.settleSubscriptions()
        gathering.catalog.files = readings.map(\.input)
        gathering.addPeople(request.snapshots)
        gathering.endContracts(before: request.today)
        diagnostics += gathering.diagnostics
        let checks: [(CatalogGathering, LoadRequest) -> [Diagnostic]] = [
            RootCheck.diagnostics, ReferenceCheck.diagnostics, EnvironmentCheck.diagnostics,
            PoolCheck.diagnostics,
        ]
        for check in checks { diagnostics += check(gathering, request) }
        diagnostics += BaselineExpansion.expand(&gathering.catalog)
        var services = ServiceSchemas(gathering.catalog)
        diagnostics += services.takeDiagnostics()
        var others = ServiceSchemas(gathering.aside)
        diagnostics += others.takeDiagnostics()
        diagnostics += SubscriptionCheck(gathering, schemas: services, request: request)
            .diagnostics()
        diagnostics += SunsetCheck.diagnostics(gathering, request)
        diagnostics += PolicyCheck.diagnostics(gathering, request)
        return (gathering.catalog, diagnostics.sorted(by: Diagnostic.precedes))
    }

    /// What is wrong with the documents of the files by themselves: syntax, kinds, fields. What they name is
    /// not looked for.
    package func formDiagnostics() -> [Diagnostic] {
        read(request.files).flatMap(\.diagnostics).sorted(by: Diagnostic.precedes)
    }

    /// Of two documents with one id the one that stands in the city's root counts, else that of the earlier root.
    private func inOrderOfRoots(_ readings: [Reading]) -> [(CatalogFile, Reading)] {
        let all = zip(request.files, readings)
        let roots = Set(request.files.map(\.root)).sorted()
        return roots.flatMap { root in all.filter { $0.0.root == root } }
    }

    // MARK: Reading files

    private struct Reading: Sendable {
        var documents: [CatalogDocument] = []
        var diagnostics: [Diagnostic] = []
        var broken: Set<BrokenDocument> = []
        var input: Plan.Input
    }

    private func read(_ files: [CatalogFile]) -> [Reading] {
        onAllCores(files.count) { Self.read(files[$0]) }
    }

    private static func read(_ file: CatalogFile) -> Reading {
        let input = Plan.Input(path: file.path, digest: .sha256(file.bytes))
        let sink = DiagnosticSink(file: file.path)
        let (documents, problems) = YAMLSource.parse(file.bytes)
        for problem in problems { sink.add(Diagnostic(problem, file: file.path)) }
        if documents.isEmpty, problems.isEmpty {
            sink.add(
                .emptyFile, "the file holds no document", at: SourceSpan(start: 0, end: 0),
                help: "a file that is not needed can be removed")
        }
        let decoder = DocumentDecoder(sink: sink)
        var reading = Reading(input: input)
        for node in documents {
            if let document = decoder.document(node) { reading.documents.append(document) }
            sink.addAmbiguities(of: node)
        }
        reading.diagnostics = sink.diagnostics
        reading.broken = sink.broken
        if !problems.isEmpty, reading.documents.isEmpty {
            reading.broken.insert(.file(file.path))
        }
        return reading
    }
}

extension CatalogLoader {
    /// The city's time zone, found before a load: what day it is depends on it.
    package static func timeZone(in files: [CatalogFile]) -> String? {
        city(in: files)?.timeZone
    }

    /// The first city that the files state, found before a load, and whatever else is wrong with them.
    package static func city(in files: [CatalogFile]) -> City? {
        documents(of: .city, in: files).lazy.compactMap {
            if case .city(let city) = $0 { city } else { nil }
        }.first
    }

    /// The other roots that the city lists, found before a load: their files are part of its request.
    package static func roots(in files: [CatalogFile]) -> [City.Root] {
        city(in: files)?.roots ?? []
    }

    /// The ids of the departments that a catalog states, whatever else is wrong with it.
    package static func departments(in files: [CatalogFile]) -> Set<String> {
        Set(documents(of: .department, in: files).compactMap { $0.head?.id.value })
    }

    /// The sources that a catalog states, found before a load: their snapshots are part of its request.
    package static func sources(in files: [CatalogFile]) -> [Source] {
        documents(of: .source, in: files).compactMap {
            if case .source(let source) = $0, source.head.isNamed { source } else { nil }
        }
    }

    private static func documents(
        of kind: CatalogKind, in files: [CatalogFile]
    ) -> [CatalogDocument] {
        // A quick look before anything is parsed.
        let word = "kind: \(kind.rawValue)"
        return files.filter { $0.bytes.holds(word) }.flatMap { file in
            let decoder = DocumentDecoder(sink: DiagnosticSink(file: file.path))
            return YAMLSource.parse(file.bytes).documents.compactMap(decoder.document)
        }
    }
}
