// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc

/// Names of this machine's users and groups, looked up once each. Does not change them.
struct Accounts {
    private var userNames: [UInt32: String] = [:]
    private var groupNames: [UInt32: String] = [:]

    static let isRoot = geteuid() == 0

    /// The number in digits where there is no such user.
    mutating func userName(of number: UInt32) -> String {
        if let name = userNames[number] { return name }
        let name = Self.userName(number) ?? String(number)
        userNames[number] = name
        return name
    }

    mutating func groupName(of number: UInt32) -> String {
        if let name = groupNames[number] { return name }
        let name = Self.groupName(number) ?? String(number)
        groupNames[number] = name
        return name
    }

    static func userNumber(of name: String) throws(ProviderFailure) -> UInt32 {
        let number = lookUp { (buffer, size) in
            var entry = passwd()
            var result: UnsafeMutablePointer<passwd>?
            let status = getpwnam_r(name, &entry, buffer, size, &result)
            return (status, result?.pointee.pw_uid)
        }
        guard let number else {
            throw ProviderFailure(.rejected, "this machine has no user `\(name)`")
        }
        return number
    }

    static func groupNumber(of name: String) throws(ProviderFailure) -> UInt32 {
        let number = lookUp { (buffer, size) in
            var entry = group()
            var result: UnsafeMutablePointer<group>?
            let status = getgrnam_r(name, &entry, buffer, size, &result)
            return (status, result?.pointee.gr_gid)
        }
        guard let number else {
            throw ProviderFailure(.rejected, "this machine has no group `\(name)`")
        }
        return number
    }

    private static func userName(_ number: UInt32) -> String? {
        lookUp { (buffer, size) in
            var entry = passwd()
            var result: UnsafeMutablePointer<passwd>?
            let status = getpwuid_r(number, &entry, buffer, size, &result)
            return (status, result.map { String(cString: $0.pointee.pw_name) })
        }
    }

    private static func groupName(_ number: UInt32) -> String? {
        lookUp { (buffer, size) in
            var entry = group()
            var result: UnsafeMutablePointer<group>?
            let status = getgrgid_r(number, &entry, buffer, size, &result)
            return (status, result.map { String(cString: $0.pointee.gr_name) })
        }
    }

    /// Asks again with more room while the answer does not fit.
    private static func lookUp<Found>(
        _ ask: (UnsafeMutablePointer<CChar>, Int) -> (status: Int32, found: Found?)
    ) -> Found? {
        var size = 1 << 12
        while size <= 1 << 22 {
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { buffer.deallocate() }
            let (status, found) = ask(buffer, size)
            if status != ERANGE { return status == 0 ? found : nil }
            size *= 4
        }
        return nil
    }
}
