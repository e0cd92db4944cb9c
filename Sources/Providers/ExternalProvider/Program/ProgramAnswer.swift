// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Reads a response object of JSON-RPC 2.0, section 5, strictly.
enum ProgramAnswer {
    private static let membersKnown: Set = ["jsonrpc", "id", "result", "error"]

    /// What the program answered to the request with this id: a result, or its own no.
    static func read(
        _ line: [UInt8], id: Int64
    ) throws(ProgramFault) -> Result<Value, ProviderFailure> {
        let value: Value
        do throws(JSONParser.Failure) {
            value = try JSONParser.parse(line)
        } catch {
            throw .breach("its answer is no JSON: \(error.message) at byte \(error.offset)")
        }
        guard let answer = value.object, answer["jsonrpc"] == "2.0" else {
            throw .breach("its answer is no response of JSON-RPC 2.0")
        }
        if let unknown = answer.keys.first(where: { !membersKnown.contains($0) }) {
            throw .breach("its answer has a member `\(unknown.prefix(100))`")
        }
        guard answer["id"] == .int(id) else {
            let given = answer["id"].map(CanonicalJSON.text) ?? "missing"
            throw .breach("its answer's `id` is \(given.prefix(100)) and not \(id)")
        }
        switch (answer["result"], answer["error"]) {
        case (let result?, nil): return .success(result)
        case (nil, let error?): return .failure(try failure(error))
        default: throw .breach("its answer has not one of `result` and `error`")
        }
    }

    /// An error object, whose `data` may be a failure without its words.
    private static func failure(_ error: Value) throws(ProgramFault) -> ProviderFailure {
        guard let words = error["message"]?.string, error["code"]?.int != nil else {
            throw .breach("its `error` has no `code` and `message`")
        }
        guard let data = error["data"] else { return ProviderFailure(.unreachable, words) }
        var stated = data.object ?? [:]
        stated["words"] = .string(words)
        do throws(WireProblem) {
            return try WireFailure.read(WireReader(.object(stated), at: "error.data"))
        } catch {
            throw .breach(error.words)
        }
    }
}
