// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The first thing that a program is told, and what it says of itself.
struct WireGreeting {
    let document: ProviderDocument
    let place: TargetPlace

    var call: ProgramCall {
        ProgramCall(
            .initialize,
            [
                "protocol": .int(DocumentForm.version), "target": .string(place.name),
                "settings": place.settings,
                "connection": ProgramConnection.own(place.connection.values),
                "credentials": .object(WireRequest.secrets(place.connection.credentials)),
                "limits": [
                    "batch_size": .int(Int64(place.limits.batchSize)),
                    "timeout_seconds": .int(Int64(place.limits.timeoutSeconds)),
                ],
            ])
    }

    /// `{"protocol": 1, "provider": "mailbox", "types": {"mail.mailbox": 1}}`: a program of another version than the
    /// document may mean other things by the same words.
    func check(_ reader: WireReader) throws(WireProblem) {
        try reader.require(only: ["protocol", "provider", "types"])
        let version = try reader.member("protocol")
        guard try version.number() == DocumentForm.version else {
            throw version.problem("is not \(DocumentForm.version)")
        }
        let name = try reader.member("provider")
        guard try name.text() == document.name else {
            throw name.problem("is not `\(document.name)`, as the document says")
        }
        let types = try reader.member("types")
        let wanted = Fields(
            document.types.map { ($0.type.name, Value.int(Int64($0.type.version))) })
        guard try types.object() == wanted else {
            throw types.problem(
                "is \(CanonicalJSON.text(of: types.value).prefix(500)) and not "
                    + "\(CanonicalJSON.text(of: .object(wanted))), as the document says")
        }
    }
}
