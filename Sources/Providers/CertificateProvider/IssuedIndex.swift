// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What an authority signed and has not yet ended, in the order of signing: a file of JSON lines. A person
/// may revoke a certificate by changing its line to `"state":"revoked"` with `revoked_at` and `reason`; the
/// next plan publishes it. It does not hold the authority's own certificate.
struct IssuedIndex {
    private(set) var rows: [IssuedCertificate] = []
    private var placeBySerial: [SerialNumber: Int] = [:]
    private var placesByName: [String: [Int]] = [:]

    init() {}

    /// Fails with the line for what can't be read: a revocation that can't be read is not taken for none.
    init(bytes: [UInt8], path: String) throws(ProviderFailure) {
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty { continue }
            guard let value = try? JSONParser.parse(Array(line)),
                let row = IssuedCertificate(value)
            else { throw Self.failure(path, number, "is no certificate of an index") }
            guard placeBySerial[row.serial] == nil else {
                throw Self.failure(path, number, "names a serial number a second time")
            }
            append(row)
        }
    }

    private static func failure(_ path: String, _ line: Int, _ what: String) -> ProviderFailure {
        ProviderFailure(
            .rejected, "\(path):\(line): the line \(what)",
            help: "the file has to be restored from a backup, or the line mended by hand")
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for row in rows {
            bytes += CanonicalJSON.bytes(of: row.value)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}

extension IssuedIndex {
    subscript(_ serial: SerialNumber) -> IssuedCertificate? {
        placeBySerial[serial].map { rows[$0] }
    }

    func rows(named name: String) -> [IssuedCertificate] {
        (placesByName[name] ?? []).map { rows[$0] }
    }

    mutating func append(_ row: IssuedCertificate) {
        placeBySerial[row.serial] = rows.count
        placesByName[row.name, default: []].append(rows.count)
        rows.append(row)
    }

    mutating func change(
        _ serial: SerialNumber, _ body: (inout IssuedCertificate) -> Void
    ) {
        guard let place = placeBySerial[serial] else { return }
        body(&rows[place])
    }

    /// What was valid of this name no longer is the last one.
    mutating func supersede(name: String) {
        for place in placesByName[name] ?? [] where rows[place].state == .valid {
            rows[place].state = .superseded
        }
    }

    /// Everything of this name that was not revoked before.
    mutating func revoke(name: String, at time: Instant, _ reason: RevocationReason) {
        for place in placesByName[name] ?? [] where !rows[place].isRevoked {
            rows[place].state = .revoked(at: time, reason)
        }
    }

    /// Takes out rows and gives them.
    mutating func removeRows(
        where isToGo: (IssuedCertificate) -> Bool
    ) -> [IssuedCertificate] {
        let removed = rows.filter(isToGo)
        guard !removed.isEmpty else { return [] }
        let kept = rows.filter { !isToGo($0) }
        self = IssuedIndex()
        for row in kept { append(row) }
        return removed
    }
}
