// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// One batch while it is written: every operation's precondition is compared with the zones as they were read, the
/// changes go out as messages whose prerequisites make the server compare again, and what is answered is read back.
///
/// Operations on one name follow each other in messages of their own, since all prerequisites of a message are
/// compared before its updates. A message that the server refuses is looked into: the zone is read again, what no
/// longer holds is stale, and the rest is sent again, in halves where nothing else tells which of them it was.
struct UpdateRun {
    private let operations: [Operation]
    private let target: UpdateTarget
    private var picture: ZonePicture
    private var marks: StoredMarks?
    private var results: [OperationResult?]
    private var written: [RecordChange] = []
    /// The server let a message wait too long: it is not asked again.
    private var isTimedOut = false
    /// Sent a second time, since the connection was lost.
    private var repeated: Set<Int> = []

    init(_ operations: [Operation], on target: UpdateTarget) throws(ProviderFailure) {
        self.operations = operations
        self.target = target
        picture = ZonePicture(target.settings)
        results = Array(repeating: nil, count: operations.count)
        let zones = Set(operations.compactMap { try? target.settings.place(of: $0.identity).zone })
        picture.images = target.session.images(of: zones)
        if target.settings.ownership == .store {
            marks = try StoredMarks(in: target.place)
            picture.marks = Self.kept(marks?.all ?? MarksRegistry(), in: picture)
        }
    }

    /// A crash, or somebody's hand, can leave a mark without its records: whatever is put there later would count
    /// as ours.
    private static func kept(_ marks: MarksRegistry, in picture: ZonePicture) -> MarksRegistry {
        var kept = marks
        for key in marks.keys(ofType: RecordType.name) {
            guard let place = try? picture.settings.place(of: key.identity),
                picture.images[place.zone] != nil
            else { continue }
            if case .absent = picture.presence(of: key.identity) { kept[key] = nil }
        }
        return kept
    }

    mutating func run() -> [OperationResult] {
        var rest = operations.indices[...]
        while !rest.isEmpty && !isTimedOut {
            var names: Set<String> = []
            let segment = rest.prefix { names.insert(Self.name(operations[$0])).inserted }
            rest = rest.dropFirst(segment.count)
            write(Array(segment))
        }
        readBack()
        return results.map { $0 ?? .failed(Self.unanswered) }
    }

    private static let unanswered = ProviderFailure(
        .unreachable, "the operation was not begun", isTransient: true)

    private static func name(_ operation: Operation) -> String {
        RecordType.key(ofIdentity: operation.identity)?.0.text ?? operation.identity
    }

    /// Writes operations on different names: first some, so that the server is at work while the others are compared;
    /// then again what it refused, in ever smaller groups.
    private mutating func write(_ positions: [Int]) {
        var groups = [
            Array(positions.prefix(Self.firstMax)), Array(positions.dropFirst(Self.firstMax)),
        ]
        while !groups.isEmpty { groups = send(groups) }
    }

    /// About as many as fill a message.
    private static let firstMax = 1000

    /// Compares, and saves the marks of what is to be made. Empty where nothing is to be sent.
    private mutating func prepare(_ positions: [Int]) -> [UpdateMessage] {
        let changes = positions.compactMap { change(at: $0) }
        do throws(ProviderFailure) {
            try marks?.announce(changes)
        } catch {
            fail(at: changes.map(\.position), error)
            return []
        }
        return messages(of: changes)
    }

    private mutating func fail(at positions: [Int], _ failure: ProviderFailure) {
        for position in positions { results[position] = .failed(failure) }
    }

    /// Nil where the operation has its result: it is stale, or can't be done.
    private mutating func change(at position: Int) -> RecordChange? {
        let operation = operations[position]
        let presence = picture.presence(of: operation.identity)
        guard
            operation.precondition.accepts(
                presence, of: RecordType.type, settings: target.place.settings)
        else {
            results[position] = .stale(presence)
            return nil
        }
        do throws(ProviderFailure) {
            return try RecordChange(operation, at: position, in: picture)
        } catch {
            results[position] = .failed(error)
            return nil
        }
    }

    private mutating func messages(of changes: [RecordChange]) -> [UpdateMessage] {
        let bytesMax = MessageWriter.bytesMax - target.session.signatureBytesMax
        return UpdateMessage.packed(changes, bytesMax: bytesMax).filter { message in
            if message.fits(bytesMax) { return true }
            fail(
                at: message.positions,
                ProviderFailure(
                    .rejected, "the change is longer than a message may be, 65535 bytes",
                    help: "what was there and what is to be have to fit in one message"))
            return false
        }
    }

    /// The groups of positions that have to be sent again.
    private mutating func send(_ groups: [[Int]]) -> [[Int]] {
        var rest = groups[...]
        var ready: ArraySlice<UpdateMessage> = []
        var sent: [UpdateMessage] = []
        let answers = target.session.answers { () -> (ServerRequest, SingleAnswer)? in
            while ready.isEmpty, let group = rest.popFirst() { ready = prepare(group)[...] }
            guard let message = ready.popFirst() else { return nil }
            sent.append(message)
            return (message.request, SingleAnswer())
        }
        return settle(sent, answers) + unsent(ready.map(\.positions) + rest)
    }

