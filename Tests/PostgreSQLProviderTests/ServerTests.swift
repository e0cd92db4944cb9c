// SPDX-License-Identifier: Apache-2.0

import Testing

/// Everything that needs a server, one test at a time.
@Suite(.serialized, .enabled(if: TestServer.isInstalled, "PostgreSQL's server is not installed"))
struct ServerTests {
}

@Suite struct ServerPresenceTests {
    @Test(.enabled(if: TestServer.isRequired))
    func theServerIsThere() { #expect(TestServer.shared != nil) }
}
