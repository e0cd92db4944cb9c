// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

extension Resolution {
    /// The terms of every subscription that has some: what a `CostComparison` takes of a catalog. Two catalogs that
    /// are resolved for one environment are compared by them.
    package var agreedTerms: [Tenure.Subject: Terms] {
        var agreed: [Tenure.Subject: Terms] = [:]
        for (subscription, terms) in terms {
            guard let terms, !terms.isEmpty else { continue }
            agreed[
                Tenure.Subject(
                    path: subscription.path, department: subscription.department.value,
                    service: subscription.service.value)] = terms
        }
        return agreed
    }
}
