// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import PostgreSQLProvider

/// Comments, identities and names, which need no server.
@Suite struct NotationTests {
    private static let mark = Mark(
        lineage: String(repeating: "a", count: 32), uid: String(repeating: "0", count: 32))

    @Test(arguments: [
        nil, "one line", "two\nlines\n", "\u{E9}\u{65E5} 'quotes' \\", "burnham",
        "a\nburnham:no mark",
    ])
    func aCommentIsReadAsItWasWritten(_ description: String?) {
        var comment = ObjectComment()
        comment.description = description
        #expect(ObjectComment(comment.text) == comment)
        comment.mark = Self.mark
        #expect(ObjectComment(comment.text) == comment)
        comment[.passwordMade] = "2026-11-29T10:00:00.000Z"
        comment[.login] = "a b/c=d%\u{E9}"
        #expect(ObjectComment(comment.text) == comment)
        comment.mark = nil
        #expect(ObjectComment(comment.text) == comment)
    }

    @Test func whatIsNoMarkIsSomebodysWords() {
        for text in [
            "burnham:", "burnham:x:y", "burnham:\(String(repeating: "g", count: 32)):0",
            "burnham:\(Self.mark)0", "Burnham:\(Self.mark)", " burnham:\(Self.mark)",
        ] {
            let comment = ObjectComment(text)
            #expect(comment.mark == nil && comment.description == text)
        }
        #expect(ObjectComment("").description == nil)
    }

    /// A later version's fact is no reason to lose sight of an object.
    @Test func unknownFactsAreLeftOut() {
        let comment = ObjectComment("burnham:\(Self.mark) colour=red since=x %%% =")
        #expect(comment.mark == Self.mark && comment[.since] == "x")
    }

    @Test(arguments: [
        ["a", "b"], ["a/b", "c%2F"], ["", "x"], ["\u{E9} \n", "'\""], ["%", "/"],
    ])
    func anIdentityIsTakenApartAgain(_ parts: [String]) {
        let text = PartsOfIdentity.text(parts)
        #expect(PartsOfIdentity.parts(of: text, count: parts.count) == parts)
        #expect(PartsOfIdentity.last(of: text) == parts.last)
        #expect(PartsOfIdentity.parts(of: text, count: parts.count + 1) == nil)
    }

    @Test func brokenPercentSignsAreNoIdentity() {
        for text in ["a/%", "a/%2", "a/%zz", "a/%+1", "a/%FF"] {
            #expect(PartsOfIdentity.parts(of: text, count: 2) == nil, "\(text)")
        }
    }

    @Test func aSuspendedDatabasesNameFits() throws {
        let day = try #require(CalendarDate("2026-11-29"))
        for name in [
            "permits", String(repeating: "x", count: 63), String(repeating: "\u{1F600}", count: 15),
        ] {
            let suspended = DatabaseName.whileSuspended(name, Self.mark, on: day)
            #expect(suspended.utf8.count <= 63 && suspended.hasPrefix("removed_20261129_00000000_"))
            #expect(DatabaseName.isTaken(suspended))
        }
    }

    @Test func anArrayQuotesWhatWouldEndIt() {
        #expect(
            ServerArray.text(["a", "b\"c", "d\\e", "{f,g}", ""])
                == #"{"a","b\"c","d\\e","{f,g}",""}"#)
        #expect(ServerArray.words("{a,b}") == ["a", "b"])
        #expect(ServerArray.words("{}") == [])
    }
}
