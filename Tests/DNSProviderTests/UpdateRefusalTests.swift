// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import DNSProvider

/// Servers that say no.
extension NameServerTests {
    @Suite(.serialized) struct UpdateRefusalTests {
        static let kinds = DNSServer.Kind.allCases.filter(DNSServer.isInstalled)

        private static func failure(
            _ target: UpdateUnderTest
        ) async throws -> ProviderFailure? {
            do {
                let presence = try await target.observe("a.city.example A")
                Issue.record("it is seen as \(presence)")
                return nil
            } catch let failure as ProviderFailure {
                return failure
            }
        }

        @Test(arguments: kinds) func aKeyThatMayOnlyRead(_ kind: DNSServer.Kind) async throws {
            let server = try DNSServer.running(kind)
            let target = try UpdateUnderTest(kind, connection: server.connection(.reader))
            guard case .absent = try await target.observe("a.city.example A") else {
                Issue.record("what nobody made is there")
                return
            }
            let batch = (0..<40).map { target.create("h\($0).city.example A 192.0.2.1") }
            let results = await target.perform(batch)
            #expect(
                Set(results).count == 1 && results[0].hasPrefix("denied: the update of `city"),
                "\(results[0])")
            let findings = try await target.observer.examine(at: Instant(seconds: 0))
            let wrong = findings.filter { !$0.isWell }.map(\.subject)
            #expect(wrong == DNSServer.zones.map { "update of \($0)" })
        }

        @Test(arguments: kinds) func keysThatMayNothing(_ kind: DNSServer.Kind) async throws {
            let server = try DNSServer.running(kind)
            let secret = DNSServer.Key.stranger.secret
            let connections: [(TargetConnection, words: [String])] = [
                (server.connection(.stranger), ["REFUSED", "BADKEY"]),
                (server.connection(.writer, secret: secret), ["BADSIG"]),
                (server.connection(.unknown), ["BADKEY"]),
            ]
            for (connection, words) in connections {
                let target = try UpdateUnderTest(kind, connection: connection)
                let failure = try #require(try await Self.failure(target))
                #expect(failure.kind == .denied && !failure.isTransient)
                #expect(words.contains { failure.words.contains($0) }, "\(failure.words)")
                let create = target.create("a.city.example A 192.0.2.1")
                guard case .failed(let refusal) = await target.performer.perform([create])[0] else {
                    continue
                }
                #expect(!"\(refusal) \(failure)".contains(secret))
            }
        }

        @Test(arguments: kinds) func aLongerKey(_ kind: DNSServer.Kind) async throws {
            let server = try DNSServer.running(kind)
            let target = try UpdateUnderTest(kind, connection: server.connection(.longWriter))
            #expect(await target.perform([target.create("a.city.example A 192.0.2.1")]) == ["done"])
        }

        @Test(arguments: kinds) func whatDoctorIsTold(_ kind: DNSServer.Kind) async throws {
            let target = try UpdateUnderTest(kind)
            let before = try target.server.records()
            let findings = try await target.observer.examine(at: Instant(seconds: 0))
            #expect(findings.filter { !$0.isWell } == [])
            let version = kind == .bind ? "a name server" : "the server does not tell"
            #expect(findings.first == TargetFinding("version", isWell: true, version))
            #expect(findings.last?.subject == "clock")
            #expect(findings.count == 2 + 2 * DNSServer.zones.count)
            #expect(try target.server.records() == before)
        }

        @Test(arguments: kinds) func aZoneThatIsNotThere(_ kind: DNSServer.Kind) async throws {
            let settings: Value = ["zones": [["name": "city.example"], ["name": "gone.example"]]]
            let world = try UpdateWorld(kind, settings: settings)
            let items = ["a.city.example A", "a.gone.example A"].map {
                ObserveItem(type: RecordType.name, identity: $0, attributes: [:])
            }
            let seen = try await UpdateObserver(world.place).observe(
                items, lineage: UpdateUnderTest.lineage)
            guard case .absent = seen.presences[0],
                case .unreadable(let failure) = seen.presences[1]
            else {
                Issue.record("seen are \(seen.presences)")
                return
            }
            #expect(failure.words.hasPrefix("the transfer of `gone.example`"))
            #expect(failure.words.contains("NOTAUTH"))
        }

        @Test func nobodyListens() async throws {
            let port = try ServerProcess.freePort()
            let place = TargetPlace(
                name: "none", settings: UpdateContract.settings(.txt),
                connection: TargetConnection(
                    values: [
                        "host": "127.0.0.1", "port": .int(Int64(port)), "key": ["name": "k"],
                    ], credentials: ["key.secret": SecretValue(Array("c2VjcmV0".utf8))]),
                folder: "/nowhere", registryFolder: "/nowhere")
            do {
                _ = try await UpdateObserver(place).observe([], lineage: UpdateUnderTest.lineage)
                Issue.record("a server that is not there answered")
            } catch {
                #expect(error.kind == .unreachable && error.isTransient)
                #expect(error.words == "127.0.0.1:\(port): Connection refused")
            }
        }

        /// BIND takes no MX record whose host has no address: that one fails, and no other of its message.
        @Test(.enabled(if: kinds.contains(.bind))) func oneOfAMessageIsRefused() async throws {
            let target = try UpdateUnderTest(.bind)
            var batch = (0..<50).map { target.create("h\($0).city.example A 192.0.2.1") }
            batch.insert(target.create("shop.city.example MX 10 nowhere.city.example"), at: 33)
            let results = await target.perform(batch)
            #expect(results[33] == "denied: the update of `city.example` was answered REFUSED")
            #expect(results.filter { $0 == "done" }.count == 50)
        }
    }
}
