// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// `certificate.revocation_list`: read, and signed anew from the index.
extension AuthorityForm {
    /// Tells planning that a certificate is revoked and not yet on the list. It is no attribute of the
    /// schema: nobody asks for it and it is no change by hand, but `due` sees it.
    static let unlisted = "unlisted"

    mutating func listObject(_ name: String) throws(ProviderFailure) -> ObservedObject? {
        guard let found = try list(of: name) else { return nil }
        let facts = found.facts
        var attributes: Fields<Value> = [
            "authority": .string(name), "valid_for": .string(facts.lifetime.promised),
            "path": .string(found.authority.places.list.text),
            "condition": .string(found.condition),
            "this_update": .string(facts.lifetime.start.description),
            "next_update": .string(facts.lifetime.end.description),
            "revoked": .int(Int64(facts.serials.count)),
        ]
        attributes["number"] = facts.number.map { .int($0) }
        if use == .planning, isBehind(facts, name) { attributes[Self.unlisted] = true }
        return ObservedObject(attributes: attributes)
    }

    private mutating func list(of name: String) throws(ProviderFailure) -> ListPicture? {
        guard let places = AuthorityPlaces(name),
            let file = try file(places.list, limit: Self.listBytesMax)
        else { return nil }
        guard let authority = try authority(name) else {
            throw unreadable(places.authorityCertificate, "is missing, and its list is there")
        }
        guard let list = LibCrypto.RevocationList(pem: file.bytes), let facts = list.facts else {
            throw unreadable(places.list, "is no revocation list in PEM")
        }
        return ListPicture(
            authority: authority, facts: facts, isAlone: file.bytes == list.pem,
            isOurs: list.isSigned(by: authority.certificate))
    }

    private func isBehind(_ facts: RevocationListFacts, _ authority: String) -> Bool {
        indexes[authority]?.rows.contains {
            $0.isRevoked && !facts.serials.contains($0.serial)
        } ?? false
    }

    mutating func applyToList(_ operation: Operation, _ position: Int) throws(ProviderFailure) {
        let name = operation.identity
        guard let places = AuthorityPlaces(name) else { throw Self.missing(authority: name) }
        if operation.kind == .delete {
            return stageRemoval(of: places.list, .lists, position)
        }
        guard let authority = try authority(name) else { throw Self.missing(authority: name) }
        let span = try operation.attributes.span("valid_for")
        let found = try list(of: name)
        if let found, operation.dueReason == nil, found.condition == Condition.sound,
            found.facts.lifetime.promised == Span.normalText(seconds: span.seconds),
            !isBehind(found.facts, name)
        {
            return
        }
        let request = RevocationListRequest(
            number: Self.number(after: found?.facts, operation.now),
            lifetime: try Lifetime(writableFrom: operation.now, for: span),
            entries: entries(of: name))
        let list = LibCrypto.RevocationList(
            signing: request, by: (authority.certificate, try authority.signingKey()))
        stage(places.list, list.pem, mode: AuthorityPlaces.publicMode, .lists, position)
        changeIndex(of: name, position) { _ in }
        noteSignedList(of: name)
    }

    /// Greater than the one before, and than any that a lost list may have had (RFC 5280, section 5.2.3): the
    /// time keeps count where the file does not.
    private static func number(after facts: RevocationListFacts?, _ now: Instant) -> Int64 {
        max((facts?.number ?? 0).addingReportingOverflow(1).partialValue, now.seconds)
    }

    private func entries(of authority: String) -> [RevocationListRequest.Entry] {
        (indexes[authority]?.rows ?? []).compactMap { row in
            guard case .revoked(let time, let reason) = row.state else { return nil }
            return RevocationListRequest.Entry(
                serial: row.serial, revokedAt: time, reason: reason)
        }
    }
}

/// A revocation list as its file shows it.
struct ListPicture {
    let authority: AuthorityPicture
    let facts: RevocationListFacts
    let isAlone: Bool
    let isOurs: Bool

    /// `sound`, or what is wrong with it.
    var condition: String {
        if !isOurs { return "it was not signed by `\(authority.name)`" }
        return isAlone ? Condition.sound : "its file holds other text too"
    }
}
