// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Adds the subscriptions that nobody has to ask for: every department's baseline services, under the
/// service's id, and bundles', under `bundle-service`. A clash with a stated one is told of.
enum BaselineExpansion {
    /// The catalog's subscriptions are sorted, before and after.
    static func expand(_ catalog: inout Catalog) -> [Diagnostic] {
        var given: [String: DocumentHead] = [:]
        var diagnostics: [Diagnostic] = []
        var all = catalog.subscriptions
        for added in baselines(catalog) + bundles(catalog) {
            if let first = catalog.subscription(added.path)?.head ?? given[added.path] {
                diagnostics.append(
                    Diagnostic(
                        .clash,
                        "subscription `\(added.path)` is stated and given by `\(added.service.value)` too",
                        at: first.idPlace, help: "another id for the stated one ends the clash"
                    ).relating(added.head.idPlace, "given here"))
            } else {
                given[added.path] = added.head
                all.append(added)
            }
        }
        if !given.isEmpty { catalog.subscriptions = all.sortedByPath() }
        return diagnostics
    }

    private static func baselines(_ catalog: Catalog) -> [Subscription] {
        catalog.services.values.flatMap { service -> [Subscription] in
            guard let baseline = service.baseline, service.lifecycle.state != .retired else {
                return []
            }
            return catalog.departments.values.filter { $0.until == nil }.map { department in
                let id = Located(service.head.id.value, span: baseline.span)
                return subscription(
                    DocumentHead(
                        kind: .subscription, id: id, file: service.head.file, span: baseline.span),
                    cause: .baseline, department: department,
                    item: Bundle.Item(
                        service: Located(service.head.id.value, span: baseline.span),
                        tier: baseline.tier, parameters: baseline.parameters))
            }
        }
    }

    private static func bundles(_ catalog: Catalog) -> [Subscription] {
        catalog.bundles.values.flatMap { bundle -> [Subscription] in
            let named = bundle.departments.compactMap { catalog.departments[$0.value] }
            let departments =
                bundle.departments.isEmpty
                ? catalog.departments.values.filter { $0.until == nil } : named
            return departments.flatMap { department in
                bundle.items.map { item in
                    let id = "\(bundle.head.id.value)-\(item.service.value)"
                    return subscription(
                        DocumentHead(
                            kind: .subscription, id: Located(id, span: item.service.span),
                            file: bundle.head.file, span: bundle.head.span),
                        cause: .bundle(bundle.head.id.value), department: department, item: item)
                }
            }
        }
    }

    private static func subscription(
        _ head: DocumentHead, cause: Subscription.Cause, department: Department, item: Bundle.Item
    ) -> Subscription {
        Subscription(
            head: head, cause: cause,
            asked: Subscription.Asked(
                department: Located(department.head.id.value, span: head.id.span),
                service: item.service, tier: item.tier, parameters: item.parameters, owners: [],
                data: nil),
            keeping: Subscription.Keeping(), links: Subscription.Links(), charges: [])
    }
}
