// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values
import YAMLSource

/// Makes one resource: evaluates its attributes, renders its documents, applies `names`, fills in defaults and
/// derived attributes, and checks the result against its type.
struct ResourceBuilder {
    let resource: CompiledResource
    let address: Address
    let key: String?
    let target: Routing.RoutedTarget

    func build(_ scope: inout EvaluationScope, _ request: ResolveRequest) -> BuiltResource? {
        guard var attributes = stated(&scope) else { return nil }
        let stated = overrideNames(&attributes, scope) ? attributes.names : resource.stated
        guard check(attributes.known, &scope) else { return nil }
        for entry in resource.schemas.defaults where !attributes.has(entry.key) {
            attributes.known[entry.key] = entry.value
        }
        let functions = resource.type.functions
        attributes.known = functions.normalise(
            functions.derive(attributes.known, target.settings), target.settings)
        guard checkWhole(attributes.known, &scope) else { return nil }
        return BuiltResource(
            resource: made(
                Resource.Content(attributes: attributes.all, stated: stated), attributes.known,
                scope, request),
            known: attributes.known, areAllKnown: attributes.open.isEmpty,
            source: ResourceSource(resource: resource, subscription: scope.subscription))
    }

    /// Where an attribute is stated: in the subscription's `names`, else in the template.
    private func place(of attribute: String, _ scope: EvaluationScope) -> Diagnostic.Place {
        if let stated = scope.subscription.links.name(of: attribute, at: address) {
            return scope.subscription.head.place(stated.span)
        }
        guard let stated = resource.source.attributes?.child(attribute) else {
            return resource.place
        }
        return Diagnostic.Place(file: resource.place.file, span: stated.span)
    }

    // MARK: Attributes

    private func stated(_ scope: inout EvaluationScope) -> OpenAttributes? {
        var known: [Fields<Value>.Entry] = []
        var open: [Attributes.Entry] = []
        known.reserveCapacity(resource.type.attributes.count)
        for attribute in resource.attributes {
            switch scope.evaluate(attribute.value, for: attribute.name) {
            case nil: return nil
            case .known(let value)?: known.append((attribute.name, value))
            case let value?: open.append((attribute.name, value))
            }
        }
        for (attribute, document) in resource.documents {
            guard let text = render(document, &scope) else { return nil }
            known.append((attribute, .string(text)))
        }
        return OpenAttributes(known: Fields(entries: known), open: open)
    }

    private func render(
        _ document: RenderableDocument, _ scope: inout EvaluationScope
    ) -> String? {
        var variables = scope.values
        if document.seesResources { variables["resources"] = .object(scope.plainResources) }
        switch document.render(variables, outermost: TemplateFrame.documentNames) {
        case .success(let text): return text
        case .failure(let missing):
            let names = missing.names.map { "`\($0)`" }.joined(separator: ", ")
            scope.report(
                .badDocument,
                "`templates/files/\(document.name)` names \(names), which nothing has",
                at: resource.place)
            return nil
        }
    }

    /// `names: {role: {name: ais_permits_app}}`: legacy names, and moves that keep an object. An entry of one
    /// key of a `for_each`, `role[key]`, beats that of all. Whether there are any names.
    private func overrideNames(
        _ attributes: inout OpenAttributes, _ scope: EvaluationScope
    ) -> Bool {
        guard let names = scope.subscription.links.names else { return false }
        for entry in [resource.name, String(address.resource)] {
            for (name, value) in names.entry(entry)?.value.value.object ?? [:] {
                attributes.state(name, value)
            }
        }
        return true
    }

