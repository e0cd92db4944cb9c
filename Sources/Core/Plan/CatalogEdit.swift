// SPDX-License-Identifier: Apache-2.0

package import Values

/// One scalar of the catalog that an apply rewrites in place, because what somebody did by hand is accepted.
package struct CatalogEdit: Sendable, Equatable {
    /// What is accepted.
    package let address: Address
    package let attribute: String
    package let spot: Spot
    /// The scalar as it stands, and as it is to be, quotes included.
    package let before: String
    package let after: String

    package init(
        address: Address, attribute: String, spot: Spot, before: String, after: String
    ) {
        self.address = address
        self.attribute = attribute
        self.spot = spot
        self.before = before
        self.after = after
    }

    /// Where in which version of a file.
    package struct Spot: Sendable, Equatable {
        package let path: String
        /// Of the file before any edit.
        package let digest: Digest
        /// Of the scalar's first byte, from the start of the file.
        package let offset: Int
        package let line: Int

        package init(path: String, digest: Digest, offset: Int, line: Int) {
            self.path = path
            self.digest = digest
            self.offset = offset
            self.line = line
        }
    }

    package var value: Value {
        [
            "address": .string(address.text), "attribute": .string(attribute),
            "path": .string(spot.path), "digest": .string(spot.digest.hex),
            "offset": .int(Int64(spot.offset)), "line": .int(Int64(spot.line)),
            "before": .string(before), "after": .string(after),
        ]
    }

    init?(_ value: Value) {
        guard let address = value["address"]?.string, let attribute = value["attribute"]?.string,
            let path = value["path"]?.string,
            let digest = value["digest"]?.string.flatMap(Digest.init(hex:)),
            let offset = value["offset"]?.int, let line = value["line"]?.int,
            let before = value["before"]?.string, let after = value["after"]?.string
        else { return nil }
        self.init(
            address: Address(address), attribute: attribute,
            spot: Spot(path: path, digest: digest, offset: Int(offset), line: Int(line)),
            before: before, after: after)
    }
}

extension Sequence<CatalogEdit> {
    /// A file with these edits, which are all of it and of its version `digest`; nil where the bytes are not
    /// what the edits were made for. Two attributes that one scalar gives are one edit.
    package func applied(to bytes: [UInt8]) -> [UInt8]? {
        var result = bytes
        var end = bytes.count
        var last: CatalogEdit?
        for edit in sorted(by: { $0.spot.offset > $1.spot.offset }) {
            let range = edit.spot.offset..<edit.spot.offset + edit.before.utf8.count
            if let last, last.spot.offset == edit.spot.offset {
                guard last.before == edit.before, last.after == edit.after else { return nil }
                continue
            }
            guard range.lowerBound >= 0, range.upperBound <= end,
                bytes[range].elementsEqual(edit.before.utf8)
            else { return nil }
            result.replaceSubrange(range, with: Array(edit.after.utf8))
            end = range.lowerBound
            last = edit
        }
        return result
    }
}
