// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import Values

/// Where a credential is to be had: `env:NAME`, `file:PATH` or `command:PROGRAM ARGUMENT...`. What it is itself
/// stands in no file that names it.
enum CredentialReference {
    case environment(String)
    case file(String)
    case command([String])

    struct Failure: Error {
        /// Which credential, `bind.password`.
        var path = ""
        let message: String
    }

    init(_ text: String) throws(Failure) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw Self.noReference }
        switch parts[0] {
        case "env": self = .environment(parts[1])
        case "file" where parts[1].hasPrefix("/"): self = .file(parts[1])
        case "command" where parts[1].hasPrefix("/"):
            self = .command(parts[1].split(separator: " ").map(String.init))
        default: throw Self.noReference
        }
    }

    private static let noReference = Failure(
        message: "a credential is `env:NAME`, `file:/PATH` or `command:/PROGRAM ARGUMENT...`, "
            + "never the secret itself")

    /// The secret, without the line feed that files and programs put at its end.
    func read() throws(Failure) -> SecretValue {
        var bytes: [UInt8]
        switch self {
        case .environment(let name): bytes = try Self.variable(name)
        case .file(let path): bytes = try Self.contents(of: path)
        case .command(let words): bytes = try Self.output(of: words)
        }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        guard !bytes.isEmpty else { throw Failure(message: "the credential is empty") }
        return SecretValue(bytes)
    }

    private static func variable(_ name: String) throws(Failure) -> [UInt8] {
        guard let value = getenv(name) else {
            throw Failure(message: "the variable `\(name)` is not set")
        }
        return Array(String(cString: value).utf8)
    }

    private static func contents(of path: String) throws(Failure) -> [UInt8] {
        let status: FileStatus?
        let bytes: [UInt8]
        do throws(FileFailure) {
            status = try fileStatus(path, followingLinks: true)
            bytes = try readFile(path, limit: 1 << 16)
        } catch {
            throw Failure(message: error.description)
        }
        guard let status, status.mode & 0o077 == 0 else {
            throw Failure(
                message: "`\(path)` can be read by others than its owner (chmod 600 \(path))")
        }
        return bytes
    }

    private static func output(of words: [String]) throws(Failure) -> [UInt8] {
        do throws(ChildProgram.Failure) {
            return try ChildProgram(words).output()
        } catch {
            // Its standard error could repeat what it was asked for, so nothing of it is shown.
            throw Failure(message: "`\(words[0])` \(error.outcome)")
        }
    }
}

/// Takes credentials out of a connection's values: wherever its schema says `x-credential`.
struct CredentialValues {
    private let schema: Value
    /// By path: `bind.password`.
    private(set) var found: Fields<SecretValue> = [:]

    init(_ schema: Value) { self.schema = schema }

    /// What is left of the values.
    mutating func taken(from values: Value) throws(CredentialReference.Failure) -> Value {
        try taken(from: values, schema, "")
    }

    private mutating func taken(
        from values: Value, _ schema: Value, _ path: String
    ) throws(CredentialReference.Failure) -> Value {
        guard let fields = values.object else { return values }
        var left: Fields<Value> = [:]
        for (name, value) in fields {
            let place = path.isEmpty ? name : "\(path).\(name)"
            let property = schema["properties"]?[name] ?? [:]
            if property["x-credential"]?.bool == true, let text = value.string {
                found[place] = try Self.secret(text, place)
            } else {
                left[name] = try taken(from: value, property, place)
            }
        }
        return .object(left)
    }

    private static func secret(
        _ text: String, _ place: String
    ) throws(CredentialReference.Failure) -> SecretValue {
        do throws(CredentialReference.Failure) {
            return try CredentialReference(text).read()
        } catch {
            throw CredentialReference.Failure(path: place, message: error.message)
        }
    }
}
