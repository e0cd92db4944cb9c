// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// The content of a file-backed target, read into memory, that operations are applied to before it is
/// written as one: an LDIF file, a set of zone files, a folder. It does not know marks, preconditions or
/// locks; those are `TargetBatch`'s and `TargetReader`'s.
package protocol TargetForm: SendableMetatype {
    /// What stands in the target for `item`, with everything applied so far; `mark` is left nil. An
    /// object that nobody asked for is looked up with no attributes, by type and identity alone.
    mutating func find(_ item: ObserveItem) -> FoundObject

    /// Applies an operation whose precondition holds, in memory only, and gives the identity under which
    /// the object's mark stands from then on: the operation's own but for a suspended object that lies
    /// elsewhere. After a throw the form is as before. `mark` and `unmark` change marks alone and never
    /// come here. `position` names the operation in what `write` answers.
    mutating func apply(_ operation: Operation, at position: Int) throws(ProviderFailure) -> String

    /// Writes all that was applied since the last write, once and durably, and reads the target again, so
    /// that `find` answers what is there now. The failures by position of what could not be written; of
    /// those nothing may be half-written.
    mutating func write() -> [Int: ProviderFailure]

    /// Lets go what waits to be written, of a form that is only asked what it would take.
    mutating func forgetWrites()

    /// Whether what was applied so far has to be written before `operation` can be.
    func mustWrite(before operation: Operation) -> Bool

    /// What people should know of what was read so far: settings that it does not follow.
    var remarks: [String] { get }

    /// Whether `find` reads the target each time, where others read it once when they are opened. Then many
    /// objects are looked for on all processors, by a form each.
    static var findsByReading: Bool { get }
}

extension TargetForm {
    package var remarks: [String] { [] }
    package func mustWrite(before operation: Operation) -> Bool { false }
    package mutating func forgetWrites() {}
    package static var findsByReading: Bool { false }
}

/// An object of a form and the identity under which its mark stands.
package struct FoundObject: Sendable {
    package var presence: Presence
    package var markIdentity: String

    package init(_ presence: Presence, markIdentity: String) {
        self.presence = presence
        self.markIdentity = markIdentity
    }

    /// The object with its mark, as the rest of the program sees it.
    func marked(type: String, in marks: MarksRegistry) -> Presence {
        guard case .present(var object) = presence else { return presence }
        object.mark = marks[MarkKey(type: type, identity: markIdentity)]
        return .present(object)
    }
}
