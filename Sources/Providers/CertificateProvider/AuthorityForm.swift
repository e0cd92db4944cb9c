// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// A target's authorities, with what they signed, as operations change them: files are staged in memory
/// until `write`. What each type of object does is in the extensions. It reads no clock: all times come from
/// the operations.
struct AuthorityForm: TargetForm {
    /// What a form is opened for. Planning is told of revocations that no list has yet; an operation on the
    /// list is not stale for those that the same plan made just before it.
    enum Use { case planning, writing }

    static let certificateBytesMax = 1 << 16
    static let indexBytesMax = 1 << 28
    static let listBytesMax = 1 << 28

    let use: Use
    var folder: StagedFolder
    private(set) var indexes: [String: IssuedIndex] = [:]
    private var authorities: [String: Result<AuthorityPicture?, ProviderFailure>] = [:]
    /// Authorities whose index changed, with the operations that changed it.
    private var changedIndexes: [String: Set<Int>] = [:]
    /// Authorities whose list was signed since the last write.
    private var signedLists: Set<String> = []
    /// The authorities' folders, listed once, with those of this batch.
    private var names: [String]?
    private var latest = Instant(milliseconds: .min)

    init(_ place: TargetPlace, for use: Use) throws(ProviderFailure) {
        self.use = use
        folder = try asTarget { () throws(FileFailure) in
            try StagedFolder(path: place.folder, folderMode: AuthorityPlaces.folderMode)
        }
    }

    mutating func find(_ item: ObserveItem) -> FoundObject {
        let presence: Presence
        do throws(ProviderFailure) {
            let object = try object(of: item)
            presence = object.map { .present($0) } ?? .absent
        } catch {
            presence = .unreadable(error)
        }
        return FoundObject(presence, markIdentity: item.identity)
    }

    private mutating func object(of item: ObserveItem) throws(ProviderFailure) -> ObservedObject? {
        switch item.type {
        case AuthorityType.name: try authorityObject(item.identity)
        case CertificateType.name: try certificateObject(item)
        default: try listObject(item.identity)
        }
    }

    mutating func apply(_ operation: Operation, at position: Int) throws(ProviderFailure) -> String
    {
        latest = max(latest, operation.now)
        switch operation.kind {
        case .create, .update, .delete: break
        case .suspend, .resume, .purge, .mark, .unmark:
            throw ProviderFailure(
                .rejected, "an object of type `\(operation.type)` has no \(operation.kind.rawValue)"
            )
        }
        switch operation.type {
        case AuthorityType.name: try applyToAuthority(operation, position)
        case CertificateType.name: try applyToCertificate(operation, position)
        default: try applyToList(operation, position)
        }
        return operation.identity
    }

    mutating func write() -> [Int: ProviderFailure] {
        for (name, positions) in changedIndexes { stageIndex(of: name, positions) }
        changedIndexes = [:]
        signedLists = []
        let failures = folder.write()
        authorities = [:]
        indexes = [:]
        names = nil
        return failures.mapValues { ProviderFailure($0) }
    }
}

// MARK: - Reading

extension AuthorityForm {
    /// Nil where there is no such authority; read once.
    mutating func authority(_ name: String) throws(ProviderFailure) -> AuthorityPicture? {
        if let known = authorities[name] { return try known.get() }
        let read: Result<AuthorityPicture?, ProviderFailure>
        do throws(ProviderFailure) {
            read = .success(try readAuthority(name))
        } catch {
            read = .failure(error)
        }
        authorities[name] = read
        return try read.get()
    }

    private mutating func readAuthority(
        _ name: String
    ) throws(ProviderFailure) -> AuthorityPicture? {
        guard let places = AuthorityPlaces(name),
            let file = try file(places.authorityCertificate)
        else { return nil }
        guard let certificate = LibCrypto.Certificate(pem: file.bytes),
            let facts = certificate.facts
        else { throw unreadable(places.authorityCertificate, "is no certificate in PEM") }
        try readIndex(places)
        return AuthorityPicture(
            places: places, certificate: certificate, facts: facts,
            key: KeyPicture(try self.file(places.authorityKey)),
            isAlone: file.bytes == certificate.pem,
            isSelfSigned: certificate.isSigned(by: certificate))
    }

    /// An empty index where there is no file.
    mutating func readIndex(_ places: AuthorityPlaces) throws(ProviderFailure) {
        guard indexes[places.authority] == nil else { return }
        let bytes = try file(places.index, limit: Self.indexBytesMax)?.bytes ?? []
        indexes[places.authority] = try IssuedIndex(bytes: bytes, path: places.index.text)
    }

    mutating func authorityNames() throws(ProviderFailure) -> [String] {
        if let names { return names }
        let listed = try asTarget { () throws(FileFailure) in try folder.folders() }
        names = listed
        return listed
    }

    func file(
        _ path: RelativePath, limit: Int = certificateBytesMax
    ) throws(ProviderFailure) -> StagedFolder.File? {
        try asTarget { () throws(FileFailure) in try folder.file(path, limit: limit) }
    }

    func unreadable(_ path: RelativePath, _ what: String) -> ProviderFailure {
        ProviderFailure(
            .rejected, "`\(path)` \(what)",
            help: "the file has to be restored from a backup, or moved away")
    }
}

// MARK: - Changing in memory

extension AuthorityForm {
    /// What was staged for an authority counts from now on.
    mutating func readAgain(_ authority: String) {
        authorities[authority] = nil
        if let names, !names.contains(authority) { self.names = names + [authority] }
    }

    mutating func changeIndex(
        of authority: String, _ position: Int, _ body: (inout IssuedIndex) -> Void
    ) {
        body(&indexes[authority, default: IssuedIndex()])
        changedIndexes[authority, default: []].insert(position)
    }

    mutating func noteSignedList(of authority: String) { signedLists.insert(authority) }

    mutating func stage(
        _ path: RelativePath, _ bytes: [UInt8], mode: UInt32, _ phase: AuthorityPlaces.Phase,
        _ position: Int
    ) {
        folder.replace(
            path, with: .init(bytes, mode: mode), phase: phase.rawValue, for: position)
    }

    mutating func stageRemoval(
        of path: RelativePath, _ phase: AuthorityPlaces.Phase, _ position: Int
    ) {
        folder.remove(path, phase: phase.rawValue, for: position)
    }

    /// Without what has ended. The last certificate of a name keeps its line; what is revoked keeps it until
    /// a list that was signed after its end has it (RFC 5280, section 3.3).
    private mutating func stageIndex(of authority: String, _ positions: Set<Int>) {
        guard let places = AuthorityPlaces(authority), let first = positions.min() else { return }
        let isListed = signedLists.contains(authority) || !hasList(places)
        let now = latest
        let removed =
            indexes[authority]?.removeRows { row in
                switch row.state {
                case .valid: false
                case .superseded: row.notAfter < now
                case .revoked: row.notAfter < now && isListed
                }
            } ?? []
        let bytes = indexes[authority]?.bytes ?? []
        for position in positions {
            stage(places.index, bytes, mode: AuthorityPlaces.indexMode, .index, position)
        }
        for row in removed where row.isRevoked {
            stageRemoval(of: places.revoked(row.serial), .removedCertificates, first)
        }
    }

    /// A list that can't be looked at is one.
    private func hasList(_ places: AuthorityPlaces) -> Bool {
        do throws(FileFailure) {
            return try folder.isThere(places.list)
        } catch {
            return true
        }
    }
}
