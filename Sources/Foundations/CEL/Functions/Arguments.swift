// SPDX-License-Identifier: Apache-2.0

/// Arguments of a call by their kinds.
struct Arguments {
    let function: String
    let values: [CELValue]

    func text(_ index: Int) throws(CELError) -> String {
        guard case .string(let text) = values[index] else { throw mismatch }
        return text
    }

    func int(_ index: Int) throws(CELError) -> Int {
        guard case .int(let number) = values[index] else { throw mismatch }
        return Int(number)
    }

    /// A position from 0 to `count`.
    func position(_ index: Int, in text: CodePoints) throws(CELError) -> Int {
        let position = try int(index)
        guard position >= 0, position <= text.count else {
            throw CELError(
                .argument(function: function, reason: "the position is outside the text"))
        }
        return position
    }

    private var mismatch: CELError {
        CELError.mismatch(
            .noMatchingOverload(function: function, arguments: values.map(\.runtimeType.name)),
            values)
    }
}
