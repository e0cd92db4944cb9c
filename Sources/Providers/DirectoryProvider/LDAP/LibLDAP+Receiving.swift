// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLDAP
import Glibc

/// Receiving messages, of whatever was sent, in the order in which the server answers.
extension LibLDAP {
    /// Waits for the next message, for as long as one answer may take.
    func receive() throws(ProviderFailure) -> LDAPMessage {
        var wait = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        var message: OpaquePointer?
        let kind = ldap_result(handle, LDAP_RES_ANY, Int32(LDAP_MSG_ONE), &wait, &message)
        guard kind > 0, let message else {
            throw broken(kind == 0 ? LDAP_TIMEOUT : currentError())
        }
        defer { ldap_msgfree(message) }
        let number = ldap_msgid(message)
        switch ber_tag_t(UInt32(bitPattern: kind)) {
        case ber_tag_t(LDAP_RES_SEARCH_ENTRY): return .entry(try entry(message), of: number)
        case 0x73: return .reference(of: number)
        default: return .done(try reply(message), of: number)
        }
    }

    private func entry(_ message: OpaquePointer) throws(ProviderFailure) -> LDAPEntry {
        var cursor: OpaquePointer?
        var name = berval()
        let code = ldap_get_dn_ber(handle, message, &cursor, &name)
        guard code == LDAP_SUCCESS, let cursor else { throw broken(code) }
        defer { ber_free(cursor, 0) }
        var entry = LDAPEntry(name: UnsafeRawBufferPointer(name))
        while true {
            var attribute = berval()
            var values: UnsafeMutablePointer<berval>?
            let code = ldap_get_attribute_ber(handle, message, cursor, &attribute, &values)
            guard code == LDAP_SUCCESS else { throw broken(code) }
            guard attribute.bv_val != nil else { return entry }
            defer { ldap_memfree(values) }
            entry.begin(UnsafeRawBufferPointer(attribute))
            var value = values
            while let next = value, next.pointee.bv_val != nil {
                entry.append(UnsafeRawBufferPointer(next.pointee))
                value = next + 1
            }
        }
    }

    private func reply(_ message: OpaquePointer) throws(ProviderFailure) -> LDAPReply {
        var code: Int32 = 0
        var words: UnsafeMutablePointer<CChar>?
        var controls: UnsafeMutablePointer<UnsafeMutablePointer<ldapcontrol>?>?
        let parsed = ldap_parse_result(handle, message, &code, nil, &words, nil, &controls, 0)
        guard parsed == LDAP_SUCCESS else { throw broken(parsed) }
        defer {
            ldap_memfree(words)
            ldap_controls_free(controls)
        }
        return LDAPReply(
            code: code, words: words.map { String(cString: $0) } ?? "",
            cookie: try cookie(in: controls))
    }

    /// What the next page is asked for with; nil after the last one.
    private func cookie(
        in controls: UnsafeMutablePointer<UnsafeMutablePointer<ldapcontrol>?>?
    ) throws(ProviderFailure) -> [UInt8]? {
        guard let controls,
            let control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nil)
        else { return nil }
        var count: ber_int_t = 0
        var cookie = berval()
        let code = ldap_parse_pageresponse_control(handle, control, &count, &cookie)
        guard code == LDAP_SUCCESS else { throw broken(code) }
        defer { ber_memfree(cookie.bv_val) }
        return cookie.bv_len == 0 ? nil : Self.bytes(cookie)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate init(_ value: berval) {
        self.init(start: value.bv_val, count: Int(value.bv_len))
    }
}
