// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

extension TargetReader {
    /// As `check`, for types whose forms need every required attribute and default: an operation of which
    /// something is still unknown can't be checked, nor be counted on by those after it.
    package func checkKnown<Form: TargetForm>(
        _ operations: OperationSeries, types: [ResourceType],
        opening open: (MarksRegistry) throws(ProviderFailure) -> Form
    ) -> [CheckResult] {
        let results = check(operations, opening: open) { operation in
            let type = types.first { $0.name == operation.type }
            return type.map { operation.isKnown(as: $0) } ?? true
        }
        guard results.contains(.notCheckable) else { return results }
        return results.map { $0 == .checked ? .checked : .notCheckable }
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
