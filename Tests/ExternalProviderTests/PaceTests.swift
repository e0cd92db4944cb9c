// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ExternalProvider
import Glibc
import Testing
import Values

/// Many objects at once.
@Suite struct PaceTests {
    @Test func tenThousandObjectsAreObservedInPages() async throws {
        let world = try MailWorld()
        let provider = ExternalProgram.provider(MailService.document)
        let operations = (0..<10_000).map { Self.create($0) }
        let clock = ContinuousClock()
        let performer = provider.makePerformer(world.place)
        let created = await clock.measure {
            for start in stride(from: 0, to: operations.count, by: 1000) {
                let results = await performer.perform(Array(operations[start..<start + 1000]))
                #expect(results.allSatisfy { if case .done = $0 { true } else { false } })
            }
        }
        let observer = provider.makeObserver(world.place)
        let items = operations.map {
            ObserveItem(type: $0.type, identity: $0.identity, attributes: $0.attributes)
        }
        var seen = Observations(presences: [])
        let observed = try await clock.measure {
            seen = try await observer.observe(items, lineage: Self.mark(0).lineage)
        }
        #expect(seen.presences.allSatisfy { $0.object?.attributes["quota_mebibytes"] == 2048 })
        #expect(seen.unasked.isEmpty)
        let none = try await observer.observe([], lineage: Self.mark(0).lineage)
        #expect(none.unasked.count == 10_000)
        if getenv("BURNHAM_SHOW_PACE") != nil { print("created \(created), observed \(observed)") }
    }

    private static func mark(_ number: Int) -> Mark {
        let digits = String(number)
        return Mark(
            lineage: String(repeating: "c", count: 32),
            uid: String(repeating: "0", count: 32 - digits.count) + digits)
    }

    private static func create(_ number: Int) -> Operation {
        let address = "person\(number)@city.example"
        return Operation(
            .create,
            subject: .init(
                address: Address("mail/many/n\(number)"), type: "mail.mailbox", identity: address),
            precondition: .absent,
            content: .init(attributes: [
                "address": .string(address), "display_name": .string("Person \(number)"),
                "aliases": [], "quota_mebibytes": 2048,
            ]), mark: mark(number), now: Instant(seconds: 1_795_000_000))
    }
}
