// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

@testable import DNSProvider

extension DNSServer {
    /// Makes all zones as they were at first. Not by the server's tools, which take longer than most tests.
    func reset() throws {
        let place = TargetPlace(
            name: "reset", settings: UpdateContract.settings(.store), connection: connection(),
            limits: TargetLimits(timeoutSeconds: 10), folder: folder, registryFolder: folder)
        let target = try UpdateTarget(place)
        let images = target.session.images(of: target.settings.zones)
        for zone in target.settings.zones {
            guard let image = try images[zone]?.get() else { continue }
            let wanted = try Self.image(of: zone)
            if image.isSame(as: wanted) { continue }
            var updates = image.updates(to: wanted)[...]
            while !updates.isEmpty {
                let code = try target.session.answer(
                    to: .update(of: zone, updates: Array(updates.prefix(Self.updatesMax)))
                ).code
                guard code == .done else { throw ServerFailure("reset: \(code)") }
                updates = updates.dropFirst(Self.updatesMax)
            }
        }
    }

    /// As many fit into one message whatever their names are.
    private static let updatesMax = 200

    private static func image(of zone: DomainName) throws -> ZoneImage {
        let file = try ZoneParser.read(Array(text(of: zone.text).utf8), zone: zone)
        var image = ZoneImage(zone)
        for name in file.sets.keys {
            for kind in [RecordKind.a, .ns] {
                guard let set = file.set(name, kind) else { continue }
                image.put(StoredSet(set, kind), at: name, kind.number)
            }
        }
        return image
    }
}

extension ZoneImage {
    fileprivate func isSame(as other: ZoneImage) -> Bool {
        Set(names) == Set(other.names)
            && names.allSatisfy { name in
                sets(at: name).count == other.sets(at: name).count
                    && sets(at: name).allSatisfy {
                        StoredSet.areSame($0, other.set(name, $0.type), at: name)
                    }
            }
    }

    /// A zone's own name servers can't all be taken away.
    fileprivate func updates(to other: ZoneImage) -> [WireRecord] {
        let clear = names.map {
            WireRecord($0, type: WireCode.anyType, class: WireCode.anyClass)
        }
        let add = other.names.flatMap { name in
            other.sets(at: name).flatMap { set in
                set.data.map { WireRecord(name, type: set.type, ttl: set.ttl, data: $0) }
            }
        }
        let servers = SetChange(
            name: zone, type: RecordKind.ns.number, in: self,
            after: other.set(zone, RecordKind.ns.number))
        return clear + add + servers.updates(in: zone)
    }
}
