// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import TargetFiles
import Testing
import Values

@testable import FileProvider

/// What the contract does not ask: where suspended folders lie, batches of related paths, crashes.
@Suite struct FolderTests {
    typealias Step = FileTargetUnderTest.Step
    let target: FileTargetUnderTest

    init() throws { target = try FileTargetUnderTest() }

    @Test func aSuspendedFolderKeepsWhatIsInIt() async throws {
        await target.run([.create, "cpd/records"])
        try target.world.put("cpd/records/2026/a", "evidence")
        #expect(
            await target.run([.suspend, "cpd/records"])
                == ["done .removed/2026-11-18/cpd/records suspended"])
        #expect(
            try target.tree() == """
                .removed/ 700
                .removed/2026-11-18/ 700
                .removed/2026-11-18/cpd/ 700
                .removed/2026-11-18/cpd/records/ 750
                .removed/2026-11-18/cpd/records/2026/ 755
                .removed/2026-11-18/cpd/records/2026/a 644
                cpd/ 755
                """)
        #expect(await target.run([.resume, "cpd/records"]) == ["done cpd/records"])
        #expect(
            try target.tree() == """
                cpd/ 755
                cpd/records/ 750
                cpd/records/2026/ 755
                cpd/records/2026/a 644
                """)
    }

    @Test func twoSuspendedOnOneDayLieApart() async throws {
        await target.run([.create, "a"], [.suspend, "a"])
        target.uid = 2
        let answers = await target.run([.create, "a"], [.suspend, "a"])
        #expect(answers == ["done a", "done .removed/2026-11-18.2/a suspended"])
        #expect(
            target.marks == [
                ".removed/2026-11-18.2/a 2", ".removed/2026-11-18/a 1",
            ])
    }

    @Test func aSuspendedFolderIsNotPutIntoAnother() async throws {
        await target.run([.create, "a"], [.suspend, "a"])
        target.uid = 2
        #expect(
            await target.run([.create, "a/b"], [.suspend, "a/b"])
                == ["done a/b", "done .removed/2026-11-18.2/a/b suspended"])
        target.uid = 1
        #expect(await target.run([.purge, "a"]) == ["gone"])
        #expect(
            try target.tree() == """
                .removed/ 700
                .removed/2026-11-18.2/ 700
                .removed/2026-11-18.2/a/ 700
                .removed/2026-11-18.2/a/b/ 750
                a/ 755
                """)
    }

    @Test func relatedPathsOfOneBatchAreWrittenInOrder() async throws {
        let answers = await target.run(
            [.create, "share"], [.create, "share/doc.txt", "1"], [.create, "share/sub"],
            [.update, "share/doc.txt", "2"], [.delete, "share/doc.txt"], [.suspend, "share"])
        #expect(
            answers == [
                "done share", "done share/doc.txt", "done share/sub", "done share/doc.txt", "gone",
                "done .removed/2026-11-18/share suspended",
            ])
        #expect(
            try target.tree() == """
                .removed/ 700
                .removed/2026-11-18/ 700
                .removed/2026-11-18/share/ 750
                .removed/2026-11-18/share/sub/ 750
                """)
    }

    @Test func aFolderWithContentIsNotDeleted() async throws {
        await target.run([.create, "share"])
        try target.world.put("share/theirs", "x")
        #expect(
            await target.run([.delete, "share"])
                == ["conflict: cannot remove `<root>/share`: the folder is not empty"])
        #expect(try target.world.read("share/theirs") == "x")
    }

    @Test func resumingDoesNotReplaceWhatStandsThere() async throws {
        await target.run([.create, "share"], [.suspend, "share"])
        try target.world.put("share/new", "x")
        #expect(
            await target.run([.resume, "share"])
                == ["conflict: cannot rename `<root>/share`: it exists already"])
        #expect(try target.world.read("share/new") == "x")
        #expect(target.marks == [".removed/2026-11-18/share 1"])
    }

    /// The rename was done, the marks after it and the outcome were not.
    @Test func aCutOffSuspendIsSeen() async throws {
        await target.run([.create, "share"])
        let recorded = try await target.observed("share").object?.attributes
        let before = try target.world.readRegistry()
        await target.run([.suspend, "share"])
        let after = try target.world.readRegistry()
        try target.world.writeRegistry(before + after)
        let seen = try await target.observed("share", recorded: recorded)
        #expect(seen.object?.isSuspended == true)
        #expect(seen.object?.mark == target.mark)
    }

    @Test func aLaterFolderIsNotTakenForTheSuspendedOne() async throws {
        await target.run([.create, "share"], [.suspend, "share"])
        target.uid = 2
        await target.run([.create, "share"])
        let recorded = try await target.observed("share").object?.attributes
        rmdir("\(target.world.folder)/share")
        guard case .absent = try await target.observed("share", recorded: recorded) else {
            Issue.record("the suspended folder of another resource is taken for this one")
            return
        }
    }

    /// Past some look-ups a folder's names are read at once.
    @Test func manyAreObservedAsTheyAre() async throws {
        let isThere = { (number: Int) in number.isMultiple(of: 3) }
        for number in 0..<100 where isThere(number) {
            try target.world.put("many/\(number)", "x")
        }
        symlink("0", "\(target.world.folder)/many/link")
        let items = (0..<100).map {
            ObserveItem(type: "file.document", identity: "many/\($0)", attributes: [:])
        }
        let link = ObserveItem(type: "file.document", identity: "many/link", attributes: [:])
        let presences = try await target.observer.observe(items + [link], lineage: "").presences
        #expect(presences.dropLast().map { $0.object != nil } == (0..<100).map(isThere))
        guard case .unreadable = presences[100] else {
            Issue.record("a link is seen as \(presences[100])")
            return
        }
    }

    @Test func whatAKilledApplyLeftIsTakenAway() async throws {
        let left = "\(target.world.folder)/www/.burnham-temporary-1x"
        try target.world.put("www/a", "1")
        close(open(left, O_CREAT | O_WRONLY, 0o600))
        await target.run([.create, "www/b", "2"])
        #expect(access(left, F_OK) != 0)
        #expect(try target.world.read("www/a") == "1")
    }

    @Test func aPathOutOfTheFolderIsNeverWritten() async throws {
        for path in ["../out", "/tmp/burnham-out", "a/../../out", "a\nb", ""] {
            let answers = await target.run(Step(kind: .create, path: path, content: "x"))
            #expect(answers.allSatisfy { $0.contains("the path could leave its folder") })
        }
        try target.world.put("beside", "x")
        symlink("/tmp", "\(target.world.folder)/link")
        let answers = await target.run([.create, "link/burnham-out", "x"])
        #expect(answers.count == 1 && answers[0].contains("symbolic link"))
        #expect(access("/tmp/burnham-out", F_OK) != 0)
    }

    @Test(.enabled(if: getuid() == 0, "changing the owner takes root"))
    func ownersAreSetAndSeen() async throws {
        await target.run([.create, "share"])
        #expect(try await target.observed("share").object?.attributes["owner"] == "root")
        let observed = try await target.observed("share").object
        let update = target.operation(
            .update, ["path": "share", "owner": "nobody", "group": "daemon", "mode": "2770"],
            on: observed)
        let results = await target.performer.perform([update])
        guard case .done(let object) = results[0] else {
            Issue.record("\(results[0])")
            return
        }
        #expect(object.attributes["owner"] == "nobody")
        #expect(object.attributes["group"] == "daemon")
        #expect(object.attributes["mode"] == "2770")
    }

    @Test func checkRefusesAnUnknownOwner() async throws {
        let create = target.operation(
            .create, ["path": "share", "owner": "no-such-user"], on: nil)
        let results = await target.observer.check(OperationSeries([create]))
        #expect(
            results == [
                .refused(ProviderFailure(.rejected, "this machine has no user `no-such-user`"))
            ])
    }
}
