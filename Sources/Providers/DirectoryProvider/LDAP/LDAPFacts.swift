// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What a server says of itself in its root entry (RFC 4512, section 5.1).
struct LDAPFacts: Sendable {
    private let controls: Set<String>
    let vendor: String?
    /// Active Directory's clock, as GeneralizedTime.
    let currentTime: String?

    private static let attributes = [
        "supportedControl", "vendorName", "vendorVersion", "currentTime", "monitorContext",
    ]

    init(askedBy library: LibLDAP) throws(ProviderFailure) {
        _ = try library.send(LDAPSearch(base: "", attributes: Self.attributes), cookie: nil)
        var root: LDAPEntry?
        while true {
            switch try library.receive() {
            case .entry(let entry, _): root = entry
            case .reference: break
            case .done(let reply, _):
                guard reply.isSuccess else { throw .ldap(reply, "the server's root") }
                controls = Set(root?.texts("supportedcontrol") ?? [])
                let vendor =
                    (root?.texts("vendorname") ?? []) + (root?.texts("vendorversion") ?? [])
                self.vendor = vendor.isEmpty ? nil : vendor.joined(separator: " ")
                currentTime = root?.texts("currenttime").first
                return
            }
        }
    }

    func offers(_ control: String) -> Bool { controls.contains(control) }
}
