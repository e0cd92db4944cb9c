// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// One mistake of a template shows in every subscription that uses it. It is said once, with how often it shows.
enum RepeatedDiagnostics {
    private struct Spot: Hashable {
        let code: String
        let place: Diagnostic.Place
    }

    /// A template's are those in the files of the catalog's templates; the order is kept.
    static func said(once diagnostics: [Diagnostic], in catalog: Catalog) -> [Diagnostic] {
        let templates = Set(catalog.templates.values.map(\.head.file))
        var result: [Diagnostic] = []
        var first: [Spot: Int] = [:]
        var counts: [Int: Int] = [:]
        for diagnostic in diagnostics {
            guard let place = diagnostic.place, templates.contains(place.file) else {
                result.append(diagnostic)
                continue
            }
            let spot = Spot(code: diagnostic.code, place: place)
            if let index = first[spot] {
                counts[index, default: 0] += 1
            } else {
                first[spot] = result.count
                result.append(diagnostic)
            }
        }
        for (index, count) in counts {
            result[index].notes.append("the same \(count == 1 ? "once" : "\(count) times") more")
        }
        return result
    }
}
