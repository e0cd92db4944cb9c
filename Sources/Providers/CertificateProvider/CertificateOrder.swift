// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What the catalog asks of a certificate.
struct CertificateOrder {
    let authority: String
    let commonName: String
    let names: [SubjectName]
    let usage: CertificateUsage
    let validFor: Span
    /// In normal form.
    let renewBefore: String

    init(_ attributes: Fields<Value>) throws(ProviderFailure) {
        authority = try attributes.text("authority")
        commonName = try attributes.text("common_name")
        usage = try Self.usage(try attributes.text("usage"))
        names = try Self.names(attributes["dns_names"])
        validFor = try attributes.span("valid_for")
        renewBefore = try attributes.text("renew_before")
    }

    private static func usage(_ text: String) throws(ProviderFailure) -> CertificateUsage {
        guard let usage = CertificateUsage(rawValue: text) else {
            throw ProviderFailure(.rejected, "attribute `usage` is `\(text)`")
        }
        return usage
    }

    private static func names(_ value: Value?) throws(ProviderFailure) -> [SubjectName] {
        let texts = value?.list?.compactMap(\.string) ?? []
        let names = texts.compactMap { SubjectName($0) }
        guard value?.list != nil, names.count == value?.list?.count else {
            throw ProviderFailure(.rejected, "attribute `dns_names` is not a list of names")
        }
        return names
    }

    /// Whether a certificate says what is asked, but for when it begins and ends.
    func matches(_ facts: CertificateFacts) -> Bool {
        commonName.hasSameBytes(as: facts.subject.commonName)
            && names.map(\.text) == facts.names && usage.rawValue == facts.usage
            && facts.lifetime.promised == Span.normalText(seconds: validFor.seconds)
    }

    /// Whether the next one is to be issued already, so that nothing is due right after an update.
    func isDue(_ facts: CertificateFacts, _ now: Instant) -> Bool {
        guard let span = Span(renewBefore) else { return false }
        return now >= facts.lifetime.end.advanced(bySeconds: -span.seconds)
    }
}
