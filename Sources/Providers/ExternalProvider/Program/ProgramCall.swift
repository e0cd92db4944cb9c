// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One request to a program. There are no others than these.
struct ProgramCall: Sendable {
    enum Method: String, Sendable, CaseIterable {
        /// The provider's document; asked of a program that is not initialised.
        case describe
        /// Once, before all that follow.
        case initialize
        case observe, check, perform, list, examine

        /// Whether asking a second time can do no harm.
        var isRepeatable: Bool { self != .perform }
    }

    let method: Method
    let parameters: Fields<Value>

    init(_ method: Method, _ parameters: Fields<Value> = [:]) {
        self.method = method
        self.parameters = parameters
    }

    /// JSON holds no line end of its own in this form.
    func line(id: Int64) -> [UInt8] {
        let request: Value = [
            "jsonrpc": "2.0", "id": .int(id), "method": .string(method.rawValue),
            "params": .object(parameters),
        ]
        return CanonicalJSON.bytes(of: request) + [UInt8(ascii: "\n")]
    }
}
