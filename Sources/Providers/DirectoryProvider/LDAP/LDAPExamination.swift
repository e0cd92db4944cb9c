// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a server can be asked about itself and about what we may do there. It tries nothing.
struct LDAPExamination {
    private static let clockSecondsMax: Int64 = 300
    private static let certificateDaysMin: Int64 = 30

    let session: LDAPSession
    let settings: DirectorySettings
    let now: Instant

    func findings() throws(ProviderFailure) -> [TargetFinding] {
        var findings = [
            TargetFinding(
                "server", isWell: true, session.facts.vendor ?? "answers, and does not say its name"
            )
        ]
        if let name = session.library.identity() {
            findings.append(
                TargetFinding("account", isWell: true, name.isEmpty ? "anonymous" : name))
        }
        findings += try rights()
        findings.append(protection)
        if let clock { findings.append(clock) }
        if let certificate { findings.append(certificate) }
        return findings
    }

    // MARK: Rights

    /// What Active Directory says of the base to whom asks ([MS-ADTS], section 3.1.1.4.5); OpenLDAP says nothing.
    private func rights() throws(ProviderFailure) -> [TargetFinding] {
        let base = settings.base.text
        var entry: LDAPEntry?
        let search = LDAPSearch(
            base: withEscapedEquals(base),
            attributes: [
                "objectClass", "allowedChildClassesEffective", "allowedAttributesEffective",
            ])
        let replies = try session.search([search]) { _, found in entry = found }
        guard let entry, replies[0].isSuccess else {
            return [
                TargetFinding("read", isWell: false, "the server does not show the entry `\(base)`")
            ]
        }
        let read = TargetFinding("read", isWell: true, "`\(base)` can be read")
        guard settings.profile == .activeDirectory else {
            return [
                read,
                TargetFinding(
                    "write", isWell: true,
                    "the server can't be asked; the guide says which rights are needed"),
            ]
        }
        let classes = Set(entry.texts("allowedchildclasseseffective"))
        let missing = ["organizationalUnit", "group", "user"].filter { !classes.contains($0) }
        let words =
            missing.isEmpty
            ? "units, groups and accounts can be made below `\(base)`"
            : "no right to make \(missing.map { "`\($0)`" }.joined(separator: ", ")) below `\(base)`"
        return [read, TargetFinding("write", isWell: missing.isEmpty, words)]
    }

    /// Whether a change is compared by the server or just before it.
    private var protection: TargetFinding {
        TargetFinding(
            "comparison", isWell: true,
            session.facts.offers(LDAPControl.assertion)
                ? "the server compares in the write itself (RFC 4528)"
                : "the server does not compare in the write itself (RFC 4528): objects are compared just before"
        )
    }

    // MARK: Time

    private var clock: TargetFinding? {
        guard let text = session.facts.currentTime, let theirs = Self.instant(text) else {
            return nil
        }
        let difference = abs(theirs.seconds - now.seconds)
        return TargetFinding(
            "clock", isWell: difference <= Self.clockSecondsMax,
            "the server's clock differs by \(difference) s")
    }

    /// GeneralizedTime in UTC (RFC 4517, section 3.3.13).
    private static func instant(_ text: String) -> Instant? {
        let digits = text.prefix { $0.isNumber }
        guard digits.count == 14, text.hasSuffix("Z") else { return nil }
        let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<12, 12..<14].map { range in
            String(digits.dropFirst(range.lowerBound).prefix(range.count))
        }
        return Instant("\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):\(parts[4]):\(parts[5])Z")
    }

    private var certificate: TargetFinding? {
        guard let bytes = session.library.serverCertificate(),
            let end = ServerCertificate.end(of: bytes)
        else { return nil }
        let days = (end.seconds - now.seconds) / 86400
        return TargetFinding(
            "certificate", isWell: days >= Self.certificateDaysMin,
            "the server's certificate ends in \(days) d")
    }
}
