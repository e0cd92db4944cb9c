// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import CLibYAML
import DurableFiles
import FileProvider

/// The bytes of a generated catalog, in memory, and the works that are measured over them. It knows the
/// provider of files alone, which is all that generated catalogs use.
struct MeasuredCatalog {
    private let request: LoadRequest

    private static let fileBytesMax = 64 << 20
    private static let documentFolder = "templates/files/"

    init(folder: String, paths: [String]) throws {
        var files: [CatalogFile] = []
        var documents: [String: CatalogFile] = [:]
        for path in paths {
            let file = CatalogFile(
                path: path, root: 0,
                bytes: try readFile("\(folder)/\(path)", limit: Self.fileBytesMax))
            if path.hasPrefix(Self.documentFolder) {
                documents[String(path.dropFirst(Self.documentFolder.count))] = file
            } else {
                files.append(file)
            }
        }
        guard let today = CalendarDate("2026-06-30") else { fatalError("there is such a day") }
        request = LoadRequest(
            files: files, documents: documents, providers: [FileTarget.provider], snapshots: [],
            today: today)
    }

    /// libyaml's events of every file, freed one by one and otherwise not looked at.
    func eventCount() -> Int {
        request.files.reduce(0) { count, file in count + Self.eventCount(of: file.bytes) }
    }

    private static func eventCount(of bytes: [UInt8]) -> Int {
        var parser = yaml_parser_t()
        var event = yaml_event_t()
        yaml_parser_initialize(&parser)
        defer { yaml_parser_delete(&parser) }
        return bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            var count = 0
            var isLast = false
            while !isLast {
                guard yaml_parser_parse(&parser, &event) == 1 else { stop("no YAML") }
                isLast = event.type == YAML_STREAM_END_EVENT
                count += 1
                yaml_event_delete(&event)
            }
            return count
        }
    }

    func load() -> (catalog: Catalog, diagnostics: [Diagnostic]) {
        let loaded = CatalogLoader(request).load()
        if let first = loaded.diagnostics.first { stop(first.message) }
        return loaded
    }

    func resolve(_ catalog: Catalog) -> Resolution {
        guard let environment = catalog.environments.values.first else { stop("no environment") }
        let resolution = Resolver.resolve(
            ResolveRequest(catalog: catalog, environment: environment, load: request))
        if let first = resolution.diagnostics.first { stop(first.message) }
        return resolution
    }
}

func pathsOfStandardInput() -> [String] {
    var paths: [String] = []
    while let path = readLine() { paths.append(path) }
    return paths
}

/// A catalog that does not load or resolve is not worth timing.
private func stop(_ reason: String) -> Never { fatalError("nothing to measure: \(reason)") }
