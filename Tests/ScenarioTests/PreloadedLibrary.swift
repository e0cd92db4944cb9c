// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A library that a test loads into the program, compiled once.
struct PreloadedLibrary {
    /// Ends the program just before one of the calls that make its work durable.
    static let killAtCall = Result { try compile("kill-at-call.c") }
    /// Begins the program's time of day at another instant.
    static let clock = Result { try compile("clock.c") }

    private static func compile(_ name: String) throws -> String {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("burnham-\(UUID().uuidString).so")
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Preload/\(name)")
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = ["cc", "-shared", "-fPIC", "-o", file.path, source.path, "-ldl"]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0, "\(name) does not compile")
        return file.path
    }
}
