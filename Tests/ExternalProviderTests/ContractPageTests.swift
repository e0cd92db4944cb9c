// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import TargetFiles
import Testing
import Values

@testable import ExternalProvider

/// The examples of `docs/reference/provider-contract.md`: what is asked here is what stands there, and the answers
/// that stand there are read.
@Suite struct ContractPageTests {
    private static let page = "\(MailService.repository)/docs/reference/provider-contract.md"
    private static let program = "\(MailService.repository)/Tests/ExternalProviderTests/replay.py"
    private static let lineage = String(repeating: "a", count: 32)
    private static let noon = Instant("2026-11-29T12:00:00Z") ?? Instant(seconds: 0)

    private let folder: FolderWorld
    private let place: TargetPlace
    private let provider = ExternalProgram.provider(MailService.document)

    init() throws {
        folder = try FolderWorld(settings: [:])
        place = TargetPlace(
            name: "mail", settings: ["tenant": "city"],
            connection: TargetConnection(
                values: [
                    "url": "https://mail.example", "program": .string(Self.program),
                    "sha256": .string(
                        Digest.sha256(try readFile(Self.program, limit: 1 << 20)).hex),
                    "arguments": [.string(Self.page)],
                ], credentials: ["token": SecretValue(Array("a token".utf8))]),
            limits: TargetLimits(batchSize: 100), folder: folder.folder,
            registryFolder: folder.place.registryFolder)
    }

    private static func mark(_ number: Int) -> Mark {
        let digits = String(number)
        return Mark(
            lineage: lineage, uid: String(repeating: "0", count: 32 - digits.count) + digits)
    }

    @Test func observing() async throws {
        var items = [
            ObserveItem(
                type: "mail.mailbox", identity: "anna@city.example",
                attributes: ["address": "anna@city.example", "display_name": "Anna"]),
            ObserveItem(
                type: "mail.mailbox", identity: "ben@city.example",
                attributes: ["address": "ben@city.example"],
                recorded: [
                    "address": "ben@city.example", "display_name": "Ben", "id": "m-000007",
                ], isSuspended: true),
            ObserveItem(
                type: "mail.member", identity: "all@city.example/ben@city.example", attributes: [:]),
        ]
        items[1].uid = Self.mark(7).uid
        let seen = try await provider.makeObserver(place).observe(items, lineage: Self.lineage)
        guard case .absent = seen.presences[0] else {
            Issue.record("\(seen.presences[0])")
            return
        }
        let ben = try #require(seen.presences[1].object)
        #expect(ben.isSuspended && ben.mark == Self.mark(7) && ben.attributes["id"] == "m-000007")
        #expect(
            seen.presences[2].failure == ProviderFailure(.denied, "lists.read is missing"))
        #expect(seen.unasked.map(\.identity) == ["all@city.example"])
        #expect(seen.unasked.map(\.mark) == [Self.mark(9)])
        #expect(seen.remarks == ["the tenant is read-only on Sundays"])
    }

    private static func operation(
        _ kind: Operation.Kind, _ name: String, _ type: String, _ identity: String,
        _ content: Operation.Content, expecting object: ObservedObject? = nil, mark number: Int
    ) -> Operation {
        let described = MailService.document.type(type)
        return Operation(
            kind,
            subject: .init(address: Address("parks/mail/\(name)"), type: type, identity: identity),
            precondition: object.flatMap { object in
                described.map {
                    .same(object.digest(of: $0.type, settings: ["tenant": "city"]))
                }
            } ?? .absent,
            content: content, mark: mark(number), now: noon)
    }

    @Test func checking() async throws {
        let operation = Self.operation(
            .create, "list", "mail.list", "parks@city.example",
            .init(attributes: [
                "address": "parks@city.example", "display_name": "Parks", "open": false,
            ]), mark: 11)
        let results = await provider.makeObserver(place).check(OperationSeries([operation]))
        #expect(
            results == [
                .refused(
                    ProviderFailure(
                        .denied, "the right lists.write is missing",
                        help: "the token's owner has to be an administrator"))
            ])
    }

    @Test func performing() async throws {
        let cyril: Fields<Value> = [
            "address": "cy@city.example", "display_name": "Cyril",
            "forward_to": "desk@city.example",
        ]
        let old: Fields<Value> = ["address": "old@city.example", "display_name": "Old"]
        let results = await provider.makePerformer(place).perform([
            Self.operation(
                .create, "anna", "mail.mailbox", "anna@city.example",
                .init(attributes: ["address": "anna@city.example", "display_name": "Anna"]),
                mark: 5),
            Self.operation(
                .update, "cy", "mail.mailbox", "cy@city.example",
                .init(
                    attributes: ["address": "cy@city.example", "display_name": "Cy"],
                    recorded: cyril, cleared: ["forward_to"]),
                expecting: ObservedObject(attributes: cyril, mark: Self.mark(6)), mark: 6),
            Self.operation(
                .delete, "old", "mail.list", "old@city.example",
                .init(attributes: old, recorded: old),
                expecting: ObservedObject(attributes: old, mark: Self.mark(8)), mark: 8),
            Self.operation(
                .create, "anna-all", "mail.member", "all@city.example/anna@city.example",
                .init(attributes: [:]), mark: 13),
        ])
        guard case .done(let anna) = results[0], case .stale(.absent) = results[1],
            case .gone = results[2], case .failed(let failure) = results[3]
        else {
            Issue.record("\(results)")
            return
        }
        #expect(anna.attributes["id"] == "m-000012" && anna.mark == Self.mark(5))
        #expect(
            failure
                == ProviderFailure(.unreachable, "503 Service Unavailable", isTransient: true))
    }

    @Test func listing() async throws {
        let lister = try #require(provider.makeObserver(place) as? any Lister)
        let objects = try await lister.list(["mail.mailbox", "mail.list"])
        #expect(objects.map(\.identity) == ["all@city.example", "ben@city.example"])
        #expect(objects.map(\.object.isSuspended) == [false, true])
    }

    @Test func examining() async throws {
        let observer = provider.makeObserver(place)
        let findings = try await observer.examine(at: Self.noon)
        #expect(
            findings == [
                TargetFinding("version", isWell: true, "mail service 1.4"),
                TargetFinding("right lists.write", isWell: false, "missing"),
            ])
        let failure = await #expect(throws: ProviderFailure.self) {
            try await observer.examine(at: Self.noon.advanced(bySeconds: 3600))
        }
        #expect(
            failure
                == ProviderFailure(
                    .denied, "the token has expired", help: "a new one is made in the console"))
    }

    /// What no test above can ask for is on the page all the same.
    @Test func everyMethodAndEveryKindIsOnThePage() throws {
        let text = String(decoding: try readFile(Self.page, limit: 1 << 20), as: UTF8.self)
        for method in ProgramCall.Method.allCases {
            #expect(text.contains("\n### \(method.rawValue)\n"))
        }
        for kind in Operation.Kind.allCases { #expect(text.contains("`\(kind.rawValue)`")) }
        for kind in ["unreachable", "denied", "conflict", "rejected", "timedOut"] {
            #expect(text.contains("\n| `\(kind)` |") && ProviderFailure.Kind(rawValue: kind) != nil)
        }
    }
}
