// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a server says of itself and of our rights on it. It asks and tries nothing.
struct Examination {
    /// More than this between two clocks, and times in the ledger and on the server can't be compared.
    private static let clockSecondsMax: Int64 = 60
    private static let certificateDaysMin: Int64 = 30
    private static let versionMin: Int32 = 130_000

    private let connection: ServerConnection
    private let facts: ServerFacts
    private let settings: ConnectionSettings

    init(_ connection: ServerConnection, _ settings: ConnectionSettings) throws(ProviderFailure) {
        self.connection = connection
        self.settings = settings
        facts = try connection.facts()
    }

    func findings(at now: Instant) throws(ProviderFailure) -> [TargetFinding] {
        let rows = try connection.rows(
            """
            SELECT version(), pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool, \
            floor(extract(epoch FROM clock_timestamp()))::bigint, \
            pg_has_role('pg_signal_backend', 'USAGE'), \
            (SELECT string_agg(datname, ', ') FROM pg_database WHERE datname ~ '^burnham_[0-9a-f]{32}$')
            """)
        var findings = [
            TargetFinding(
                "version", isWell: facts.version >= Self.versionMin, rows.text(0, 0) ?? "unknown"),
            TargetFinding("user", isWell: true, "logged in as `\(facts.user)`"),
            connectionFinding,
            TargetFinding(
                "writing", isWell: !rows.bool(0, 1),
                rows.bool(0, 1) ? "the server is read-only or a standby" : "the server takes writes"
            ),
        ]
        findings += rights(signals: facts.isSuperuser || rows.bool(0, 3))
        findings.append(clock(rows.int(0, 2) ?? 0, now))
        if let end = connection.certificateEnd { findings.append(Self.certificate(end, now)) }
        if let left = rows.text(0, 4) {
            findings.append(
                TargetFinding(
                    "left over", isWell: false,
                    "a run that was cut off left \(left), which nobody uses and can be dropped"))
        }
        return findings
    }

    private var connectionFinding: TargetFinding {
        if settings.isSocket {
            return TargetFinding("connection", isWell: true, "by the server's own socket")
        }
        return TargetFinding(
            "connection", isWell: facts.usesTLS,
            facts.usesTLS ? "encrypted, `sslmode` is `\(settings.sslmode)`" : "not encrypted")
    }

    private func rights(signals: Bool) -> [TargetFinding] {
        func right(_ name: String, _ isThere: Bool, _ use: String) -> TargetFinding {
            TargetFinding(name, isWell: isThere, isThere ? "may \(use)" : "may not \(use)")
        }
        return [
            right("CREATEROLE", facts.makesRoles, "make and change roles"),
            right("CREATEDB", facts.makesDatabases, "make databases"),
            right("pg_signal_backend", signals, "end the sessions of what is suspended"),
            right(
                "SELECT on pg_authid", facts.readsVerifiers,
                "see that a password was changed by hand"),
        ]
    }

    private static func certificate(_ end: Instant, _ now: Instant) -> TargetFinding {
        let isNear = end <= now.advanced(bySeconds: certificateDaysMin * 86_400)
        return TargetFinding(
            "certificate", isWell: !isNear, "the server's is good until \(end.day)")
    }

    private func clock(_ seconds: Int64, _ now: Instant) -> TargetFinding {
        let ahead = seconds - now.seconds
        let isWell = abs(ahead) <= Self.clockSecondsMax
        let words = ahead < 0 ? "\(-ahead) s behind" : "\(ahead) s ahead of"
        return TargetFinding(
            "clock", isWell: isWell,
            isWell ? "the server's agrees with ours" : "the server's is \(words) ours")
    }
}
