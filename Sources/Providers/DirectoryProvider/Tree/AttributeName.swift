// SPDX-License-Identifier: Apache-2.0

/// An attribute of the schemas core, cosine, inetorgperson and nis that this provider reads or writes.
/// Attributes that have no name here are never read and never touched. What Active Directory keeps as bits of
/// a number has an attribute of its own for each meaning, with an option that no server knows.
enum AttributeName: Int, Sendable, CaseIterable {
    case accountLockedTime, commonName, departmentNumber, description, displayName
    case employeeNumber, employeeType, givenName, mail, member, objectClass, shadowExpire, surname
    case title, uid
    /// Of Active Directory.
    case accountDisabled, groupKind, groupScope, userPrincipalName

    /// As it is written.
    var written: StaticString {
        switch self {
        case .accountDisabled: "userAccountControl;x-disabled"
        case .accountLockedTime: "pwdAccountLockedTime"
        case .commonName: "cn"
        case .departmentNumber: "departmentNumber"
        case .description: "description"
        case .displayName: "displayName"
        case .employeeNumber: "employeeNumber"
        case .employeeType: "employeeType"
        case .givenName: "givenName"
        case .groupKind: "groupType;x-kind"
        case .groupScope: "groupType;x-scope"
        case .mail: "mail"
        case .member: "member"
        case .objectClass: "objectClass"
        case .shadowExpire: "shadowExpire"
        case .surname: "sn"
        case .title: "title"
        case .uid: "uid"
        case .userPrincipalName: "userPrincipalName"
        }
    }

    /// By any of its names, in any case (RFC 4519, RFC 4524, RFC 2798, RFC 2307); nil for an attribute
    /// with options, which is another one.
    init?(_ name: ArraySlice<UInt8>) {
        guard let found = Self.candidates(ofLength: name.count).first(where: { name.spells($0.0) })
        else { return nil }
        self = found.1
    }

    private typealias Candidates = [(StaticString, AttributeName)]

    /// Every line of a file is looked up: most lengths leave one candidate or none.
    private static func candidates(ofLength count: Int) -> Candidates {
        count < byLength.count ? byLength[count] : []
    }

    private static let byLength: [Candidates] = {
        let names: Candidates = [
            ("cn", .commonName), ("commonname", .commonName),
            ("departmentnumber", .departmentNumber), ("description", .description),
            ("displayname", .displayName), ("employeenumber", .employeeNumber),
            ("employeetype", .employeeType), ("givenname", .givenName), ("gn", .givenName),
            ("mail", .mail), ("rfc822mailbox", .mail), ("member", .member),
            ("objectclass", .objectClass), ("shadowexpire", .shadowExpire), ("sn", .surname),
            ("surname", .surname), ("title", .title), ("uid", .uid), ("userid", .uid),
            ("pwdaccountlockedtime", .accountLockedTime),
            ("useraccountcontrol;x-disabled", .accountDisabled),
            ("grouptype;x-kind", .groupKind), ("grouptype;x-scope", .groupScope),
            ("userprincipalname", .userPrincipalName),
        ]
        var table: [Candidates] = []
        for entry in names {
            while table.count <= entry.0.utf8CodeUnitCount { table.append([]) }
            table[entry.0.utf8CodeUnitCount].append(entry)
        }
        return table
    }()
}
