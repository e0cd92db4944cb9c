// SPDX-License-Identifier: Apache-2.0

extension ServerFacts {
    private static let selfGrantVersion: Int32 = 160_000

    /// The statements that make a role. Who is no superuser has to be a member of a role to give it a database or a
    /// schema, to set its default privileges and to end its sessions. Until version 15 the role is made with us as
    /// its administrator; from 16 on the server does that by itself and is told to go the whole way.
    func creation(of role: String, _ clauses: [SQL]) -> [SQL] {
        let all = clauses.joined(by: " ")
        if isSuperuser { return ["CREATE ROLE \(name: role) \(all)"] }
        if version < Self.selfGrantVersion {
            return ["CREATE ROLE \(name: role) \(all) ADMIN \(name: user)"]
        }
        return [
            "SET LOCAL createrole_self_grant TO 'set, inherit'", "CREATE ROLE \(name: role) \(all)",
        ]
    }
}
