// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLDAP
import Glibc
import Synchronization

/// One connection of the system's libldap. Everything that holds one of its pointers is in the `LibLDAP` files.
/// It reads no `ldaprc` and no `ldap.conf`: what is not said by the caller is not set. One thread at a time
/// uses it, which `LDAPClient` sees to. It knows messages (RFC 4511), not what they are for.
final class LibLDAP: @unchecked Sendable {
    let handle: OpaquePointer
    let timeoutSeconds: Int
    /// Once a message could not be sent or did not come, what else comes is of no use.
    private(set) var isBroken = false

    /// At its first call libldap reads the files and variables of whoever runs it, unless this stands in the
    /// environment, which programs that we start are not to inherit. It writes to a connection that the server has
    /// closed as to any other, so the signal of that must not end the program.
    private static let isIsolated: Void = {
        signal(SIGPIPE, SIG_IGN)
        setenv("LDAPNOINIT", "1", 1)
        var first: OpaquePointer?
        ldap_initialize(&first, nil)
        if let first { ldap_unbind_ext(first, nil, nil) }
        unsetenv("LDAPNOINIT")
    }()

    /// Connects at the first message. `uri` as in `ldap.conf`.
    init(uri: String, timeoutSeconds: Int) throws(ProviderFailure) {
        _ = Self.isIsolated
        var handle: OpaquePointer?
        let code = ldap_initialize(&handle, uri)
        guard code == LDAP_SUCCESS, let handle else {
            throw .ldap(LDAPReply(code: code), "`\(uri)` is no address of a directory")
        }
        self.handle = handle
        self.timeoutSeconds = timeoutSeconds
        set(LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3)
        // Another server that this one names is none that the settings allow.
        ldap_set_option(handle, LDAP_OPT_REFERRALS, nil)
        var wait = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        ldap_set_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &wait)
        ldap_set_option(handle, LDAP_OPT_TIMEOUT, &wait)
    }

    deinit { ldap_unbind_ext(handle, nil, nil) }

    func set(_ option: Int32, _ number: Int32) {
        var number = number
        ldap_set_option(handle, option, &number)
    }

    func set(_ option: Int32, _ text: String) {
        ldap_set_option(handle, option, text)
    }

    /// What libldap says of its last failure: the server's words, or those of the TLS library.
    var diagnostic: String {
        var text: UnsafeMutablePointer<CChar>?
        guard ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &text) == LDAP_OPT_SUCCESS,
            let text
        else { return "" }
        defer { ldap_memfree(text) }
        return String(cString: text)
    }

    static func words(of code: Int32) -> String { String(cString: ldap_err2string(code)) }

    func startTLS() -> LDAPReply {
        reply(ldap_start_tls_s(handle, nil, nil))
    }

    /// RFC 4513, section 5.1.3; with no name and password an anonymous one.
    func bind(_ name: String, password: [UInt8]) -> LDAPReply {
        bind(name, mechanism: nil, credentials: password)
    }

    /// RFC 4422, appendix A: who one is says the layer below, a certificate or a socket.
    func bindExternally() -> LDAPReply {
        bind("", mechanism: "EXTERNAL", credentials: [])
    }

    private func bind(_ name: String, mechanism: String?, credentials: [UInt8]) -> LDAPReply {
        let memory = CallMemory()
        defer { memory.wipe() }
        var value = memory.berval(credentials)
        return reply(
            ldap_sasl_bind_s(
                handle, name, mechanism.map { memory.text($0) }, &value, nil, nil, nil))
    }

    /// Whom the server takes us for (RFC 4532); nil where it does not say.
    func identity() -> String? {
        var value: UnsafeMutablePointer<berval>?
        guard ldap_whoami_s(handle, &value, nil, nil) == LDAP_SUCCESS, let value else { return nil }
        defer { ber_bvfree(value) }
        return String(decoding: Self.bytes(value.pointee), as: UTF8.self)
    }

    /// The certificate that the server showed, in DER.
    func serverCertificate() -> [UInt8]? {
        var value = berval()
        guard ldap_get_option(handle, LDAP_OPT_X_TLS_PEERCERT, &value) == LDAP_OPT_SUCCESS,
            value.bv_val != nil
        else { return nil }
        defer { ber_memfree(value.bv_val) }
        return Self.bytes(value)
    }

    private func reply(_ code: Int32) -> LDAPReply {
        LDAPReply(code: code, words: code == LDAP_SUCCESS ? "" : diagnostic)
    }

    /// The failure of a call that did not reach the server.
    func broken(_ code: Int32) -> ProviderFailure {
        isBroken = true
        return .ldap(LDAPReply(code: code, words: diagnostic))
    }

    func currentError() -> Int32 {
        var code: Int32 = LDAP_SUCCESS
        ldap_get_option(handle, LDAP_OPT_RESULT_CODE, &code)
        return code
    }

    static func bytes(_ value: berval) -> [UInt8] {
        Array(UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len)))
    }
}

/// The arguments of one call in C's form, freed with it.
final class CallMemory {
    private var blocks: [UnsafeMutableRawBufferPointer] = []

    deinit { for block in blocks { block.deallocate() } }

    /// Overwrites what a secret may have been copied to.
    func wipe() {
        for block in blocks {
            if let start = block.baseAddress { explicit_bzero(start, block.count) }
        }
    }

    func text(_ text: String) -> UnsafeMutablePointer<CChar> {
        let value = berval(Array(text.utf8))
        return value.bv_val
    }

    /// Ends in a NUL that is not part of it.
    func berval(_ bytes: [UInt8]) -> berval {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 1, alignment: 1)
        blocks.append(block)
        block.copyBytes(from: bytes)
        block[bytes.count] = 0
        return CLDAP.berval(
            bv_len: ber_len_t(bytes.count),
            bv_val: block.baseAddress?.assumingMemoryBound(to: CChar.self))
    }

    func array<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let block = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, elements.count) * MemoryLayout<Element>.stride,
            alignment: MemoryLayout<Element>.alignment)
        blocks.append(block)
        let bound = block.bindMemory(to: Element.self)
        _ = bound.initialize(from: elements)
        guard let start = bound.baseAddress else {
            preconditionFailure("memory without an address; this is a bug in burnham")
        }
        return start
    }

    /// Pointers to the elements, and nil behind the last.
    func list<Element>(_ elements: [Element]) -> UnsafeMutablePointer<
        UnsafeMutablePointer<Element>?
    > {
        let start = array(elements)
        return array(elements.indices.map { start + $0 } + [nil])
    }
}
