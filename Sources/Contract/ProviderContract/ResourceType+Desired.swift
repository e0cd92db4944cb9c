// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

extension ResourceType {
    /// What the engine makes of input attributes: defaults, normalised, derived.
    package func desired(_ inputs: Fields<Value>, _ settings: Value) -> Fields<Value> {
        var attributes = inputs
        for attribute in self.attributes where attribute.role == .input {
            if attributes[attribute.name] == nil {
                attributes[attribute.name] = attribute.defaultValue
            }
        }
        let normalised = functions.normalise(attributes, settings)
        return functions.normalise(functions.derive(normalised, settings), settings)
    }
}
