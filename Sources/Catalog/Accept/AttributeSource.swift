// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// What in the catalog gives one attribute of one resource its value.
indirect enum AttributeSource {
    /// A scalar, or a list of scalars, of a subscription's file, and nothing else.
    case literal(file: String, YAMLNode)
    /// A list in a template whose elements have sources of their own.
    case list([AttributeSource])
    /// Something that a value can't be written back to: why, and the place to edit.
    case elsewhere(Diagnostic.Place, String)
}

/// Finds where the values of attributes stand. It evaluates nothing: an attribute that more than a parameter
/// alone gives has no literal.
struct AttributeSources {
    let catalog: Catalog

    /// Nil for what nobody states: derived and computed attributes follow from others.
    func source(of name: String, at address: Address) -> AttributeSource? {
        guard let subscription = catalog.subscription(String(address.subscription)),
            let service = catalog.services[subscription.service.value],
            let template = service.template.flatMap({ catalog.templates[$0.value] }),
            let resource = template.resources.first(where: {
                $0.name.value == address.resource.prefix { $0 != "[" }
            })
        else { return nil }
        if let named = subscription.links.name(of: name, at: address) {
            return .literal(file: subscription.head.file, named)
        }
        if let document = resource.documents[name] {
            return .elsewhere(
                template.head.place(resource.name.span),
                "it is rendered from templates/files/\(document.value)")
        }
        guard let node = resource.attributes?.entry(name)?.value else { return nil }
        return source(node, template, subscription, service)
    }

    private func source(
        _ node: YAMLNode, _ template: Template, _ subscription: Subscription, _ service: Service
    ) -> AttributeSource {
        if let items = node.sequence {
            return .list(items.map { source($0, template, subscription, service) })
        }
        let place = template.head.place(node.span)
        guard let path = node.scalar.flatMap({ ParameterPath($0.text) }) else {
            let isComputed = node.scalar.map { TemplateText.hasExpression($0.text) } ?? true
            return .elsewhere(
                place,
                isComputed
                    ? "the template computes it"
                    : "the template states it for all its subscriptions")
        }
        guard subscription.cause == .stated else {
            return .elsewhere(
                subscription.head.idPlace, "no file states the parameters of this subscription")
        }
        guard let literal = path.find(in: subscription.parameters) else {
            return .elsewhere(
                subscription.head.place(subscription.parameters?.span ?? subscription.head.id.span),
                "`\(path.text)` is not stated here and has its default")
        }
        return .literal(file: subscription.head.file, literal)
    }
}

/// The names after `parameters` of an expression that is nothing but a parameter: `${parameters.quota_gb}`.
struct ParameterPath {
    private let names: [String]

    init?(_ text: String) {
        guard let pieces = try? TemplateText(text).pieces, pieces.count == 1,
            case .expression(let source, _) = pieces[0]
        else { return nil }
        let words = source.split(separator: ".", omittingEmptySubsequences: false).map {
            $0.filter { $0 != " " }
        }
        guard words.count > 1, words[0] == "parameters",
            words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isOfName) })
        else { return nil }
        names = Array(words[1...])
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "_")
    }

    var text: String { names.joined(separator: ".") }

    func find(in parameters: YAMLNode?) -> YAMLNode? {
        var node = parameters
        for name in names { node = node?.entry(name)?.value }
        return node
    }
}
