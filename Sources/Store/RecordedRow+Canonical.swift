// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Reads a row from its canonical bytes without making a value of it first: every plan begins with all of them.
/// It says the same as `RecordedRow(Value)`, which stays the definition; members it does not know it skips.
extension RecordedRow {
    /// Nil for bytes that are no row.
    init?(canonical bytes: UnsafeRawBufferPointer) {
        var reader = RecordedRowReader(bytes)
        guard let row = reader.row() else { return nil }
        self = row
    }

    init?(canonical bytes: [UInt8]) {
        guard let row = bytes.withUnsafeBytes({ RecordedRow(canonical: $0) }) else { return nil }
        self = row
    }
}

private struct RecordedRowReader {
    private var cursor: JSONCursor

    private var address, uid, type, target, identity: String?
    private var typeVersion: Int?
    private var attributes, fingerprints: Fields<Value>?
    private var stated, dependsOn: [String]?
    private var isProtected: Bool?
    private var onRemoval: Removal?
    /// Nil as long as the member was not met.
    private var suspendedAt: Instant??
    private var origin: Origin?
    private var digest: Digest?

    init(_ bytes: UnsafeRawBufferPointer) { cursor = JSONCursor(bytes) }

    mutating func row() -> RecordedRow? {
        cursor.enterObject()
        while let key = cursor.nextKey() { readSubject(key) }
        guard cursor.isAtEnd, let address, let uid, let type, let typeVersion, let target,
            let identity, let attributes, let stated, let fingerprints, let dependsOn,
            let isProtected, let onRemoval, let suspendedAt, let origin, let digest
        else { return nil }
        return RecordedRow(
            subject: Subject(
                address: Address(address), uid: uid, type: type, typeVersion: typeVersion,
                target: target, identity: identity),
            image: Image(
                attributes: attributes, stated: stated,
                fingerprints: fingerprints.mapValues { $0.string ?? "" }, observedDigest: digest),
            keeping: Keeping(
                dependsOn: dependsOn.map { Address($0) }, isProtected: isProtected,
                onRemoval: onRemoval, suspendedAt: suspendedAt),
            origin: origin)
    }

    private typealias Subject = RecordedRow.Subject
    private typealias Image = RecordedRow.Image
    private typealias Keeping = RecordedRow.Keeping

    private mutating func readSubject(_ key: UnsafeRawBufferPointer) {
        if key.isText("address") {
            address = text()
        } else if key.isText("uid") {
            uid = text()
        } else if key.isText("type") {
            type = text()
        } else if key.isText("type_version") {
            typeVersion = value()?.int.map { Int($0) }
        } else if key.isText("target") {
            target = text()
        } else if key.isText("identity") {
            identity = text()
        } else {
            readImage(key)
        }
    }

    private mutating func readImage(_ key: UnsafeRawBufferPointer) {
        if key.isText("attributes") {
            attributes = value()?.object
        } else if key.isText("stated") {
            stated = texts()
        } else if key.isText("fingerprints") {
            fingerprints = value()?.object
        } else if key.isText("observed") {
            digest = cursor.string().flatMap { Digest(hexDigits: $0) }
        } else if key.isText("origin") {
            origin = readOrigin()
        } else {
            readKeeping(key)
        }
    }

    private mutating func readKeeping(_ key: UnsafeRawBufferPointer) {
        if key.isText("depends_on") {
            dependsOn = texts()
        } else if key.isText("protected") {
            isProtected = value()?.bool
        } else if key.isText("on_removal") {
            onRemoval = text().flatMap { Removal(rawValue: $0) }
        } else if key.isText("suspended_at") {
            suspendedAt = value().map { $0.string.flatMap { Instant($0) } }
        } else {
            _ = cursor.value()
        }
    }

    private mutating func readOrigin() -> Origin? {
        var department, subscription, service, tier, template, sourceFile: String?
        var terms: Value?
        cursor.enterObject()
        while let key = cursor.nextKey() {
            if key.isText("department") {
                department = text()
            } else if key.isText("subscription") {
                subscription = text()
            } else if key.isText("service") {
                service = text()
            } else if key.isText("tier") {
                tier = text()
            } else if key.isText("template") {
                template = text()
            } else if key.isText("source_file") {
                sourceFile = text()
            } else if key.isText("terms") {
                terms = value()
            } else {
                _ = cursor.value()
            }
        }
        guard let department, let subscription, let service, let tier, let template, let sourceFile
        else { return nil }
        let words = Origin(
            department: department, subscription: subscription, service: service, tier: tier,
            template: template, sourceFile: sourceFile)
        return terms.map { Origin(words, terms: Terms($0)) } ?? words
    }

    private mutating func text() -> String? { cursor.text()?.string }

    private mutating func texts() -> [String]? {
        var texts: [String] = []
        cursor.enterList()
        while cursor.hasNextItem() {
            guard let text = text() else { return nil }
            texts.append(text)
        }
        return cursor.isBroken ? nil : texts
    }

    private mutating func value() -> Value? { try? JSONParser.parse(cursor.value()) }
}
