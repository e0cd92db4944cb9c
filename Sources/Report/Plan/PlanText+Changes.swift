// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// One line for each change of a section, with its cause and its attributes beneath.
extension PlanText {
    /// Where the cells of a section's rows begin.
    struct Columns {
        var type = 0
        var identity = 0
        var rest = 0
    }

    /// What makes changes alike enough to fold: all but whose they are.
    private struct Shape: Hashable {
        let type: String
        let resource: Substring
        let service: String
        let reason: String?
        let attributes: [String]
    }

    static let firstCell = 5
    static let detailIndent = 7

    mutating func writeChanges(_ kind: ChangeKind, _ places: [Int]) {
        let folding = folding(kind, places)
        let changes = plan.changes
        let columns = columns(changes, folding.shown.lazy.map { places[$0] })
        var before: Change?
        for place in folding.shown {
            let change = changes[places[place]]
            writeChange(change, columns, before: before)
            before = change
        }
        for members in folding.folded {
            let first = changes[places[members[0]]]
            beginRow(kind)
            buffer.write("\(Counts.text(members.count)) more like \(first.address)")
            buffer.cell(first.object.type, at: columns.type, indent: Self.detailIndent)
            buffer.cell("--all shows each", at: 0, indent: Self.detailIndent, .faint)
            buffer.line()
        }
    }

    private func folding(_ kind: ChangeKind, _ places: [Int]) -> Folding {
        let most = kind.isRemoval ? 20 : 5
        if context.showsAll || places.count <= most + 1 {
            return Folding(showingAll: places.count)
        }
        let changes = plan.changes
        let shapes = places.map { place in
            Shape(
                type: changes[place].object.type,
                resource: AddressParts(changes[place].address).resourceName,
                service: changes[place].keeping.origin.service,
                reason: kind.isRemoval ? nil : changes[place].reason,
                attributes: changes[place].shownAttributes(all: false).map(\.name))
        }
        return Folding(shapes, showing: most)
    }

    private func columns(_ changes: [Change], _ shown: some Sequence<Int>) -> Columns {
        guard !buffer.screen.isPlain else { return Columns() }
        let (addressMost, typeMost) = (buffer.screen.width * 2 / 5, buffer.screen.width / 4)
        var (address, type, identity) = (0, 0, 0)
        for place in shown {
            let width = SafeText.width(of: changes[place].address.text)
            address = max(address, min(width, addressMost))
            type = max(type, min(SafeText.width(of: changes[place].object.type), typeMost))
            let words = changes[place].identityWords
            identity = max(identity, min(SafeText.width(of: words), typeMost))
        }
        let typeStart = Self.firstCell + address + 2
        return Columns(
            type: typeStart, identity: typeStart + type + 2,
            rest: typeStart + type + 2 + identity + 2)
    }

    private mutating func writeChange(_ change: Change, _ columns: Columns, before: Change?) {
        beginRow(change.kind)
        buffer.write(change.address.text)
        let indent = Self.detailIndent
        if change.kind != .orphan {
            buffer.cell(change.object.type, at: columns.type, indent: indent)
            buffer.cell(change.identityWords, at: columns.identity, indent: indent)
        }
        if !change.object.isOnNamesakeTarget {
            let words = "target \(change.object.target)"
            buffer.cell(words, at: columns.rest, indent: indent, .faint)
        }
        buffer.line()
        writeDetails(of: change, indent: indent, isCauseTold: isCauseTold(of: change, by: before))
    }

    /// One file that went takes many objects with it: the first of them names it for those that follow. Who reads
    /// line by line is told each time.
    private func isCauseTold(of change: Change, by before: Change?) -> Bool {
        guard let before, change.kind.isTaking, !buffer.screen.isPlain else { return false }
        return change.reason == before.reason
            && change.address.subscription == before.address.subscription
    }

    /// Symbol, or number and word, up to where the first cell begins.
    mutating func beginRow(_ kind: ChangeKind) {
        buffer.space(2)
        if buffer.screen.isPlain {
            lineNumber += 1
            buffer.write("\(lineNumber). \(kind.rawValue)")
            buffer.space()
        } else {
            buffer.write(kind.symbol, kind.tone)
            buffer.space(Self.firstCell - buffer.column)
        }
    }

    /// Everything beneath a change's own line.
    mutating func writeDetails(of change: Change, indent: Int, isCauseTold: Bool = false) {
        if let former = change.formerAddress { writeNote("was", former.text, indent) }
        for reason in change.replaceReasons { writeNote("why", reason, indent) }
        if let reason = change.reason, !isCauseTold {
            writeNote(change.kind.isTaking ? "cause" : "why", reason, indent)
        }
        if change.kind == .update, !change.writes {
            writeNote("why", "only what is recorded changes: \(change.recordedWords)", indent)
        }
        let attributes = change.shownAttributes(all: context.showsAll)
        if !attributes.isEmpty { writeAttributes(attributes, of: change, indent: indent) }
        if change.kind == .replace { writeNote("order", change.orderWords, indent) }
    }

    mutating func writeNote(_ label: String, _ words: String, _ indent: Int) {
        buffer.space(indent)
        buffer.write(buffer.screen.isPlain ? label + ":" : label, .faint)
        buffer.space(buffer.screen.isPlain ? 1 : max(1, 7 - label.utf8.count))
        buffer.words(words, indent: indent + 7)
        buffer.line()
    }
}

extension ChangeKind {
    /// Whether its reason is what took the object away.
    fileprivate var isTaking: Bool {
        switch self {
        case .suspend, .delete, .purge, .forget: true
        default: false
        }
    }
}

extension Change.Object {
    /// Whether the type says already which target it is on: `file.document` on `file` or `files`.
    var isOnNamesakeTarget: Bool {
        let family = type.utf8.prefix { $0 != UInt8(ascii: ".") }
        return target.utf8.starts(with: family)
            && target.utf8.dropFirst(family.count).allSatisfy { $0 == UInt8(ascii: "s") }
    }
}

extension Change {
    /// What the object is called, and was called before a replace.
    fileprivate var identityWords: String {
        guard let former = object.formerIdentity, !former.utf8.elementsEqual(object.identity.utf8)
        else { return object.identity }
        return "\(former) → \(object.identity)"
    }

    /// What makes another object necessary.
    fileprivate var replaceReasons: [String] {
        guard kind == .replace else { return [] }
        var reasons = attributes.filter { $0.forcesReplace && $0.differs }.map {
            "`\($0.name)` can't be changed on an object"
        }
        if let target = object.formerTarget, !target.utf8.elementsEqual(object.target.utf8) {
            reasons.append("the target changes: \(target) → \(object.target)")
        }
        return reasons
    }

    /// What of a change without a write is new.
    fileprivate var recordedWords: String {
        keeping.isProtected ? "protected" : "no longer protected"
    }

    fileprivate var orderWords: String {
        guard let former = object.formerIdentity else {
            return "delete \(object.identity), then create it again"
        }
        if object.formerGoesFirst {
            return "delete \(former), which is in the way, then create \(object.identity)"
        }
        return "create \(object.identity), change what depends on it, delete \(former)"
    }

    /// The attributes that the view has a line for.
    func shownAttributes(all: Bool) -> [AttributeChange] {
        switch kind {
        case .update, .replace, .move, .resume, .adopt, .recover:
            attributes.filter { $0.differs || $0.isDrift }
        case .reported: attributes.filter(\.isDrift)
        case .create: all ? attributes.filter { $0.after != nil } : []
        case .conflict, .waiting, .held, .barred: all ? attributes.filter(\.differs) : []
        default: []
        }
    }
}
