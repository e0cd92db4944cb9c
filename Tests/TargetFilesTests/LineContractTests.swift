// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import TargetFiles
import Testing
import Values

/// The contract suite on the form that the batches are tested with: what it asks of every provider,
/// marks and batches alone can give.
@Suite struct LineContractTests {
    static let provider = Provider(
        name: "lines", summary: "Lines of a file.", types: [LineForm.type],
        settings: .init(schema: ["type": "object"], limits: TargetLimits()),
        makeObserver: { FormObserver($0, opening: open) },
        makePerformer: { FormPerformer($0, types: [LineForm.type], opening: open) })

    static let subject: ContractSubject = {
        var subject = ContractSubject(
            provider: provider, type: "line.entry", sample: ["name": "a", "text": "1"],
            other: ["name": "b", "text": "2"],
            makeWorld: { try FolderWorld(settings: $0, foreign: [.file("other", "theirs")]) })
        subject.changes = [("text", "changed")]
        subject.odd = [["name": "a", "text": ""]]
        subject.failing = ["name": "c", "text": "refused"]
        subject.handEdits = [
            .onFolder("the text", .differs("text")) { try $0.edit("lines", "a=1", to: "a=2") },
            .onFolder("the line", .absent) { try $0.edit("lines", "a=1\n", to: "") },
            .onFolder("a line beside it", .same) {
                try $0.edit("lines", "a=1\n", to: "a=1\nc=1\n")
            },
        ]
        return subject
    }()

    @Test(arguments: ContractCheck.all(for: subject))
    func contract(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }

    @Sendable private static func open(
        _ place: TargetPlace, _ marks: MarksRegistry
    ) throws(ProviderFailure) -> LineForm {
        try LineForm(folder: place.folder)
    }
}
