// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The questions that a program answers without writing. Marks of the registry are not in the answers.
extension ExternalTarget {
    /// What a program answered about items: once as we read it and once in its own words.
    struct Seen {
        var seen: Observations
        /// One for each item.
        let answers: [Value]
    }

    /// With no lineage nothing is asked for that no item names.
    func observe(
        _ items: [ObserveItem], lineage: String?
    ) throws(ProviderFailure) -> Seen {
        let asked = items.map { WireRequest.item($0, of: type($0.type)) }
        let result = try answer(
            to: ProgramCall(
                .observe,
                ["items": .list(asked), "lineage": lineage.map { .string($0) } ?? .null]))
        return try reading { () throws(WireProblem) in
            try result.require(only: ["presences", "unasked", "remarks"])
            let answers = try result.member("presences").items(items.count, answering: "items")
            let presences = zip(items, answers).map { presence(of: $0, $1) }
            let unasked = try result.optional("unasked").map { reader throws(WireProblem) in
                try marked(reader, lineage)
            }
            let remarks = try result.optional("remarks").map(texts)
            return Seen(
                seen: Observations(
                    presences: presences, unasked: unasked ?? [], remarks: remarks ?? []),
                answers: answers.map(\.value))
        }
    }

    /// An answer that says nothing of one object says nothing against the others.
    private func presence(of item: ObserveItem, _ answer: WireReader) -> Presence {
        do throws(WireProblem) {
            return try object(of: type(item.type)).presence(answer, of: item.identity)
                .shown(redaction)
        } catch {
            return .unreadable(failure(of: error, hiding: redaction))
        }
    }

    private func marked(
        _ reader: WireReader, _ lineage: String?
    ) throws(WireProblem) -> [MarkedObject] {
        var objects: [MarkedObject] = []
        for item in try reader.items() {
            try item.require(only: ["type", "attributes", "mark"])
            let form = object(of: try knownType(try item.member("type")))
            let attributes = try item.member("attributes")
            let identity = try form.identity(try form.attributes(attributes), attributes)
            let markReader = try item.member("mark")
            guard let mark = Mark(try markReader.text()), mark.lineage == lineage else {
                throw markReader.problem("is no mark of the lineage that was asked for")
            }
            guard form.type.carriesMarks else {
                throw item.problem("has a mark, and its type's marks are kept elsewhere")
            }
            objects.append(
                MarkedObject(type: form.type.type.name, identity: identity, mark: mark))
        }
        return objects
    }

    private func knownType(_ reader: WireReader) throws(WireProblem) -> DocumentedType {
        guard let type = document.type(try reader.text()) else {
            throw reader.problem("is none of the provider's types")
        }
        return type
    }

    private func texts(_ reader: WireReader) throws(WireProblem) -> [String] {
        var texts: [String] = []
        for item in try reader.items() { texts.append(shown(try item.text())) }
        return texts
    }

    /// Words of the program, as they may stand in our output.
    func shown(_ text: String) -> String {
        ProviderFailure(.rejected, text).shown(redaction).words
    }

    /// One result for each operation.
    func check(_ operations: [Operation]) -> [CheckResult] {
        let secrets = operations.flatMap(\.secrets.values)
        let hidden = redaction.adding(secrets)
        let asked = operations.map {
            WireRequest.operation($0, of: type($0.type), expected: nil)
        }
        do throws(ProviderFailure) {
            let result = try answer(
                to: ProgramCall(.check, ["operations": .list(asked)]), secrets: secrets)
            return try reading { () throws(WireProblem) in
                try result.require(only: ["results"])
                let answers = try result.member("results").items(
                    operations.count, answering: "operations")
                var results: [CheckResult] = []
                for answer in answers { results.append(try checkResult(answer, hidden)) }
                return results
            }
        } catch {
            return operations.map { _ in .refused(error) }
        }
    }

    private func checkResult(
        _ reader: WireReader, _ hidden: Redaction
    ) throws(WireProblem) -> CheckResult {
        try reader.require(only: ["state", "failure"])
        let state = try reader.member("state")
        switch try state.text() {
        case "checked": return .checked
        case "not_checkable": return .notCheckable
        case "refused":
            return .refused(try WireFailure.read(try reader.member("failure")).shown(hidden))
        default: throw state.problem("is none of `checked`, `not_checkable` and `refused`")
        }
    }

    func examine(at now: Instant) throws(ProviderFailure) -> [TargetFinding] {
        let result = try answer(
            to: ProgramCall(.examine, ["now": .string(now.description)]))
        return try reading { () throws(WireProblem) in
            try result.require(only: ["findings"])
            var findings: [TargetFinding] = []
            for item in try result.member("findings").items() {
                try item.require(only: ["subject", "well", "words"])
                findings.append(
                    TargetFinding(
                        shown(try item.member("subject").text()),
                        isWell: try item.member("well").flag(),
                        shown(try item.member("words").text())))
            }
            return findings
        }
    }

    func list(
        _ types: [String], with marks: RegistryMarks
    ) throws(ProviderFailure) -> [ListedObject] {
        let registry = try marks.load()
        return try list(types).map { marks.marked($0, in: registry) }
    }

    private func list(_ types: [String]) throws(ProviderFailure) -> [ListedObject] {
        let result = try answer(
            to: ProgramCall(.list, ["types": .list(types.map { .string($0) })]))
        return try reading { () throws(WireProblem) in
            try result.require(only: ["objects"])
            var objects: [ListedObject] = []
            for item in try result.member("objects").items() {
                try item.require(only: ["type", "object"])
                let typeReader = try item.member("type")
                let form = object(of: try knownType(typeReader))
                guard types.contains(form.type.type.name) else {
                    throw typeReader.problem("was not asked for")
                }
                let reader = try item.member("object")
                let object = try form.object(reader)
                objects.append(
                    ListedObject(
                        type: form.type.type.name,
                        identity: try form.identity(object.attributes, reader), object: object))
            }
            return objects
        }
    }
}
