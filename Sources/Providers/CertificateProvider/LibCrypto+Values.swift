// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import COpenSSL
import Glibc
import Values

/// Between Swift's values and the ASN.1 types of libcrypto.
extension LibCrypto {
    typealias ASN1Pointer = UnsafeMutablePointer<ASN1_STRING>

    /// Whoever takes the string frees it.
    static func string(_ bytes: [UInt8], type: Int32) -> ASN1Pointer {
        let string = required(ASN1_STRING_type_new(type), "a string")
        require(ASN1_STRING_set(string, bytes, Int32(bytes.count)), "a string's bytes")
        return string
    }

    /// The bytes of an alternative name that is a host's name or an address; none for other kinds, whose
    /// value is no string.
    static func bytes(of string: ASN1Pointer, _ kind: Int32) -> [UInt8] {
        guard kind == GEN_DNS || kind == GEN_IPADD else { return [] }
        return bytes(of: UnsafePointer(string))
    }

    static func bytes(of string: UnsafePointer<ASN1_STRING>) -> [UInt8] {
        Array(
            UnsafeBufferPointer(
                start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
    }

    /// `bytes` as a positive integer, most significant byte first.
    static func withInteger(_ bytes: [UInt8], _ body: (ASN1Pointer) -> Void) {
        let integer = string(bytes, type: V_ASN1_INTEGER)
        defer { ASN1_STRING_free(integer) }
        body(integer)
    }

    /// Nil for a negative number and for one beyond twenty bytes.
    static func serial(_ integer: UnsafePointer<ASN1_INTEGER>?) -> SerialNumber? {
        guard let integer, integer.pointee.type == V_ASN1_INTEGER else { return nil }
        let magnitude = bytes(of: integer)
        return (1...20).contains(magnitude.count) ? SerialNumber(bytes: magnitude) : nil
    }

    /// The extension that names a key as the signer of something. Only the key is named, so that an authority
    /// whose certificate is signed again stays the same authority.
    static func withAuthorityKeyIdentifier(
        _ identifier: [UInt8], _ body: (UnsafeMutableRawPointer) -> Void
    ) {
        let extensionValue = required(AUTHORITY_KEYID_new(), "a key identifier")
        defer { AUTHORITY_KEYID_free(extensionValue) }
        extensionValue.pointee.keyid = string(identifier, type: V_ASN1_OCTET_STRING)
        body(extensionValue)
    }

    static func withTime(_ instant: Instant, _ body: (ASN1Pointer) -> Void) {
        let time = required(ASN1_TIME_set(nil, time_t(instant.seconds)), "a time")
        defer { ASN1_TIME_free(time) }
        body(time)
    }

    static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1,
            let date = CalendarDate(
                year: Int64(parts.tm_year) + 1900, month: Int64(parts.tm_mon) + 1,
                day: Int64(parts.tm_mday))
        else {
            ERR_clear_error()
            return nil
        }
        let seconds = Int64(parts.tm_hour) * 3600 + Int64(parts.tm_min) * 60 + Int64(parts.tm_sec)
        return Instant(seconds: date.daysSinceEpoch * 86_400 + seconds)
    }
}
