// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLDAP
import Synchronization

/// The connection of one observer or performer: opened at the first question, kept, and opened anew after it broke.
/// One thread at a time uses it.
final class LDAPClient: Sendable {
    private let server: LDAPServer
    private let state = Mutex(State())

    private struct State: Sendable {
        var session: LDAPSession?
        /// Whoever was refused once is refused again without asking: servers lock accounts for that.
        var refusal: ProviderFailure?
    }

    init(_ place: TargetPlace) { server = LDAPServer(place) }

    func run<Result: Sendable>(
        _ body: @Sendable (LDAPSession) throws(ProviderFailure) -> Result
    ) throws(ProviderFailure) -> Result {
        try state.withLock { (state) throws(ProviderFailure) -> Result in
            let session = try Self.session(of: server, in: &state)
            do throws(ProviderFailure) {
                return try body(session)
            } catch {
                // What still comes would be taken for the answer to the next question.
                state.session = nil
                throw error
            }
        }
    }

    private static func session(
        of server: LDAPServer, in state: inout State
    ) throws(ProviderFailure) -> LDAPSession {
        if let refusal = state.refusal { throw refusal }
        if let session = state.session, session.isAlive { return session }
        do throws(ProviderFailure) {
            let session = try LDAPSession(try server.open())
            state.session = session
            return session
        } catch {
            if error.kind == .denied { state.refusal = error }
            throw error
        }
    }
}

/// An open connection and what the server said of itself. It asks and writes many things at once.
struct LDAPSession: Sendable {
    /// Requests that wait for their answer; servers drop a connection with too many.
    static let pendingMax = 64

    let library: LibLDAP
    let facts: LDAPFacts

    init(_ library: LibLDAP) throws(ProviderFailure) {
        self.library = library
        facts = try LDAPFacts(askedBy: library)
    }

    /// A server ends connections that were idle; it is asked for its root again.
    var isAlive: Bool { !library.isBroken && (try? LDAPFacts(askedBy: library)) != nil }

    /// Asks all and gives each entry as it comes, with the place of its search; one reply for each. Throws for a
    /// search that the server answers with another server's name: it would be a part taken for the whole.
    func search(
        _ searches: [LDAPSearch], each: (Int, LDAPEntry) throws(ProviderFailure) -> Void
    ) throws(ProviderFailure) -> [LDAPReply] {
        var replies = [LDAPReply](
            repeating: LDAPReply(code: LDAP_SUCCESS), count: searches.count)
        var pending: [Int32: Int] = [:]
        var next = 0
        while next < searches.count || !pending.isEmpty {
            while next < searches.count, pending.count < Self.pendingMax {
                pending[try ask(searches[next], cookie: [])] = next
                next += 1
            }
            switch try library.receive() {
            case .entry(let entry, let number):
                if let place = pending[number] { try each(place, entry) }
            case .reference(let number):
                if let place = pending[number] { throw Self.elsewhere(searches[place]) }
            case .done(let reply, let number):
                guard let place = pending.removeValue(forKey: number) else { continue }
                replies[place] = reply
                if reply.isSuccess, let cookie = reply.cookie {
                    pending[try ask(searches[place], cookie: cookie)] = place
                }
            }
        }
        return replies
    }

    private func ask(
        _ search: LDAPSearch, cookie: [UInt8]
    ) throws(ProviderFailure) -> Int32 {
        let isPaged = search.pageSize > 0 && facts.offers(LDAPControl.paged)
        return try library.send(search, cookie: isPaged ? cookie : nil)
    }

    private static func elsewhere(_ search: LDAPSearch) -> ProviderFailure {
        ProviderFailure(
            .rejected, "a part of `\(search.base)` lies on another server",
            help: "the base has to lie whole on the server that the site file names")
    }
}
