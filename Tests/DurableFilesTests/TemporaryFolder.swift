// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import DurableFiles

/// A folder of its own for one test, removed after it.
func withTemporaryFolder(_ body: (DirectoryHandle) throws -> Void) throws {
    var template = Array("/tmp/burnham-test-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    let path = String(cString: made)
    defer { run(["/bin/rm", "-rf", path]) }
    try body(DirectoryHandle(path: path))
}

/// Runs a program to its end and gives its exit status.
@discardableResult
func run(_ arguments: [String]) -> Int32 {
    var status: Int32 = -1
    let process = start(arguments)
    if process > 0 { waitpid(process, &status, 0) }
    return status
}

func start(_ arguments: [String]) -> pid_t {
    var process: pid_t = -1
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    return posix_spawn(&process, arguments[0], nil, nil, &words, nil) == 0 ? process : -1
}

extension RelativePath: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let path = try? Self(text) else { preconditionFailure("no safe path: `\(text)`") }
        self = path
    }
}

extension FileReplacement {
    init(_ path: RelativePath, _ text: String, mode: UInt32 = 0o644) {
        self.init(path: path, bytes: Array(text.utf8), mode: mode)
    }
}

extension DirectoryHandle {
    func text(_ path: RelativePath) throws -> String {
        String(decoding: try readFile(path, limit: 1 << 20), as: UTF8.self)
    }

    /// Every name in the folder, temporary files too, which `list` hides.
    func allNames() throws -> [String] {
        try SystemCalls.names(in: descriptor.number).map(\.repairedText).sorted()
    }
}

/// The kind of the failure that `body` throws, nil where it throws none.
func kind(_ body: () throws -> Void) -> FileFailure.Kind? {
    do {
        try body()
        return nil
    } catch {
        return (error as? FileFailure)?.kind
    }
}
