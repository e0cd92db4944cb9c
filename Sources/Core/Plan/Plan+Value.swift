// SPDX-License-Identifier: Apache-2.0

package import Values

/// The plan's canonical form: what its file holds and its id is the digest of.
extension Plan: DescribedValue {
    package var value: Value { tree }

    /// The bytes of the canonical form, piece by piece.
    package func stream(taking take: @escaping ([UInt8]) -> Void) {
        var stream = CanonicalStream(taking: take)
        write(to: &stream)
        stream.finish()
    }

    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        writer.member("basis", basis)
        writer.member("burnham_plan", Int(Self.formatVersion))
        writer.member("changes", changes)
        if !edits.isEmpty { writer.member("edits", Value.list(edits.map(\.value))) }
        writer.member("environment", environment)
        writer.member("exceeded", Value.list(exceeded.map(\.value)))
        writer.member("failures", Value.list(failures.map(\.value)))
        if !findings.isEmpty { writer.member("findings", Value.list(findings.map(\.value))) }
        if !names.isEmpty { writer.member("names", Value.list(names.map(\.value))) }
        writer.member("notes", notes)
        writer.member("refreshes", refreshes)
        writer.member("refusals", refusals)
        writer.member("steps", steps)
        writer.member("unchanged", unchangedCount)
        writer.endObject()
    }

    /// Nil for a value that is no plan of this version.
    package init?(_ value: Value) {
        guard value["burnham_plan"]?.int == Self.formatVersion,
            let environment = value["environment"]?.string,
            let basis = value["basis"].flatMap(Basis.init),
            let changes = value["changes"]?.list?.allOrNothing(Change.init),
            let unchanged = value["unchanged"]?.int,
            let steps = value["steps"]?.list?.allOrNothing(Step.init),
            let refreshes = value["refreshes"]?.list?.allOrNothing(Refresh.init),
            let exceeded = value["exceeded"]?.list?.allOrNothing(ExceededBudget.init),
            let failures = value["failures"]?.list?.allOrNothing(TargetFailure.init),
            let refusals = value["refusals"]?.list?.allOrNothing(\.string),
            let notes = value["notes"]?.list?.allOrNothing(\.string),
            let findings = (value["findings"]?.list ?? []).allOrNothing(Finding.init),
            let names = (value["names"]?.list ?? []).allOrNothing(NamesBlock.init),
            let edits = (value["edits"]?.list ?? []).allOrNothing(CatalogEdit.init),
            steps.allSatisfy({ changes.indices.contains($0.change) })
        else { return nil }
        self.init(environment: environment, basis: basis)
        self.changes = changes
        unchangedCount = Int(unchanged)
        self.steps = steps
        self.refreshes = refreshes
        self.exceeded = exceeded
        self.failures = failures
        self.refusals = refusals
        self.notes = notes
        self.findings = findings
        self.names = names
        self.edits = edits
    }
}

extension Array {
    /// Every element transformed, or nil where one can't be.
    package func allOrNothing<Other>(_ transform: (Element) -> Other?) -> [Other]? {
        var result: [Other] = []
        result.reserveCapacity(count)
        for element in self {
            guard let other = transform(element) else { return nil }
            result.append(other)
        }
        return result
    }
}

extension Plan.Basis: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        if let departments {
            writer.member("departments", departments)
        } else {
            writer.member("departments", Value.null)
        }
        writer.member("inputs", inputs)
        writer.member("ledger_root", head.root.hex)
        writer.member("ledger_size", head.size)
        writer.member("lineage", lineage)
        writer.member("nonce", nonce)
        writer.member("now", now.description)
        writer.member("valid_until", validUntil.description)
        writer.endObject()
    }

    init?(_ value: Value) {
        guard let lineage = value["lineage"]?.string, let size = value["ledger_size"]?.int,
            let root = value["ledger_root"]?.string.flatMap(Digest.init(hex:)),
            let nonce = value["nonce"]?.string,
            let now = value["now"]?.string.flatMap(Instant.init),
            let validUntil = value["valid_until"]?.string.flatMap(Instant.init),
            let inputs = value["inputs"]?.list?.allOrNothing(Plan.Input.init)
        else { return nil }
        self.init(
            lineage: lineage, head: LedgerHead(size: Int(size), root: root), nonce: nonce,
            now: now, validUntil: validUntil, inputs: inputs)
        departments = value["departments"]?.list?.compactMap(\.string)
    }
}

extension Plan.Input: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        writer.member("digest", digest.hex)
        writer.member("path", path)
        writer.endObject()
    }

    init?(_ value: Value) {
        guard let path = value["path"]?.string,
            let digest = value["digest"]?.string.flatMap(Digest.init(hex:))
        else { return nil }
        self.init(path: path, digest: digest)
    }
}

extension Plan.Refresh: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        writer.member("address", address.text)
        writer.member("depends_on", dependsOn)
        writer.member("origin", origin)
        writer.member("row_entry", rowEntry)
        writer.endObject()
    }

    init?(_ value: Value) {
        guard let address = value["address"]?.string,
            let dependsOn = value["depends_on"]?.list?.allOrNothing(\.string),
            let origin = value["origin"].flatMap(Origin.init),
            let rowEntry = value["row_entry"]?.int
        else { return nil }
        self.init(
            address: Address(address), dependsOn: dependsOn.map(Address.init), origin: origin,
            rowEntry: Int(rowEntry))
    }
}

extension Plan.TargetFailure {
    var value: Value {
        [
            "target": .string(target), "kind": .string(failure.kind.rawValue),
            "words": .string(failure.words),
        ]
    }

    init?(_ value: Value) {
        guard let target = value["target"]?.string,
            let kind = value["kind"]?.string.flatMap(ProviderFailure.Kind.init(rawValue:)),
            let words = value["words"]?.string
        else { return nil }
        self.init(target: target, failure: ProviderFailure(kind, words))
    }
}

extension ExceededBudget {
    var value: Value {
        [
            "kind": .string(kind.rawValue), "scope": .string(scope.rawValue), "name": .string(name),
            "count": .int(Int64(count)), "allowed": .int(Int64(allowed)),
        ]
    }

    init?(_ value: Value) {
        guard let kind = value["kind"]?.string.flatMap(ChangeKind.init(rawValue:)),
            let scope = value["scope"]?.string.flatMap(Budgets.Scope.init(rawValue:)),
            let name = value["name"]?.string, let count = value["count"]?.int,
            let allowed = value["allowed"]?.int
        else { return nil }
        self.init(kind: kind, scope: scope, name: name, count: Int(count), allowed: Int(allowed))
    }
}

extension Step: DescribedValue {
    func write(to writer: inout some ValueWriter) {
        writer.beginObject()
        writer.member("action", action.rawValue)
        writer.key(own: "after")
        writer.beginList()
        for step in after {
            writer.item()
            writer.write(.int(Int64(step)))
        }
        writer.endList()
        writer.member("change", change)
        writer.member("former", isOnFormer)
        writer.endObject()
    }

    init?(_ value: Value) {
        guard let change = value["change"]?.int,
            let action = value["action"]?.string.flatMap(Action.init(rawValue:)),
            let isOnFormer = value["former"]?.bool,
            let after = value["after"]?.list?.allOrNothing(\.int)
        else { return nil }
        self.init(change: Int(change), action: action, isOnFormer: isOnFormer)
        self.after = after.map(Int.init)
    }
}
