// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ExternalProvider
import Glibc
import ProgramContract
import ProviderContract
import Testing
import Values

/// The contract suite as the author of a program runs it: by a file of samples and nothing else.
@Suite struct SamplesTests {
    private static let bytes: [UInt8] =
        (try? readFile("\(MailService.folder)/mailbox.samples.json", limit: 1 << 20)) ?? []

    private static let checks: [ContractCheck] = {
        guard case .success(let samples) = ContractSamples.read(bytes, of: MailService.document),
            let world = try? MailWorld()
        else { preconditionFailure("the example's samples can't be read") }
        return ProgramContract.checks(samples, at: world.placeWithoutRelay, run: "samples")
    }()

    @Test(arguments: checks)
    func theExampleKeepsTheContract(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil, "\(violation ?? "")")
    }

    @Test func thereAreChecksOfEveryTypeAndOfDrift() {
        let names = Self.checks.map(\.description)
        for type in ["mail.mailbox", "mail.list", "mail.member"] {
            #expect(names.contains("\(type): a batch is answered one by one"))
        }
        #expect(names.contains("mail.list: an edit by hand is seen: `open`"))
        #expect(names.contains("mail.mailbox: suspended and resumed is as before"))
    }

    /// A program that breaks promises is caught.
    @Test func whatDoesNotSuspendIsFound() async throws {
        let samples: Value = [
            "settings": ["tenant": "{world}"],
            "types": ["test.thing": ["sample": ["name": "one"], "other": ["name": "two"]]],
        ]
        let read = ContractSamples.read(
            CanonicalJSON.bytes(of: samples), of: Misbehaving.document)
        let target = try Misbehaving()
        let checks = ProgramContract.checks(try read.get(), at: target.place, run: "x")
        var broken: [String] = []
        for check in checks where await check.violation() != nil { broken.append(check.name) }
        #expect(broken.contains("suspended and resumed is as before"))
        #expect(!broken.contains("attributes are named once and have an identity"))
    }

    @Test func thePublishedSchemaIsTheOneThatIsReadBy() throws {
        let path = "\(MailService.repository)/docs/reference/provider-samples.schema.json"
        if getenv("BURNHAM_RECORD_SCHEMAS") != nil {
            try replaceFile(path, bytes: ReadableJSON.bytes(of: SamplesForm.schema), mode: 0o644)
        }
        #expect(try readFile(path, limit: 1 << 20) == ReadableJSON.bytes(of: SamplesForm.schema))
    }

    private static func wrong(_ path: [String], _ value: Value?) throws -> [String] {
        let form = DocumentTests.setting(value, at: path, in: try JSONParser.parse(bytes))
        let read = ContractSamples.read(CanonicalJSON.bytes(of: form), of: MailService.document)
        guard case .failure(let problems) = read else { return [] }
        return problems.all.map(\.description)
    }

    @Test(
        arguments: [
            ("/settings/tenant", "city", "/settings: no text has `{world}`"),
            (
                "/types/mail.pigeon", ["sample": [:], "other": [:]],
                "/types/mail.pigeon: the document has no"
            ),
            ("/types/mail.list/sample/open", "yes", "/types/mail.list/sample/open: "),
            (
                "/types/mail.list/sample/id", "x",
                "/types/mail.list/sample/id: the type has no such input"
            ),
            (
                "/types/mail.mailbox/other/id", "x",
                "/types/mail.mailbox/other/id: the type has no such"
            ),
            (
                "/types/mail.list/other", ["address": "a@b"],
                "the required `display_name` is not stated"
            ),
            ("/types/mail.list/changes/size", 1, "/types/mail.list/changes/size: "),
            (
                "/types/mail.list/clearable/0", "size",
                "/types/mail.list/clearable/0: the sample does not"
            ),
            (
                "/types/mail.list/secrets", ["open": "x"],
                "/types/mail.list/secrets/open: the type has no"
            ),
            ("/types/mail.list/odd", [["open": 1]], "/types/mail.list/odd/0/open: "),
            ("/foreign/0/type", "pigeon", "/foreign/0/type: the document has no such type"),
            ("/foreign/0/attributes/address", 7, "/foreign/0/attributes/address: "),
            ("/colour", 7, "colour"),
        ] as [(String, Value, String)])
    func wrongSamplesAreWrongAtTheirPlace(
        _ path: String, _ value: Value, _ problem: String
    ) throws {
        let problems = try Self.wrong(path.split(separator: "/").map(String.init), value)
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }
}
