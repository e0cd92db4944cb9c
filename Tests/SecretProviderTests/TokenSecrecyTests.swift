// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import TargetFiles
import Testing
import Values

@testable import SecretProvider

/// The value is in its file and in what is handed to the fingerprinter, and nowhere else.
@Suite struct TokenSecrecyTests {
    @Test func theValueIsFoundNowhereButInItsFile() async throws {
        let world = try World()
        try await world.create()
        let first = try world.value()
        world.advance(days: 180)
        try await world.update(because: "due")
        let second = try world.value()
        let object = try await world.object()
        #expect(object.secrets["value"]?.bytes == Array(second.utf8))
        #expect(object.attributes["value"] == nil)
        let files = try filesHolding([first, second], below: world.folder.root)
        #expect(files.sorted() == ["target/tokens/api", "target/tokens/api.previous"])
        for text in world.answers + [String(reflecting: object), "\(object)"] {
            #expect(!text.contains(first) && !text.contains(second))
        }
    }

    @Test func foldersAndFilesAreTheOwnersAlone() async throws {
        let world = try World()
        try await world.create()
        #expect(try fileStatus(world.folder.folder)?.mode == 0o700)
        #expect(try fileStatus("\(world.folder.folder)/tokens")?.mode == 0o700)
        #expect(try world.mode("") == 0o600)
        #expect(try world.mode(".json") == 0o600)
    }

    @Test func aFileInMemoryPrintsWithoutItsBytes() throws {
        let picture = TokenPicture(
            name: "api", places: try #require(TokenPlaces("api")),
            value: .init(Array("hunter2hunter2hunter2".utf8), mode: 0o600), previous: nil,
            record: nil)
        var dumped = ""
        dump(picture.object, to: &dumped)
        let text = "\(picture) \(picture.object) \(dumped)"
        #expect(!text.contains("hunter2") && !text.contains("104, 117, 110, 116"))
    }

    private func filesHolding(_ texts: [String], below root: String) throws -> [String] {
        var found: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            for entry in try listDirectory("\(root)/\(folder)") {
                let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                if entry.kind == .directory { folders.append(path) }
                guard entry.kind == .file else { continue }
                let bytes = try readFile("\(root)/\(path)", limit: 1 << 20)
                let text = String(decoding: bytes, as: UTF8.self)
                if texts.contains(where: { text.contains($0) }) { found.append(path) }
            }
        }
        return found
    }
}
