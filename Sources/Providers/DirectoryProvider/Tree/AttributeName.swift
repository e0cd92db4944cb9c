// SPDX-License-Identifier: Apache-2.0

/// An attribute of the schemas core, cosine, inetorgperson and nis, as this provider writes it and as
/// others may. Attributes that have no name here are never read and never touched.
struct AttributeName: Sendable {
    /// As it is written.
    let written: StaticString
    private let folded: StaticString
    /// Another name of the same attribute, in lower case.
    private let alias: StaticString?

    private init(_ written: StaticString, folded: StaticString, alias: StaticString? = nil) {
        self.written = written
        self.folded = folded
        self.alias = alias
    }

    func isSpelled(by name: ArraySlice<UInt8>) -> Bool {
        if name.spells(folded) { return true }
        guard let alias else { return false }
        return name.spells(alias)
    }

    static let commonName = AttributeName("cn", folded: "cn", alias: "commonname")
    static let departmentNumber = AttributeName("departmentNumber", folded: "departmentnumber")
    static let description = AttributeName("description", folded: "description")
    static let displayName = AttributeName("displayName", folded: "displayname")
    static let employeeNumber = AttributeName("employeeNumber", folded: "employeenumber")
    static let employeeType = AttributeName("employeeType", folded: "employeetype")
    static let givenName = AttributeName("givenName", folded: "givenname", alias: "gn")
    static let mail = AttributeName("mail", folded: "mail", alias: "rfc822mailbox")
    static let member = AttributeName("member", folded: "member")
    static let objectClass = AttributeName("objectClass", folded: "objectclass")
    static let shadowExpire = AttributeName("shadowExpire", folded: "shadowexpire")
    static let surname = AttributeName("sn", folded: "sn", alias: "surname")
    static let title = AttributeName("title", folded: "title")
    static let uid = AttributeName("uid", folded: "uid", alias: "userid")
}
