// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// A target as it is opened for one call: its zones, and a session with their server.
struct UpdateTarget {
    let place: TargetPlace
    let settings: UpdateSettings
    let session: ServerSession

    init(_ place: TargetPlace) throws(ProviderFailure) {
        self.place = place
        settings = try UpdateSettings(place.settings)
        session = ServerSession(try NameServer(place))
    }
}

extension ServerSession {
    /// Each zone by a transfer of its own.
    func images(
        of zones: some Collection<DomainName>
    ) -> [DomainName: Result<ZoneImage, ProviderFailure>] {
        let zones = Array(zones)
        let transfers = answers(
            to: zones.map(ServerRequest.transfer), by: zones.map(ZoneTransfer.init))
        return Dictionary(
            uniqueKeysWithValues: zip(zones, transfers.map { $0.map(\.image) }))
    }
}
