// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

extension TargetReader {
    /// As `check`, for types whose forms need every required attribute and default: an operation of which
    /// something is still unknown can't be checked, nor be counted on by those after it.
    package func checkKnown<Form: TargetForm>(
        _ operations: [Operation], types: [ResourceType],
        opening open: (MarksRegistry) throws(ProviderFailure) -> Form
    ) -> [CheckResult] {
        let areKnown = operations.map { operation in
            let type = types.first { $0.name == operation.type }
            return type.map { operation.isKnown(as: $0) } ?? true
        }
        let known = zip(operations, areKnown).filter(\.1).map(\.0)
        var results = check(known, opening: open).makeIterator()
        return areKnown.map { isKnown in
            guard isKnown, let result = results.next() else { return .notCheckable }
            if case .refused = result, known.count < operations.count { return .notCheckable }
            return result
        }
    }
}

extension Operation {
    fileprivate func isKnown(as type: ResourceType) -> Bool {
        guard kind == .create || kind == .update || kind == .resume else { return true }
        return type.attributes.allSatisfy { attribute in
            let isNeeded = attribute.isRequired || attribute.defaultValue != nil
            return !isNeeded || attribute.isSensitive || attributes[attribute.name] != nil
        }
    }
}
