// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import DurableFiles
import Values

/// Reads the snapshots of a catalog's sources: what `source refresh` stored, else the file that the source
/// names below `catalog/`, where the catalog itself is read. Whether they are too old only plan and apply ask.
struct SnapshotReading {
    private(set) var snapshots: [Snapshot] = []
    private(set) var problems: [Diagnostic] = []
    /// Stored snapshots by source, for their age.
    private(set) var stored: [(source: Source, file: SnapshotFile)] = []

    private static let fileBytesMax = 256 << 20

    static func path(of source: String, in roots: Roots) -> String {
        "\(roots.stateFolder)/snapshots/\(source).json"
    }

    static func read(
        _ roots: Roots, _ files: [CatalogFile], in tree: any CatalogTree
    ) throws -> SnapshotReading {
        var reading = SnapshotReading()
        for source in CatalogLoader.sources(in: files) { try reading.read(source, roots, tree) }
        return reading
    }

    private mutating func read(
        _ source: Source, _ roots: Roots, _ tree: any CatalogTree
    ) throws {
        let id = source.head.id.value
        let path = Self.path(of: id, in: roots)
        if try fileStatus(path, followingLinks: true) != nil {
            let bytes = try readFile(path, limit: Self.fileBytesMax)
            guard let file = SnapshotFile(bytes: bytes), file.source == id else {
                throw CommandFailure(
                    .wrongInput,
                    "`\(Roots.shown(path))` is no snapshot of source `\(id)`",
                    help: "`burnham source refresh \(id) FILE` takes a new one")
            }
            stored.append((source, file))
            add(id, file.records, ".burnham/snapshots/\(id).json", bytes)
            snapshots[snapshots.count - 1].taken = file.taken
        } else if let file = source.file {
            readSample(source, file, tree)
        }
    }

    /// The file that stands in where no snapshot was taken: the sample city has one.
    private mutating func readSample(
        _ source: Source, _ file: Located<String>, _ tree: any CatalogTree
    ) {
        let id = source.head.id.value
        guard let relative = try? RelativePath(file.value),
            let format = SourceExport.Format(path: file.value)
        else {
            return report(source, file, "`file` is a CSV or JSON file below `catalog/`")
        }
        let path = "catalog/\(relative.text)"
        let bytes: [UInt8]
        do throws(FileFailure) {
            bytes = try tree.contents(".", [path], limit: Self.fileBytesMax)[0].get()
        } catch {
            return report(source, file, "`\(path)` can't be read: \(error.kind)")
        }
        switch SourceExport.records(of: bytes, as: format, source: source) {
        case .success(let records): add(id, records, path, bytes)
        case .failure(let problem):
            let number = problem.record.map { "record \($0): " } ?? ""
            report(source, file, "`\(path)`: \(number)\(problem.message)")
        }
    }

    private mutating func add(_ id: String, _ records: [Value], _ path: String, _ bytes: [UInt8]) {
        snapshots.append(
            Snapshot(
                source: id, records: records,
                input: Plan.Input(path: path, digest: .sha256(bytes))))
    }

    private mutating func report(_ source: Source, _ file: Located<String>, _ message: String) {
        problems.append(
            Diagnostic(
                .snapshotProblem, message,
                at: source.head.place(file.span)))
    }

    /// Why plan and apply have to stop, whatever the catalog says.
    func ageProblems(at now: Instant) -> [String] {
        stored.compactMap { source, file in file.ageProblem(at: now, for: source) }
    }
}

extension SourceExport.Format {
    /// By the file's ending.
    init?(path: String) {
        self.init(rawValue: String(path.split(separator: ".").last ?? "").lowercased())
    }
}
