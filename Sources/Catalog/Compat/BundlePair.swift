// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// A bundle in two revisions, and what it gave in the old one: what every department of some sort has without asking.
struct BundlePair {
    let old: Bundle
    /// Nil where it is gone.
    let new: Bundle?
    let files: [CatalogFile]

    /// `subscriptions` are all of the old revision.
    func brokenPromises(_ subscriptions: [Subscription]) -> [BrokenPromise] {
        let id = old.head.id.value
        let given = subscriptions.filter { $0.cause == .bundle(id) }
        let node = new?.head.node(in: files)
        return old.items.compactMap { item in
            let users = given.filter { $0.service.value.hasSameBytes(as: item.service.value) }
            guard let (words, hits) = loss(of: item, users) else { return nil }
            return BrokenPromise(
                rule: .baselineChanged, service: item.service.value, message: words,
                place: node.flatMap { new?.head.place($0.span(along: ["services"])) }, hits: hits)
        }
    }

    private func loss(of item: Bundle.Item, _ users: [Subscription]) -> (String, [Subscription])? {
        let name = "bundle `\(old.head.id.value)`"
        guard let new else { return ("\(name), which gave it to departments, is gone", users) }
        let now = new.items.first { $0.service.value.hasSameBytes(as: item.service.value) }
        guard let now else { return ("\(name) no longer gives it to departments", users) }
        guard now.tier.value.hasSameBytes(as: item.tier.value) else {
            return (
                "\(name) gives tier `\(now.tier.value)` now and gave `\(item.tier.value)`", users
            )
        }
        let departments = new.departments.map(\.value)
        guard !departments.isEmpty else { return nil }
        let left = users.filter { !departments.contains($0.department.value) }
        return left.isEmpty ? nil : ("\(name) no longer gives it to all departments", left)
    }
}