    /// The groups of positions that have to be sent again.
    private mutating func settle(
        _ messages: [UpdateMessage], _ answers: [Result<SingleAnswer, ProviderFailure>]
    ) -> [[Int]] {
        var refused: [(UpdateMessage, ProviderFailure)] = []
        for (message, answer) in zip(messages, answers) {
            switch answer {
            case .success(let answer) where answer.code == .done:
                take(message.changes, in: message.zone)
            case .success(let answer):
                refused.append((message, answer.code.failure(message.request.subject)))
            case .failure(let failure): refused.append((message, failure))
            }
        }
        if refused.isEmpty { return [] }
        if let timeout = refused.first(where: { $0.1.kind == .timedOut }) {
            isTimedOut = true
            for (message, _) in refused { fail(message.changes, timeout.1) }
            return []
        }
        picture.images.merge(target.session.images(of: Set(refused.map(\.0.zone)))) { $1 }
        return refused.flatMap { look(into: $0, $1) }
    }

    /// What was kept back when the connection was lost. Where it can't be had again there is no use in trying.
    private mutating func unsent(_ groups: [[Int]]) -> [[Int]] {
        if groups.isEmpty || !isTimedOut && target.session.isOpen { return groups }
        for group in groups { fail(at: group, Self.unanswered) }
        return []
    }

    private mutating func take(_ changes: [RecordChange], in zone: DomainName) {
        written += changes
        for change in changes { setMark(of: change) }
        guard var image = try? picture.image(of: zone) else { return }
        picture.images[zone] = nil
        for change in changes { change.apply(to: &image) }
        picture.images[zone] = .success(image)
    }

    private mutating func setMark(of change: RecordChange) {
        if marks == nil { return }
        picture.marks[change.place.markKey] = change.isMarked ? change.mark : nil
    }

    /// What was sent and not answered may have been done: a mark that was announced stays.
    private mutating func fail(_ changes: [RecordChange], _ failure: ProviderFailure) {
        let isInDoubt = failure.kind == .unreachable || failure.kind == .timedOut
        for change in changes {
            results[change.position] = .failed(failure)
            if isInDoubt && change.isMarked { setMark(of: change) }
        }
    }
}

/// What was not taken.
extension UpdateRun {
    /// Finds out what a message came to, from the zone as it is now.
    private mutating func look(
        into message: UpdateMessage, _ failure: ProviderFailure
    ) -> [[Int]] {
        guard let image = try? picture.image(of: message.zone) else {
            fail(message.changes, failure)
            return []
        }
        if failure.kind == .unreachable { return lookForLost(message, failure, in: image) }
        let holding = message.changes.filter { change(at: $0.position) != nil }
        let positions = holding.map(\.position)
        if holding.count < message.changes.count { return [positions] }
        guard holding.count > 1, takesUpdates(message.zone, after: failure) else {
            fail(holding, failure)
            return []
        }
        let half = positions.count / 2
        return [Array(positions[..<half]), Array(positions[half...])]
    }

    /// The connection was lost before the answer came: what is as it was to be is done. The rest is sent once more,
    /// and can't be done twice, since the prerequisites hold only once.
    private mutating func lookForLost(
        _ message: UpdateMessage, _ failure: ProviderFailure, in image: ZoneImage
    ) -> [[Int]] {
        take(message.changes.filter { $0.isDone(in: image) }, in: message.zone)
        let holding = message.changes.filter {
            !$0.isDone(in: image) && change(at: $0.position) != nil
        }
        let isRepeated = holding.contains { repeated.contains($0.position) }
        if isRepeated { fail(holding, failure) }
        repeated.formUnion(holding.map(\.position))
        return isRepeated || holding.isEmpty ? [] : [holding.map(\.position)]
    }

    /// Whether the server takes updates of the zone at all: an empty one changes nothing. Where it takes none, no
    /// half of a message is worth a try.
    private func takesUpdates(_ zone: DomainName, after failure: ProviderFailure) -> Bool {
        if failure.kind == .conflict { return true }
        return (try? target.session.answer(to: .update(of: zone)))?.code == .done
    }
}

/// What was taken.
extension UpdateRun {
    private mutating func readBack() {
        let zones = Set(written.map(\.place.zone))
        picture.images.merge(target.session.images(of: zones)) { $1 }
        var unsaved: ProviderFailure?
        do throws(ProviderFailure) {
            try marks?.save(picture.marks)
        } catch {
            unsaved = error
        }
        for change in written { results[change.position] = result(of: change, unsaved) }
    }

    /// Servers leave out what RFC 2136 does not let them do, and say that all is well. A mark that could not be taken
    /// off counts for records that are gone no more, but for those that are to be left it does.
    private func result(of change: RecordChange, _ unsaved: ProviderFailure?) -> OperationResult {
        do throws(ProviderFailure) {
            if change.isUndone(in: try picture.image(of: change.place.zone)) {
                throw ProviderFailure(
                    .rejected, "the server said that all is well and left the records as they were")
            }
            if operations[change.position].kind == .unmark, let unsaved { throw unsaved }
            if !change.isMarked { return .gone }
            if case .present(let object) = try picture.presence(at: change.place) {
                return .done(object)
            }
            throw ProviderFailure(.conflict, "the object was taken away while it was written")
        } catch {
            return .failed(error)
        }
    }
}
