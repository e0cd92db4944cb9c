// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What a new certificate is to say. It holds neither the key that it is for nor who signs it.
struct CertificateRequest: Equatable {
    var subject: CertificateSubject
    var serial: SerialNumber
    var lifetime: Lifetime
    var purpose: Purpose

    enum Purpose: Equatable {
        /// Signs certificates and revocation lists, but no further authorities.
        case authority
        case endEntity(CertificateUsage, names: [SubjectName])
    }
}

/// The subject's distinguished name, as far as Burnham writes one.
struct CertificateSubject: Equatable {
    var commonName: String
    var organization: String?
}

/// What a certificate may be used for: the extended key usages of RFC 5280, section 4.2.1.12.
enum CertificateUsage: String, CaseIterable {
    case server, client
}

/// When a certificate or a revocation list holds, both ends included.
struct Lifetime: Equatable {
    /// A clock that is a little behind ours must still take what was just signed.
    static let backdatedSeconds: Int64 = 300

    let start: Instant
    let end: Instant

    init(start: Instant, end: Instant) {
        self.start = start
        self.end = end
    }

    /// For something that is signed `now` and promised for `span`.
    init(from now: Instant, for span: Span) {
        let now = Instant(seconds: now.seconds)
        start = now.advanced(bySeconds: -Self.backdatedSeconds)
        end = now.advanced(bySeconds: span.seconds)
    }

    /// For how long it was promised, in the form that `Span` reads where that is possible.
    var promised: String {
        Span.normalText(seconds: end.seconds - start.seconds - Self.backdatedSeconds)
    }
}