    private func check(_ known: Fields<Value>, _ scope: inout EvaluationScope) -> Bool {
        var isRight = true
        for attribute in known {
            guard let schema = resource.schemas[attribute.key] else {
                scope.report(
                    .unknownAttribute,
                    "`names` states `\(attribute.key)`, which type `\(resource.type.name)` does not take",
                    at: place(of: attribute.key, scope))
                isRight = false
                continue
            }
            if schema.isValid(attribute.value) { continue }
            for violation in schema.validate(attribute.value) {
                scope.report(
                    .badAttribute, "`\(attribute.key)` of \(address): \(violation.message)",
                    at: place(of: attribute.key, scope))
            }
            isRight = false
        }
        return isRight
    }

    private func checkWhole(_ normal: Fields<Value>, _ scope: inout EvaluationScope) -> Bool {
        let problems = resource.type.functions.problems(normal, target.settings)
        for problem in problems {
            scope.report(
                .badAttribute, "`\(problem.attribute)` of \(address): \(problem.message)",
                at: place(of: problem.attribute, scope))
        }
        return problems.isEmpty
    }

    // MARK: The resource

    private func made(
        _ content: Resource.Content, _ normal: Fields<Value>, _ scope: EvaluationScope,
        _ request: ResolveRequest
    ) -> Resource {
        let subscription = scope.subscription
        var dependsOn: [Address] = []
        for name in resource.dependsOn { dependsOn += scope.addresses[name] ?? [] }
        for name in resource.uses { dependsOn += scope.uses[name]?.dependsOn ?? [] }
        return Resource(
            address: address,
            object: Resource.Object(
                type: resource.type.name, target: target.name,
                identity: resource.type.functions.identity(normal, target.settings)),
            content: content,
            policy: Resource.RemovalPolicy(
                onRemoval: subscription.keeping.onRemoval ?? resource.onRemoval,
                isProtected: subscription.keeping.isProtected),
            links: Resource.Links(
                dependsOn: dependsOn.sortedOnce(),
                formerly: FormerAddresses.addresses(
                    of: resource, key: key, subscription, request.catalog)),
            origin: scope.origin)
    }
}

/// The attributes of a resource while they are being put together: a type's functions see those that are known.
private struct OpenAttributes {
    var known: Fields<Value>
    /// Pending ones and secrets.
    private(set) var open: [Attributes.Entry]

    func has(_ name: String) -> Bool {
        known.index(of: name) != nil || open.contains { $0.key.hasSameBytes(as: name) }
    }

    mutating func state(_ name: String, _ value: Value) {
        known[name] = value
        open.removeAll { $0.key.hasSameBytes(as: name) }
    }

    var all: Attributes {
        var all: Attributes = known.mapValues { .known($0) }
        for entry in open { all[entry.key] = entry.value }
        return all
    }

    /// Sorted.
    var names: [String] { open.isEmpty ? known.keys : all.keys }
}

/// A resource with its known attributes by themselves, for those that are made after it.
struct BuiltResource {
    let resource: Resource
    let known: Fields<Value>
    let areAllKnown: Bool
    let source: ResourceSource
}

extension [Address] {
    /// Sorted, each once.
    func sortedOnce() -> [Address] { count > 1 ? Set(self).sorted() : self }
}

/// The addresses that a resource may be recorded at from before a rename, a transfer or a merger.
enum FormerAddresses {
    static func addresses(
        of resource: CompiledResource, key: String?, _ subscription: Subscription,
        _ catalog: Catalog
    ) -> [Address] {
        let department = subscription.department.value
        let id = subscription.head.id.value
        let renamed = resource.source.formerly.map(\.value)
        let own = subscription.links.formerly.map(\.value)
        let departments = catalog.departments[department]?.formerly ?? []
        guard !renamed.isEmpty || !own.isEmpty || !departments.isEmpty else { return [] }
        let paths = own.isEmpty ? departments.map { "\($0.value)/\(id)" } : own
        let suffix = key.map { "[\($0)]" } ?? ""
        let names = [resource.name] + renamed
        var addresses = renamed.map { Address("\(department)/\(id)/\($0)\(suffix)") }
        for path in paths {
            addresses += names.map { Address("\(path)/\($0)\(suffix)") }
        }
        return addresses
    }
}
