// SPDX-License-Identifier: Apache-2.0

/// Who wrote the row of each address last, as it follows from writes in the order of the entries. It keeps no names.
struct LastWrites: Sendable {
    /// Nil at places that are free.
    private var writes: [VerifiedPiece.RowWrite?] = []
    private var places: [ByteImage: Int] = [:]
    private var free: [Int] = []

    /// Every place is below it.
    var placeCount: Int { writes.count }

    mutating func add(_ write: VerifiedPiece.RowWrite) {
        if write.row == nil { return remove(write.address) }
        if let place = places[write.address] {
            writes[place] = write
        } else if let place = free.popLast() {
            places[write.address] = place
            writes[place] = write
        } else {
            places[write.address] = writes.count
            writes.append(write)
        }
    }

    private mutating func remove(_ address: ByteImage) {
        guard let place = places.removeValue(forKey: address) else { return }
        writes[place] = nil
        free.append(place)
    }

    /// Where an address's last write is; nil for an address without a row.
    func place(of address: ByteImage) -> Int? { places[address] }

    /// Nil at a place that no address has.
    subscript(place: Int) -> VerifiedPiece.RowWrite? { writes[place] }
}
