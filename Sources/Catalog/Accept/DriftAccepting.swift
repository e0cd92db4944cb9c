// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values
import YAMLSource

/// What has to be written where so that the catalog says what somebody did by hand. It writes nothing, and
/// whether the catalog then says so is for a load and a plan of it to find out.
package struct DriftAccepting {
    private let sources: AttributeSources
    private let files: [String: CatalogFile]
    package private(set) var edits: [CatalogEdit] = []
    /// What can't be accepted, with why and the place to edit.
    package private(set) var obstacles: [String] = []

    package init(_ catalog: Catalog, files: [CatalogFile]) {
        sources = AttributeSources(catalog: catalog)
        self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    }

    /// `change` leaves what was done by hand as it is.
    package mutating func accept(_ change: Change) {
        let drifted = change.attributes.filter { $0.isDrift && !$0.isComputed }
        if drifted.isEmpty {
            obstacles.append(
                "\(change.address) is not accepted: \(change.reason ?? "it is gone"), which no value of the catalog says"
            )
        }
        for attribute in drifted {
            guard !attribute.isSensitive else {
                obstacle(change, attribute, "a secret does not stand in the catalog", nil)
                continue
            }
            guard let source = sources.source(of: attribute.name, at: change.address) else {
                continue
            }
            accept(attribute, change, source)
        }
    }

    private mutating func accept(
        _ attribute: AttributeChange, _ change: Change, _ source: AttributeSource
    ) {
        let (place, rewrites) = rewriting(attribute, source)
        switch source {
        case .elsewhere(let place, let reason):
            obstacle(change, attribute, reason, place)
        case .literal, .list:
            guard let rewrites, let place else {
                return obstacle(
                    change, attribute, "its value there is none that one here can take", place)
            }
            for rewrite in rewrites { add(rewrite, change.address, attribute.name, in: place.file) }
        }
    }

    private func rewriting(
        _ attribute: AttributeChange, _ source: AttributeSource
    ) -> (Diagnostic.Place?, [ScalarRewriting.Rewrite]?) {
        switch source {
        case .elsewhere(let place, _): return (place, nil)
        case .literal(let file, let node):
            return (
                Diagnostic.Place(file: file, span: node.span),
                attribute.before.flatMap {
                    ScalarRewriting.rewrites(of: node, from: attribute.recorded, to: $0)
                }
            )
        case .list(let elements):
            let literals = elements.compactMap { element -> (file: String, node: YAMLNode)? in
                if case .literal(let file, let node) = element { (file, node) } else { nil }
            }
            guard let first = literals.first else {
                guard case .elsewhere(let place, _)? = elements.first else { return (nil, nil) }
                return (place, nil)
            }
            return (
                Diagnostic.Place(file: first.file, span: first.node.span),
                attribute.before.flatMap {
                    ScalarRewriting.rewrites(
                        of: literals.map(\.node), from: attribute.recorded, to: $0)
                }
            )
        }
    }

    private mutating func add(
        _ rewrite: ScalarRewriting.Rewrite, _ address: Address, _ attribute: String,
        in path: String
    ) {
        guard let file = files[path] else { return }
        let span = rewrite.node.span
        edits.append(
            CatalogEdit(
                address: address, attribute: attribute,
                spot: CatalogEdit.Spot(
                    path: path, digest: .sha256(file.bytes), offset: span.start,
                    line: LineIndex(file.bytes).position(at: span.start).line),
                before: String(decoding: file.bytes[span.start..<span.end], as: UTF8.self),
                after: rewrite.text))
    }

    private mutating func obstacle(
        _ change: Change, _ attribute: AttributeChange, _ reason: String, _ place: Diagnostic.Place?
    ) {
        var text = "`\(attribute.name)` of \(change.address) is not accepted: \(reason)"
        if let place, let file = files[place.file] {
            let line = LineIndex(file.bytes).position(at: place.span.start).line
            text += "; \(place.file):\(line) is the place to edit"
        }
        obstacles.append(text)
    }
}
