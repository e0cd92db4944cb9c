// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DurableFiles

@Suite struct NamelessFileTests {
    @Test func isSeenOnceItHasItsName() throws {
        try withTemporaryFolder { root throws in
            let file = try NamelessFile(in: root.path, mode: 0o600)
            try file.write([0x61, 0x62])
            #expect(try root.list().isEmpty)
            try file.write([0x63])
            try file.publish(as: "whole")
            #expect(try root.text("whole") == "abc")
            #expect(try root.status(of: "whole")?.mode == 0o600)
            #expect(try root.allNames() == ["whole"])
        }
    }

    @Test func isGoneWithoutAName() throws {
        try withTemporaryFolder { root throws in
            do {
                let file = try NamelessFile(in: root.path, mode: 0o600)
                try file.write([1])
                #expect(try root.allNames().count == 1)
            }
            #expect(try root.allNames().isEmpty)
        }
    }

    @Test func needsItsFolder() throws {
        try withTemporaryFolder { root throws in
            #expect(
                kind { _ = try NamelessFile(in: root.path + "/none", mode: 0o600) } == .missing)
        }
    }
}
