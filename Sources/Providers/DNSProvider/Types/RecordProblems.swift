// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What name servers would not load, or nobody can have meant, in the attributes of a record set. It sees
/// one resource at a time: an alias beside other records is found when the plan is checked.
struct RecordProblems {
    private(set) var found: [AttributeProblem] = []
    private let settings: Value

    init(_ attributes: Fields<Value>, settings: Value) {
        self.settings = settings
        let kind = attributes["type"]?.string.flatMap(RecordKind.init(rawValue:))
        let owner = attributes["name"]?.string.flatMap { name($0, kind) }
        if let texts = attributes["values"]?.list, let kind { values(texts, kind, owner) }
        if let ttl = attributes["ttl"]?.int, !(0...Int64(TimeToLive.max)).contains(ttl) {
            add("ttl", "a time to live of \(ttl) seconds", help: "it is from 0 to 2147483647")
        }
    }

    private mutating func add(_ attribute: String, _ message: String, help: String? = nil) {
        found.append(AttributeProblem(attribute, message, help: help))
    }

    private mutating func name(_ text: String, _ kind: RecordKind?) -> DomainName? {
        let name: DomainName
        do throws(DomainName.Problem) {
            name = try DomainName(absolute: text)
        } catch {
            add("name", "`\(RecordData.shown(text))`: \(error.message)")
            return nil
        }
        if let problem = HostName.problem(ofOwner: name, kind) {
            add("name", "`\(RecordData.shown(text))` \(problem.message)", help: problem.help)
        }
        if settings["ownership"]?.string == UpdateSettings.Ownership.txt.rawValue,
            let problem = OwnershipRecord.problem(of: name, kind)
        {
            add("name", "`\(RecordData.shown(text))` \(problem.message)", help: problem.help)
        }
        guard let zone = zone(of: name) else {
            let zones = (settings["zones"]?.list ?? []).compactMap { $0["name"]?.string }
            add(
                "name", "`\(name)` is in no zone of the target",
                help: "its zones are \(zones.map { "`\($0)`" }.joined(separator: ", "))")
            return name
        }
        if kind == .cname && zone.hasSameBytes(as: name.text) {
            add(
                "type", "an alias can't stand at the top of the zone `\(zone)`",
                help: "A and AAAA records can")
        }
        return name
    }

    /// Settings hold zones in canonical form.
    private func zone(of name: DomainName) -> String? {
        let zones = settings["zones"]?.list ?? []
        let matching = zones.compactMap { zone in
            zone["name"]?.string.flatMap { name.isIn(DomainName(canonical: $0)) ? $0 : nil }
        }
        return matching.max { $0.utf8.count < $1.utf8.count }
    }

    private mutating func values(_ texts: [Value], _ kind: RecordKind, _ owner: DomainName?) {
        if texts.isEmpty { add("values", "the record set has no values") }
        if kind == .cname && texts.count > 1 {
            add("values", "an alias has \(texts.count) values; it can have one")
        }
        var bytes = 0
        for text in texts.compactMap(\.string) {
            bytes += text.utf8.count
            do throws(RecordData.Problem) {
                check(try RecordData(kind, catalog: text), text, kind, owner)
            } catch {
                add("values", error.message)
            }
        }
        if bytes > RecordData.textBytesMax {
            add("values", "the values have \(bytes) bytes; 65000 are the most")
        }
    }

    private mutating func check(
        _ data: RecordData, _ text: String, _ kind: RecordKind, _ owner: DomainName?
    ) {
        guard let target = data.target, !target.isRoot || kind == .cname || kind == .ns else {
            return
        }
        if let problem = HostName.problem(ofTarget: target, kind, owner: owner) {
            add("values", "`\(RecordData.shown(text))` \(problem.message)", help: problem.help)
        } else if target.labels.count == 1 && !text.hasSuffix(".") {
            add(
                "values", "`\(target)` is one word, and values have full names",
                help: "a name of one word is written with its final dot, `\(target).`")
        }
    }
}
