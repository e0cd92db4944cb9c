// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One object as the server shows it, and what of it is nobody's attribute. It asks nothing.
struct ServerObject: Sendable {
    /// What the catalog calls it.
    let identity: String
    /// What the server calls it now: a suspended database has another name.
    var name: String
    var attributes: Fields<Value>
    var comment = ObjectComment()
    var isSuspended = false
    /// What the server stores of its password, where that was asked for and may be read.
    var verifier: String?
    /// The roles of a login.
    var users: [LoginUser] = []
    /// Not what somebody would take into a catalog: the server's own, or a part of something else.
    var isPart = false

    var observed: ObservedObject {
        ObservedObject(attributes: attributes, mark: comment.mark, isSuspended: isSuspended)
    }

    /// What is suspended under another name is in nobody's way.
    var isInPlace: Bool { !isSuspended || name.hasSameBytes(as: identity) }
}

/// Objects of one type by identity. Several have one identity where one of them is suspended under another name.
struct ServerObjects: Sendable {
    let all: [ServerObject]
    private var places: [ByteText: Int] = [:]
    /// Of objects whose identity another one had before.
    private var morePlaces: [ByteText: [Int]] = [:]

    init(_ objects: [ServerObject]) {
        all = objects
        places.reserveCapacity(objects.count)
        for (place, object) in objects.enumerated() {
            let identity = ByteText(object.identity)
            if places[identity] == nil {
                places[identity] = place
            } else {
                morePlaces[identity, default: []].append(place)
            }
        }
    }

    func object(_ identity: String, uid: String?, isKnown: Bool) -> ServerObject? {
        place(of: identity, uid: uid, isKnown: isKnown).map { all[$0] }
    }

    /// Where the object is that an item or an operation is about. `isKnown`: something is recorded of it, so that it
    /// may be one that is out of the way.
    func place(of identity: String, uid: String?, isKnown: Bool) -> Int? {
        let identity = ByteText(identity)
        guard let place = places[identity] else { return nil }
        guard let others = morePlaces[identity] else {
            return isKnown || all[place].isInPlace ? place : nil
        }
        let found = [place] + others
        if isKnown, let uid, let own = found.first(where: { all[$0].comment.mark?.uid == uid }) {
            return own
        }
        return found.first { all[$0].isInPlace } ?? (isKnown ? place : nil)
    }
}

/// A text that equals another one only by its bytes, as names on a server do.
struct ByteText: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ByteText, right: ByteText) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
