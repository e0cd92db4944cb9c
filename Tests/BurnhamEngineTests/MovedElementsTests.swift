// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamEngine

/// Which recorded object is taken for the same element of a `for_each` in another subscription.
@Suite struct MovedElementsTests {
    private func origin(_ template: String) -> Origin {
        Origin(
            department: "d", subscription: "s", service: "v", tier: "t", template: template,
            sourceFile: "f")
    }

    private func row(_ address: String) -> RecordedRow {
        RecordedRow(
            subject: RecordedRow.Subject(
                address: Address(address), uid: "u", type: "account", typeVersion: 1,
                target: "directory", identity: "uid=u1"),
            image: RecordedRow.Image(
                attributes: [:], stated: [], fingerprints: [:], observedDigest: .sha256([])),
            keeping: RecordedRow.Keeping(
                dependsOn: [], isProtected: false, onRemoval: .suspend, suspendedAt: nil),
            origin: origin("accounts"))
    }

    private func resource(
        _ address: String, template: String = "accounts", target: String = "directory",
        identity: String = "uid=u1"
    ) -> Resource {
        Resource(
            address: Address(address),
            object: Resource.Object(type: "account", target: target, identity: identity),
            content: Resource.Content(attributes: [:]),
            policy: Resource.RemovalPolicy(onRemoval: .suspend), links: Resource.Links(),
            origin: origin(template))
    }

    @Test func theSameElementOfTheSameTemplateMoves() {
        let moved = MovedElements([row("parks/accounts/account[u1]")])
        #expect(
            moved.formerAddress(of: resource("library/accounts/account[u1]"))
                == Address("parks/accounts/account[u1]"))
    }

    @Test func nothingElseDoes() {
        let moved = MovedElements([
            row("parks/accounts/account[u1]"), row("parks/accounts/shared"),
        ])
        let others = [
            resource("library/accounts/account[u2]"), resource("library/accounts/login[u1]"),
            resource("library/accounts/shared"),
            resource("library/accounts/account[u1]", template: "guests"),
            resource("library/accounts/account[u1]", target: "other"),
            resource("library/accounts/account[u1]", identity: "uid=u1-library"),
        ]
        #expect(others.allSatisfy { moved.formerAddress(of: $0) == nil })
    }
}
