// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import Values

@testable import ExternalProvider

/// Targets of a program that behaves but for one method, and what is asked of them.
struct Misbehaving {
    static let program = "\(MailService.repository)/Tests/ExternalProviderTests/misbehaving.py"
    static let secret = "s\u{E9}cret/\"+ token"

    static let document: ProviderDocument = {
        let name: Value = [
            "name": "name", "summary": "A name.", "schema": ["type": "string"],
            "traits": ["required"],
        ]
        let document: Value = [
            "format_version": 1, "name": "things", "summary": "Things in memory.",
            "types": [
                [
                    "name": "test.thing", "summary": "A thing.", "identity": ["name"],
                    "removal": ["standard": "suspend", "can_suspend": true],
                    "attributes": [
                        name,
                        [
                            "name": "colour", "summary": "A colour.",
                            "schema": ["type": "string"],
                        ],
                        [
                            "name": "password", "summary": "A secret.",
                            "schema": ["type": "string"], "traits": ["sensitive"],
                        ],
                    ],
                ],
                [
                    "name": "test.link", "summary": "A thing without room for a text.",
                    "identity": ["name"], "marks": "registry", "removal": ["standard": "delete"],
                    "attributes": [name],
                ],
            ],
        ]
        switch ProviderDocument.read(document) {
        case .success(let document): return document
        case .failure(let problems): preconditionFailure("\(problems.all)")
        }
    }()

    let folder: FolderWorld
    let provider = ExternalProgram.provider(document)
    let place: TargetPlace

    init(
        _ method: String = "", _ behaviour: String = "", timeoutSeconds: Int = 20,
        changing: Fields<Value> = [:]
    ) throws {
        folder = try FolderWorld(settings: [:])
        var connection: Fields<Value> = [
            "program": .string(Self.program),
            "sha256": .string(Digest.sha256(try readFile(Self.program, limit: 1 << 20)).hex),
            "arguments": [.string(method), .string(behaviour)],
            "memory_mebibytes": 256, "answer_mebibytes": 1,
        ]
        for (name, value) in changing { connection[name] = value }
        place = TargetPlace(
            name: "things", settings: [:],
            connection: TargetConnection(
                values: .object(connection),
                credentials: ["login.token": SecretValue(Array(Self.secret.utf8))]),
            limits: TargetLimits(timeoutSeconds: timeoutSeconds), folder: folder.place.folder,
            registryFolder: folder.place.registryFolder)
    }

    var observer: any Lister {
        guard let lister = provider.makeObserver(place) as? any Lister else {
            preconditionFailure("a program's observer lists")
        }
        return lister
    }

    static let mark = Mark(
        lineage: String(repeating: "a", count: 32), uid: String(repeating: "1", count: 32))

    static func item(_ name: String, type: String = "test.thing") -> ObserveItem {
        ObserveItem(type: type, identity: name, attributes: ["name": .string(name)])
    }

    static func operation(
        _ kind: Operation.Kind, _ name: String, type: String = "test.thing",
        _ precondition: Precondition = .absent
    ) -> Operation {
        Operation(
            kind,
            subject: .init(address: Address("a/b/\(name)"), type: type, identity: name),
            precondition: precondition,
            content: .init(
                attributes: ["name": .string(name)],
                secrets: type == "test.thing"
                    ? ["password": SecretValue(Array("hunter2".utf8))] : [:]),
            mark: mark, now: Instant(seconds: 1_795_000_000))
    }

    func observe(_ names: String...) async throws(ProviderFailure) -> Observations {
        try await observer.observe(names.map { Self.item($0) }, lineage: Self.mark.lineage)
    }

    /// The failure of asking about one thing.
    func failure() async -> ProviderFailure? {
        do throws(ProviderFailure) {
            _ = try await observe("one")
            return nil
        } catch {
            return error
        }
    }

    func perform(_ operations: [Operation]) async -> [OperationResult] {
        await provider.makePerformer(place).perform(operations)
    }
}

extension OperationResult {
    var failure: ProviderFailure? {
        if case .failed(let failure) = self { failure } else { nil }
    }
}

extension Presence {
    var failure: ProviderFailure? {
        if case .unreadable(let failure) = self { failure } else { nil }
    }
}
