// SPDX-License-Identifier: Apache-2.0

import Glibc
import ProviderContract

/// Programs of others, as tests run them.
enum Shell {
    /// What a command prints on both its outputs; throws where it fails, unless with a code that is expected.
    @discardableResult
    static func run(_ command: String, input: String = "", allowing codes: Set<Int32> = [0]) throws
        -> String
    {
        var template = Array("/tmp/burnham-input-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        defer { close(file) }
        let path = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { unlink(path) }
        let bytes = Array(input.utf8)
        guard write(file, bytes, bytes.count) == bytes.count else {
            throw ContractViolation("`\(path)` can't be written")
        }
        guard let stream = popen("( \(command) ) <\(path) 2>&1", "r") else {
            throw ContractViolation("`\(command)` can't be started")
        }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            if count == 0 { break }
            output += buffer.prefix(count)
        }
        let status = pclose(stream)
        let text = String(decoding: output, as: UTF8.self)
        guard codes.contains(status >> 8 & 0xFF), status & 0x7F == 0 else {
            throw ContractViolation("`\(command)` ends with \(status >> 8): \(text)")
        }
        return text
    }

    static func temporaryFolder(_ name: String) throws -> String {
        var template = Array("/tmp/burnham-\(name)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ContractViolation("no temporary folder can be made")
        }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    static func put(_ path: String, _ text: String) throws {
        guard let file = fopen(path, "w") else {
            throw ContractViolation("`\(path)` can't be written")
        }
        fputs(text, file)
        fclose(file)
    }

    static func canRun(_ path: String) -> Bool { access(path, X_OK) == 0 }

    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
