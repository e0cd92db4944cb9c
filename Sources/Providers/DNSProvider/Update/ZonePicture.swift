// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// What a target's zones hold and whose it is, as read at one time. It asks no server and writes nothing.
struct ZonePicture: Sendable {
    let settings: UpdateSettings
    /// Of the zones that were asked for.
    var images: [DomainName: Result<ZoneImage, ProviderFailure>] = [:]
    /// Under `ownership: store`; else empty.
    var marks = MarksRegistry()

    init(_ settings: UpdateSettings) { self.settings = settings }

    func image(of zone: DomainName) throws(ProviderFailure) -> ZoneImage {
        guard let image = images[zone] else {
            preconditionFailure("the zone `\(zone)` was not read; this is a bug in burnham")
        }
        return try image.get()
    }

    func presence(of identity: String) -> Presence {
        do throws(ProviderFailure) {
            return try presence(at: try settings.place(of: identity))
        } catch {
            return .unreadable(error)
        }
    }

    func presence(at place: RecordPlace) throws(ProviderFailure) -> Presence {
        let image = try image(of: place.zone)
        guard let set = image.set(place.name, place.kind.number) else { return .absent }
        let attributes = RecordType.attributes(
            place.name, place.kind, try set.recordSet(place.kind, at: place.name))
        return .present(
            ObservedObject(attributes: attributes, mark: try mark(of: place, in: image)))
    }

    private func mark(
        of place: RecordPlace, in image: ZoneImage
    ) throws(ProviderFailure) -> Mark? {
        switch settings.ownership {
        case .store: return marks[place.markKey]
        case .txt:
            guard let name = OwnershipRecord.name(of: place.name, place.kind),
                let set = image.set(name, OwnershipRecord.type)
            else { return nil }
            return try OwnershipRecord.mark(in: set, at: name)
        }
    }

    /// What one store owns and nobody asked for. Of zones that can't be read nothing is known.
    func unasked(of lineage: String, besides items: [ObserveItem]) -> [MarkedObject] {
        let places = markedPlaces(of: lineage)
        if places.isEmpty { return [] }
        let asked = Set(items.map { MarkKey(type: $0.type, identity: $0.identity) })
        return places.compactMap { place in
            guard !asked.contains(place.markKey),
                case .present(let object) = try? presence(at: place), let mark = object.mark,
                mark.lineage.hasSameBytes(as: lineage)
            else { return nil }
            return MarkedObject(type: RecordType.name, identity: place.identity, mark: mark)
        }.sorted { $0.identity.precedesByBytes($1.identity) }
    }

    private func markedPlaces(of lineage: String) -> [RecordPlace] {
        switch settings.ownership {
        case .store:
            marks.keys(of: lineage).compactMap { try? settings.place(of: $0.identity) }
        case .txt: registeredPlaces
        }
    }

    private var readableImages: [ZoneImage] { images.values.compactMap { try? $0.get() } }

    private var registeredPlaces: [RecordPlace] {
        readableImages.flatMap { image in
            image.names.compactMap { name in
                OwnershipRecord.subject(of: name).map {
                    RecordPlace(zone: image.zone, name: $0.0, kind: $0.1)
                }
            }
        }
    }

    /// Every record set of a managed type, but for the zones' own name servers and what only says whose others are.
    func listed() throws(ProviderFailure) -> [ListedObject] {
        var listed: [ListedObject] = []
        for image in readableImages {
            for name in image.names where !isOfRegistry(name) {
                for kind in image.sets(at: name).compactMap({ RecordKind(number: $0.type) }) {
                    let place = RecordPlace(zone: image.zone, name: name, kind: kind)
                    guard !place.isOfTheZone, case .present(let object) = try presence(at: place)
                    else { continue }
                    listed.append(
                        ListedObject(
                            type: RecordType.name, identity: place.identity, object: object))
                }
            }
        }
        return listed.sorted { $0.identity.precedesByBytes($1.identity) }
    }

    private func isOfRegistry(_ name: DomainName) -> Bool {
        settings.ownership == .txt && OwnershipRecord.isName(name)
    }
}

extension RecordPlace {
    var identity: String { "\(name.text) \(kind.rawValue)" }
    var markKey: MarkKey { MarkKey(type: RecordType.name, identity: identity) }
}
