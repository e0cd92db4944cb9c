// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ParallelWork
import TargetFiles
import Values

/// One transaction's worth of operations in one database, while it is done. Between the reading of what is there
/// and the first write lies the time of one answer of the server; who changes an object in it is overwritten in
/// the attributes that differed.
struct BatchRound {
    private let operations: [Operation]
    private let connection: ServerConnection
    private let server: ServerFacts
    private let marksFile: MarksFile?
    private var marks = MarksRegistry()
    private var results: [OperationResult?]

    init(
        _ operations: [Operation], on connection: ServerConnection, _ marksFile: MarksFile?
    ) throws(ProviderFailure) {
        self.operations = operations
        self.connection = connection
        self.marksFile = marksFile
        server = try connection.facts()
        if let marksFile { marks = try marksFile.load() }
        results = Array(repeating: nil, count: operations.count)
    }

    mutating func perform() throws(ProviderFailure) -> [OperationResult] {
        let found = try read(operations.indices)
        let works = works(on: found)
        for (place, work) in zip(operations.indices, works) {
            switch work {
            case .success(let work): try prepare(work, at: place)
            case .failure(let refusal): results[place] = refusal.result
            }
        }
        let places = operations.indices.filter { results[$0] == nil }
        if !places.isEmpty {
            try saveMarks(ofNew: places)
            try write(places, works.map { try? $0.get() })
            try saveMarks(without: places)
        }
        for place in operations.indices {
            if case .failed? = results[place], case .success(let work) = works[place] { undo(work) }
        }
        return zip(operations, results).map { operation, result in
            result ?? .failed(ProviderFailure(.unreachable, "no answer came"))
        }
    }

    // MARK: Comparing

    private struct Refusal: Error {
        let result: OperationResult
    }

    /// What is there of the operations' objects, by type.
    private func read(_ places: some Sequence<Int>) throws(ProviderFailure) -> [String:
        ServerObjects]
    {
        var identities: [String: [String]] = [:]
        for place in places {
            identities[operations[place].type, default: []].append(operations[place].identity)
        }
        var found: [String: ServerObjects] = [:]
        for (type, names) in identities {
            found[type] = ServerObjects(
                try PostgreSQL.kind(of: type).read(.some(names), from: connection))
        }
        return found
    }

    private func object(_ operation: Operation, in found: [String: ServerObjects]) -> ServerObject?
    {
        found[operation.type]?.object(
            operation.identity, uid: operation.mark.uid, isKnown: operation.kind != .create)
    }

    /// Verifiers of passwords cost the most, so that all cores work at them.
    private func works(on found: [String: ServerObjects]) -> [Result<Work, Refusal>] {
        let (marks, server) = (marks, server)
        let asked = operations.map { ($0, object($0, in: found)) }
        return SlicedWork.map(asked, sliceCountMin: 16) { slice in
            slice.map { Self.work($0.0, $0.1, marks, server) }
        }
    }

    private static func work(
        _ operation: Operation, _ object: ServerObject?, _ marks: MarksRegistry,
        _ server: ServerFacts
    ) -> Result<Work, Refusal> {
        let kind = PostgreSQL.kind(of: operation.type)
        let presence: Presence =
            object.map { .present($0.observed(in: marks, operation.type)) } ?? .absent
        guard operation.precondition.accepts(presence, of: kind.type, settings: [:]) else {
            return .failure(Refusal(result: .stale(presence)))
        }
        do throws(ProviderFailure) {
            return .success(try kind.work(for: operation, on: object, server: server))
        } catch {
            return .failure(Refusal(result: .failed(error)))
        }
    }

    // MARK: Writing

    private mutating func prepare(_ work: Work, at place: Int) throws(ProviderFailure) {
        for statement in work.preparation {
            do throws(ProviderFailure) {
                try connection.run(statement)
            } catch {
                guard connection.isSound else { throw error }
                results[place] = .failed(error.helped(by: work.help))
                return
            }
        }
    }

    /// What can't be undone either is found by the next run.
    private func undo(_ work: Work) {
        for statement in work.undoing where connection.isSound { try? connection.run(statement) }
    }

    /// Each operation's statements are a group that begins where the last good one ended: a failure takes back its own
    /// operation alone.
    private mutating func write(_ places: [Int], _ works: [Work?]) throws(ProviderFailure) {
        var groups: [[SQL]] = [["BEGIN", "SAVEPOINT good"]]
        let written = places.filter { works[$0]?.statements.isEmpty == false }
        for place in written {
            groups.append(
                ["ROLLBACK TO SAVEPOINT good"] + (works[place]?.statements ?? [])
                    + ["RELEASE SAVEPOINT good", "SAVEPOINT good"])
        }
        groups.append(["ROLLBACK TO SAVEPOINT good"])
        if !written.isEmpty {
            let failures = try connection.pipeline(groups)
            if let failure = failures[0] { throw failure }
            for (place, failure) in zip(written, failures.dropFirst()) {
                guard let failure else { continue }
                results[place] = .failed(failure.helped(by: works[place]?.help))
            }
        }
        try readBack(places.filter { results[$0] == nil })
        if !written.isEmpty { try connection.run("COMMIT") }
    }

    private mutating func readBack(_ places: [Int]) throws(ProviderFailure) {
        for place in places { Self.mark(operations[place], in: &marks) }
        let found = try read(places.filter { !operations[$0].leavesNoObject })
        for place in places {
            let operation = operations[place]
            results[place] =
                operation.leavesNoObject || operation.kind == .unmark
                ? .gone : result(operation, object(operation, in: found))
        }
    }

    private func result(_ operation: Operation, _ object: ServerObject?) -> OperationResult {
        guard var observed = object?.observed(in: marks, operation.type) else {
            return .failed(
                ProviderFailure(.conflict, "the object was taken away while it was written"))
        }
        if operation.deliversSecrets { observed.secrets = operation.secrets }
        return .done(observed)
    }

    // MARK: Marks in the registry

    private static func mark(_ operation: Operation, in marks: inout MarksRegistry) {
        guard PostgreSQL.kind(of: operation.type).isInRegistry else { return }
        let key = MarkKey(type: operation.type, identity: operation.identity)
        let isLeft = operation.leavesNoObject || operation.kind == .unmark
        marks[key] = isLeft ? nil : operation.mark
    }

    /// Before the write: a mark without an object counts for nothing.
    private func saveMarks(ofNew places: [Int]) throws(ProviderFailure) {
        guard let marksFile else { return }
        var both = marks
        for place in places where operations[place].kind == .create {
            Self.mark(operations[place], in: &both)
        }
        if both != marks { try marksFile.save(both) }
    }

    /// After it, as things are.
    private func saveMarks(without places: [Int]) throws(ProviderFailure) {
        guard let marksFile else { return }
        if try marksFile.load() != marks { try marksFile.save(marks) }
    }
}

extension Operation {
    fileprivate var leavesNoObject: Bool { kind == .delete || kind == .purge }

    fileprivate var deliversSecrets: Bool {
        kind == .create || kind == .update || kind == .resume
    }
}

extension ProviderFailure {
    fileprivate func helped(by advice: String?) -> ProviderFailure {
        guard help == nil, let advice else { return self }
        return ProviderFailure(kind, words, help: advice, isTransient: isTransient)
    }
}
