// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLDAP

/// What a server's refusal means for a target (RFC 4511, appendix A). Does not decide what to do about it.
extension ProviderFailure {
    static func ldap(_ reply: LDAPReply, _ what: String? = nil) -> ProviderFailure {
        let name = LibLDAP.words(of: reply.code)
        let own = reply.words.isEmpty || reply.words == name ? name : "\(name): \(reply.words)"
        let words = what.map { "\($0): \(own)" } ?? own
        let (kind, help, isTransient) = meaning(of: reply.code)
        return ProviderFailure(kind, words, help: help, isTransient: isTransient)
    }

    private static func meaning(of code: Int32) -> (Kind, help: String?, isTransient: Bool) {
        switch code {
        case LDAP_SERVER_DOWN, LDAP_CONNECT_ERROR:
            (.unreachable, nil, true)
        case LDAP_BUSY, LDAP_UNAVAILABLE: (.unreachable, nil, true)
        case LDAP_TIMEOUT: (.timedOut, nil, true)
        case LDAP_TIMELIMIT_EXCEEDED:
            (.timedOut, "the account needs a higher time limit on the server", false)
        case LDAP_SIZELIMIT_EXCEEDED, LDAP_ADMINLIMIT_EXCEEDED:
            (.rejected, "the account needs a higher size limit on the server", false)
        case LDAP_INVALID_CREDENTIALS:
            (.denied, "the site file names another account or password than the server has", false)
        case LDAP_INSUFFICIENT_ACCESS:
            (.denied, "the account needs that right on the server", false)
        case LDAP_INAPPROPRIATE_AUTH, LDAP_STRONG_AUTH_REQUIRED, LDAP_CONFIDENTIALITY_REQUIRED,
            LDAP_AUTH_METHOD_NOT_SUPPORTED:
            (.denied, nil, false)
        case LDAP_REFERRAL:
            (.rejected, "the site file has to name the server that holds the entries", false)
        case LDAP_ALREADY_EXISTS, LDAP_NO_SUCH_OBJECT, LDAP_NOT_ALLOWED_ON_NONLEAF,
            LDAP_ASSERTION_FAILED, LDAP_NO_SUCH_ATTRIBUTE, LDAP_TYPE_OR_VALUE_EXISTS:
            (.conflict, nil, false)
        default: (.rejected, nil, false)
        }
    }
}
