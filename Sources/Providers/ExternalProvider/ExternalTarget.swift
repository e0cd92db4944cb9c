// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Synchronization
import Values

/// One target of a program: its types, its place, and the running programs that are asked, one for each call that
/// is under way at once. One that broke is not used again; the next call starts another.
final class ExternalTarget: Sendable {
    let document: ProviderDocument
    let place: TargetPlace
    /// Of the credentials.
    let redaction: Redaction
    private let opened = Mutex<Opened?>(nil)
    private let idle = Mutex<[ProgramSession]>([])

    /// The program is read and hashed once: one that is exchanged meanwhile is another one.
    private struct Opened {
        let order: ProgramOrder
        let program: HashedProgram
    }

    init(_ document: ProviderDocument, _ place: TargetPlace) {
        self.document = document
        self.place = place
        redaction = Redaction(place.connection.credentials.values)
    }

    func type(_ name: String) -> DocumentedType {
        guard let type = document.type(name) else {
            preconditionFailure("`\(name)` went to a program without it; this is a bug in burnham")
        }
        return type
    }

    func object(of type: DocumentedType) -> WireObject {
        WireObject(type: type, settings: place.settings)
    }

    /// `secrets` are those that the call itself holds.
    func answer(
        to call: ProgramCall, secrets: [SecretValue] = []
    ) throws(ProviderFailure) -> WireReader {
        let session = try taken()
        defer { if !session.hasEnded { idle.withLock { $0.append(session) } } }
        return WireReader(try session.answer(to: call, secrets: secrets), at: "result")
    }

    private func taken() throws(ProviderFailure) -> ProgramSession {
        if let session = idle.withLock({ $0.popLast() }) { return session }
        let opened = try open()
        let session = try ProgramSession(
            opened.program, opened.order, name: document.name, hiding: redaction)
        let greeting = WireGreeting(document: document, place: place)
        let answer = try session.answer(to: greeting.call)
        try reading { () throws(WireProblem) in
            try greeting.check(WireReader(answer, at: "result"))
        }
        return session
    }

    private func open() throws(ProviderFailure) -> Opened {
        try opened.withLock { opened throws(ProviderFailure) in
            if let opened { return opened }
            let order = try ProgramConnection.order(place)
            let new = Opened(order: order, program: try HashedProgram(order))
            opened = new
            return new
        }
    }

    /// Reads a part of an answer; what breaks the protocol there is the target's failure.
    func reading<Result>(
        _ body: () throws(WireProblem) -> Result
    ) throws(ProviderFailure) -> Result {
        do throws(WireProblem) {
            return try body()
        } catch {
            throw failure(of: error, hiding: redaction)
        }
    }

    func failure(of problem: WireProblem, hiding redaction: Redaction) -> ProviderFailure {
        ProviderFailure(problem, of: document.name).shown(redaction)
    }
}
