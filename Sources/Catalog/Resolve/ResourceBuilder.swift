// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
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

    mutating func build(
        _ scope: inout EvaluationScope, _ request: ResolveRequest,
        _ schemas: inout AttributeSchemas
    ) -> LocatedResource? {
        guard var attributes = stated(&scope) else { return nil }
        overrideNames(&attributes, scope)
        let stated = attributes.keys
        for schema in resource.type.attributes {
            guard schema.role == .input, let value = schema.defaultValue,
                attributes[schema.name] == nil
            else { continue }
            attributes[schema.name] = .known(value)
        }
        guard check(attributes, &scope, &schemas) else { return nil }
        let normal = normalised(&attributes)
        guard checkWhole(normal, &scope) else { return nil }
        return LocatedResource(
            resource: made(attributes, normal, stated, scope, request), place: place(scope),
            subscription: scope.subscription.head.idPlace)
    }

    private func place(_ scope: EvaluationScope) -> Diagnostic.Place {
        scope.template.template.head.place(resource.source.name.span)
    }

    /// Where an attribute is stated: in the subscription's `names`, else in the template.
    private func place(of attribute: String, _ scope: EvaluationScope) -> Diagnostic.Place {
        if let stated = scope.subscription.links.name(of: attribute, at: address) {
            return scope.subscription.head.place(stated.span)
        }
        guard let stated = resource.source.attributes?.child(attribute) else {
            return place(scope)
        }
        return scope.template.template.head.place(stated.span)
    }

    // MARK: Attributes

    private func stated(_ scope: inout EvaluationScope) -> Attributes? {
        var attributes: [(String, AttributeValue)] = []
        attributes.reserveCapacity(resource.attributes.count + 4)
        for attribute in resource.attributes {
            guard let value = scope.evaluate(attribute.value, for: attribute.name) else {
                return nil
            }
            attributes.append((attribute.name, value))
        }
        for (attribute, document) in resource.documents {
            guard let text = render(document, &scope) else { return nil }
            attributes.append((attribute, .known(.string(text))))
        }
        return Attributes(attributes)
    }

    private func render(
        _ document: RenderableDocument, _ scope: inout EvaluationScope
    ) -> String? {
        var variables = Fields(scope.values.map { ($0.name, $0.value) })
        variables["resources"] = .object(scope.plainResources)
        switch document.render(variables) {
        case .success(let text): return text
        case .failure(let missing):
            let names = missing.names.map { "`\($0)`" }.joined(separator: ", ")
            scope.report(
                .badDocument,
                "`templates/files/\(document.name)` names \(names), which nothing has",
                at: place(scope))
            return nil
        }
    }

    /// `names: {role: {name: ais_permits_app}}`: legacy names, and moves that keep an object. An entry of one
    /// key of a `for_each`, `role[key]`, beats that of all.
    private func overrideNames(_ attributes: inout Attributes, _ scope: EvaluationScope) {
        guard let names = scope.subscription.links.names else { return }
        for entry in [resource.name, String(address.resource)] {
            for (name, value) in names.entry(entry)?.value.value.object ?? [:] {
                attributes[name] = .known(value)
            }
        }
    }

    private func check(
        _ attributes: Attributes, _ scope: inout EvaluationScope, _ schemas: inout AttributeSchemas
    ) -> Bool {
        var isRight = true
        for attribute in attributes {
            guard case .known(let value) = attribute.value else { continue }
            guard let schema = resource.type.attribute(attribute.key), schema.role == .input else {
                scope.report(
                    .unknownAttribute,
                    "`names` states `\(attribute.key)`, which type `\(resource.type.name)` does not take",
                    at: place(of: attribute.key, scope))
                isRight = false
                continue
            }
            let compiled = schemas.schema(of: schema, in: resource.type)
            if compiled.isValid(value) { continue }
            for violation in compiled.validate(value) {
                scope.report(
                    .badAttribute, "`\(attribute.key)` of \(address): \(violation.message)",
                    at: place(of: attribute.key, scope))
            }
            isRight = false
        }
        return isRight
    }

    /// Derives and normalises what is known, and keeps what is pending or secret beside it.
    private func normalised(_ attributes: inout Attributes) -> Fields<Value> {
        let functions = resource.type.functions
        let derived = functions.derive(attributes.known, target.settings)
        let normal = functions.normalise(derived, target.settings)
        let others = attributes.filter { $0.value.known == nil }
        var all: [(String, AttributeValue)] = normal.map { ($0.key, .known($0.value)) }
        for entry in others { all.append((entry.key, entry.value)) }
        attributes = Attributes(all)
        return normal
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
        _ attributes: Attributes, _ normal: Fields<Value>, _ stated: [String],
        _ scope: EvaluationScope, _ request: ResolveRequest
    ) -> Resource {
        let subscription = scope.subscription
        let dependsOn =
            resource.dependsOn.flatMap { scope.addresses[$0] ?? [] }
            + resource.uses.flatMap { scope.uses[$0]?.dependsOn ?? [] }
        return Resource(
            address: address,
            object: Resource.Object(
                type: resource.type.name, target: target.name,
                identity: resource.type.functions.identity(normal, target.settings)),
            content: Resource.Content(attributes: attributes, stated: stated),
            policy: Resource.RemovalPolicy(
                onRemoval: subscription.keeping.onRemoval ?? resource.onRemoval,
                isProtected: subscription.keeping.isProtected),
            links: Resource.Links(
                dependsOn: dependsOn.count > 1 ? Array(Set(dependsOn)).sorted() : dependsOn,
                formerly: FormerAddresses.addresses(
                    of: resource, key: key, subscription, request.catalog)),
            origin: Origin(
                department: subscription.department.value,
                subscription: subscription.head.id.value, service: subscription.service.value,
                tier: subscription.tier.value, template: scope.template.template.head.id.value,
                sourceFile: subscription.head.file))
    }
}

/// The compiled schemas of attributes, each made once.
struct AttributeSchemas {
    private var schemas: [String: JSONSchema] = [:]

    mutating func schema(of attribute: AttributeSchema, in type: ResourceType) -> JSONSchema {
        let name = "\(type.name).\(attribute.name)"
        if let schema = schemas[name] { return schema }
        guard case .success(let schema) = JSONSchema.compile(attribute.schema, options: .init())
        else { preconditionFailure("the schema of \(name) is none; this is a bug in burnham") }
        schemas[name] = schema
        return schema
    }
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
