// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// A directory on an LDAP server: the same units, groups, memberships and accounts as in an LDIF file, read and
/// changed where people log in.
package enum LDAPDirectory {
    package static let provider = Provider(
        name: "ldap", summary: "A directory on an LDAP server.",
        types: DirectoryTypes.all,
        settings: Provider.Settings(
            schema: LDAPSettings.schema, connection: LDAPServer.schema,
            limits: TargetLimits(batchSize: 1000), problems: LDAPSettings.problems),
        makeObserver: { LDAPObserver($0) }, makePerformer: { LDAPPerformer($0) })
}
