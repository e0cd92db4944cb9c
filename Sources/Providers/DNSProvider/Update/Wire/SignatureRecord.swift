// SPDX-License-Identifier: Apache-2.0

/// The data of a TSIG record: RFC 8945, section 4.2.
struct SignatureRecord {
    let keyName: DomainName
    let algorithm: DomainName
    /// Seconds since 1970, in 48 bits.
    let time: UInt64
    /// By how many seconds the clocks may differ.
    let fudge: UInt16
    var code: [UInt8]
    let identifier: UInt16
    let error: ResponseCode
    /// The server's time where `error` is BADTIME.
    let other: [UInt8]

    init(_ key: TransactionKey, time: UInt64, fudge: UInt16, identifier: UInt16) {
        keyName = key.name
        algorithm = key.algorithm.name
        self.time = time
        self.fudge = fudge
        code = []
        self.identifier = identifier
        error = .done
        other = []
    }

    init(_ record: WireRecord) throws(WireProblem) {
        var rest = record.data[...]
        keyName = record.owner
        do throws(DomainName.Problem) {
            algorithm = try DomainName(takenFrom: &rest)
        } catch {
            throw WireProblem(error.message)
        }
        time = try Self.number(6, from: &rest)
        fudge = UInt16(try Self.number(2, from: &rest))
        code = try Self.bytes(Int(try Self.number(2, from: &rest)), from: &rest)
        identifier = UInt16(try Self.number(2, from: &rest))
        error = ResponseCode(rawValue: UInt16(try Self.number(2, from: &rest)))
        other = try Self.bytes(Int(try Self.number(2, from: &rest)), from: &rest)
        guard rest.isEmpty, record.recordClass == WireCode.anyClass, record.ttl == 0 else {
            throw WireProblem("the signature is malformed")
        }
    }

    private static func bytes(
        _ count: Int, from rest: inout ArraySlice<UInt8>
    ) throws(WireProblem) -> [UInt8] {
        guard rest.count >= count else { throw WireProblem("the signature is cut off") }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private static func number(
        _ count: Int, from rest: inout ArraySlice<UInt8>
    ) throws(WireProblem) -> UInt64 {
        try bytes(count, from: &rest).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bytes(_ number: some BinaryInteger, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    var record: WireRecord {
        var data = algorithm.wire + timers + Self.bytes(code.count, 2) + code
        data += Self.bytes(identifier, 2) + Self.bytes(error.rawValue, 2)
        data += Self.bytes(other.count, 2) + other
        return WireRecord(
            keyName, type: WireCode.signature, class: WireCode.anyClass, data: data)
    }

    /// What is signed of it with each further message of a transfer: section 5.3.1.
    var timers: [UInt8] { Self.bytes(time, 6) + Self.bytes(fudge, 2) }

    /// What is signed of it otherwise: section 4.3.3.
    var variables: [UInt8] {
        keyName.wire + Self.bytes(WireCode.anyClass, 2) + Self.bytes(0, 4) + algorithm.wire
            + timers + Self.bytes(error.rawValue, 2) + Self.bytes(other.count, 2) + other
    }
}
