// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import DurableFiles
import JSONSchema
import Values
import YAMLSource

/// The file outside the catalog that holds what a pull request must not change: where the servers behind targets are
/// and how to prove oneself there, and where checkpoints go. It has to be readable by its owner only, and nothing
/// of it is ever printed but keys.
struct SiteFile: Sendable {
    static let standardPath = "/etc/burnham/site.yaml"

    /// Files or folders (with a final slash) that each checkpoint is copied to.
    let checkpointSinks: [String]

    private let path: String
    private let root: YAMLNode?
    private let lines: LineIndex

    /// The named file, else BURNHAM_SITE's, else the standard one if it is there.
    static func read(_ named: String?) throws -> SiteFile? {
        let stated = named ?? EnvironmentVariable.site.value
        let path = stated ?? standardPath
        guard let status = try fileStatus(path, followingLinks: true) else {
            if stated == nil { return nil }
            throw CommandFailure(.wrongInput, "no site file at `\(path)`")
        }
        return try SiteFile(readPrivate(path, status), path: path, schema)
    }

    /// One target's connection in a file of its own.
    static func connection(at path: String, _ schema: Value) throws -> TargetConnection {
        guard let status = try fileStatus(path, followingLinks: true) else {
            throw CommandFailure(.wrongInput, "no file at `\(path)`")
        }
        let file = try SiteFile(readPrivate(path, status), path: path, schema)
        guard let root = file.root else { return TargetConnection() }
        return try file.connection(root, schema)
    }

    private static func readPrivate(_ path: String, _ status: FileStatus) throws -> [UInt8] {
        guard status.mode & 0o077 == 0 else {
            throw CommandFailure(
                .refused, "site file `\(path)` can be read by others than its owner",
                help: "chmod 600 \(path)")
        }
        return try readFile(path, limit: 1 << 20)
    }

    private init(_ bytes: [UInt8], path: String, _ schema: Value) throws {
        self.path = path
        lines = LineIndex(bytes)
        let (documents, problems) = YAMLSource.parse(bytes)
        root = documents.first
        checkpointSinks = root?.value["checkpoint_sinks"]?.list?.compactMap(\.string) ?? []
        if let problem = problems.first { throw failure(problem.message, at: problem.span) }
        guard let root else { return }
        try check(root, schema)
    }

    // MARK: Targets

    /// How each target of an environment is reached whose provider speaks to a server, by name.
    func connections(
        of environment: BurnhamCore.Environment, _ settings: [String: TargetSettings.Filled]
    ) throws -> [String: TargetConnection] {
        let targets = root?.member("environments")?.member(environment.head.id.value)?
            .member("targets")
        if let stray = targets?.mapping?.first(where: { settings[$0.keyText] == nil }) {
            throw failure(
                "environment `\(environment.head.id.value)` has no target `\(stray.keyText)`",
                at: stray.key.span)
        }
        var connections: [String: TargetConnection] = [:]
        for (name, provider, _) in settings.values.sorted(by: { $0.name < $1.name }) {
            guard let node = targets?.member(name) else { continue }
            guard let schema = provider.connectionSchema else {
                throw failure(
                    "target `\(name)` has no server: its provider is `\(provider.name)`",
                    at: node.span)
            }
            try check(node, schema)
            connections[name] = try connection(node, schema)
        }
        return connections
    }

    private func connection(_ node: YAMLNode, _ schema: Value) throws -> TargetConnection {
        guard case .success(let compiled) = JSONSchema.compile(schema) else {
            preconditionFailure("a connection's schema is none; this is a bug in burnham")
        }
        var credentials = CredentialValues(schema)
        do throws(CredentialReference.Failure) {
            let values = try credentials.taken(from: compiled.fillingDefaults(node.value))
            return TargetConnection(values: values, credentials: credentials.found)
        } catch {
            throw failure("`\(error.path)`: \(error.message)", at: node.span)
        }
    }

    private func check(_ node: YAMLNode, _ schema: Value) throws {
        guard case .success(let compiled) = JSONSchema.compile(schema) else {
            preconditionFailure("a site file's schema is none; this is a bug in burnham")
        }
        guard let violation = compiled.validate(node.value).first else { return }
        throw failure(
            violation.message, at: violation.span(in: node),
            help: violation.suggestion.map { "a similar name: `\($0)`" }
                ?? "docs/guides/real-servers.md shows a site file")
    }

    private func failure(
        _ message: String, at span: SourceSpan, help: String? = nil
    ) -> CommandFailure {
        let line = lines.position(at: span.start).line
        return CommandFailure(.wrongInput, "\(path):\(line): \(message)", help: help)
    }

    private static let schema: Value = [
        "type": "object", "additionalProperties": false,
        "properties": [
            "checkpoint_sinks": [
                "type": "array", "items": ["type": "string", "pattern": "^/"],
                "description": "Absolute paths of files, and of folders with a final slash.",
            ],
            "environments": [
                "type": "object",
                "additionalProperties": [
                    "type": "object", "additionalProperties": false,
                    "properties": [
                        "targets": [
                            "type": "object", "additionalProperties": ["type": "object"],
                        ]
                    ],
                ],
            ],
        ],
    ]
}

extension YAMLNode {
    fileprivate func member(_ key: String) -> YAMLNode? {
        mapping?.first { $0.keyText == key }?.value
    }
}
