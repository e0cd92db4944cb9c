// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamReport
import DurableFiles
import Foundation
import Values

/// The folder that a catalog's schemas are written to: what it ought to hold, and what it holds. It writes only what
/// differs, so that editors read nothing again for nothing, and takes away only schemas of services that are gone.
struct SchemaFolder {
    /// As the user wrote it.
    let name: String
    private let path: String
    private let wanted: [(file: String, bytes: [UInt8])]

    enum Difference {
        case missing(String)
        case changed(String)
        case leftOver(String)

        var isLeftOver: Bool {
            if case .leftOver = self { true } else { false }
        }
    }

    private static let fileBytesMax = 64 << 20

    init(_ name: String, schemas: EditorSchemas) {
        self.name = name
        path = Roots.absolute(name, from: FileManager.default.currentDirectoryPath)
        wanted = schemas.names.compactMap { name in
            schemas.schema(name).map { (name.path, Array(SchemaText.render($0).utf8)) }
        }
    }

    var count: Int { wanted.count }

    /// In the order of the schemas, those that are left over last.
    func differences() throws -> [Difference] {
        try wanted.compactMap { file, bytes in
            guard let present = try content(file) else { return .missing(file) }
            return present == bytes ? nil : .changed(file)
        } + leftOver()
    }

    func settle(_ differences: [Difference]) throws {
        let changed = Set(differences.compactMap { $0.isLeftOver ? nil : $0.file })
        for (file, bytes) in wanted where changed.contains(file) {
            let place = "\(path)/\(file)"
            try makeDirectories((place as NSString).deletingLastPathComponent, mode: 0o755)
            try replaceFile(place, bytes: bytes, mode: 0o644)
        }
        for difference in differences where difference.isLeftOver {
            try removeFile("\(path)/\(difference.file)")
        }
    }

    func words(_ difference: Difference) -> String {
        let place = "`\(name)/\(difference.file)`"
        return switch difference {
        case .missing: "\(place) is missing"
        case .changed: "\(place) is not what the catalog says"
        case .leftOver: "\(place) is of a service that nobody can subscribe to"
        }
    }

    // MARK: What is there

    private func content(_ file: String) throws -> [UInt8]? {
        let place = "\(path)/\(file)"
        guard try fileStatus(place, followingLinks: true) != nil else { return nil }
        return try readFile(place, limit: Self.fileBytesMax)
    }

    private func leftOver() throws -> [Difference] {
        let folder = EditorSchemas.serviceFolder
        guard try fileStatus("\(path)/\(folder)", followingLinks: true) != nil else { return [] }
        let files = Set(wanted.map(\.file))
        return try listDirectory("\(path)/\(folder)").map { "\(folder)/\($0.name)" }.sorted()
            .filter { try !files.contains($0) && isOurs($0) }.map { .leftOver($0) }
    }

    /// Whether a file was written here, by the id that its schema has.
    private func isOurs(_ file: String) throws -> Bool {
        guard file.hasSuffix(".json"), let bytes = try content(file) else { return false }
        let schema = try? JSONParser.parse(bytes)
        return schema?["$id"]?.string == EditorSchemas.uriStart + file
    }
}

extension SchemaFolder.Difference {
    fileprivate var file: String {
        switch self {
        case .missing(let file), .changed(let file), .leftOver(let file): file
        }
    }
}
