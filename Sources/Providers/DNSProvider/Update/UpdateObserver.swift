// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ParallelWork
import TargetFiles
import Values

/// Reads the zones of a target, each whole, by one transfer for a whole question. What a wildcard, an alias or a
/// delegation makes of a name when it is asked for does not show in a transfer, so what is seen is what is there.
struct UpdateObserver: Lister {
    private static let attemptsMax = 4
    /// Fewer items are looked up sooner than threads are started.
    private static let apartMin = 1000
    private let place: TargetPlace

    init(_ place: TargetPlace) { self.place = place }

    func observe(
        _ items: [ObserveItem], lineage: String
    ) async throws(ProviderFailure) -> Observations {
        let picture = try picture(of: try UpdateTarget(place))
        return Observations(
            presences: SlicedWork.map(items, sliceCountMin: Self.apartMin) { slice in
                slice.map { picture.presence(of: $0.identity) }
            },
            unasked: picture.unasked(of: lineage, besides: items))
    }

    /// Reads again where the marks changed meanwhile, so that an object and its mark are of one time.
    private func picture(of target: UpdateTarget) throws(ProviderFailure) -> ZonePicture {
        var picture = ZonePicture(target.settings)
        guard target.settings.ownership == .store else {
            picture.images = try target.readImages(of: target.settings.zones)
            return picture
        }
        let file = MarksFile(in: place)
        for attempt in 1...Self.attemptsMax {
            let stamp = try file.stamp()
            picture.marks = try file.load()
            picture.images = try target.readImages(of: target.settings.zones)
            if try file.stamp() == stamp || attempt == Self.attemptsMax { break }
        }
        return picture
    }

    func list(_ types: Set<String>) async throws(ProviderFailure) -> [ListedObject] {
        guard types.contains(RecordType.name) else { return [] }
        let picture = try picture(of: try UpdateTarget(place))
        for (_, image) in picture.images { _ = try image.get() }
        return try picture.listed()
    }

    /// Applies the operations in memory, in their order, to the zones as they are.
    func check(_ operations: OperationSeries) async -> [CheckResult] {
        do throws(ProviderFailure) {
            let target = try UpdateTarget(place)
            var picture = ZonePicture(target.settings)
            picture.images = try target.readImages(
                of: Set(operations.compactMap { try? target.settings.place(of: $0.identity).zone }))
            return operations.map { Self.check($0, &picture) }
        } catch {
            return operations.all(.refused(error))
        }
    }

    private static func check(_ operation: Operation, _ picture: inout ZonePicture) -> CheckResult {
        let needsValues = operation.kind == .create || operation.kind == .update
        if needsValues && operation.attributes["values"] == nil { return .notCheckable }
        do throws(ProviderFailure) {
            let change = try RecordChange(operation, at: 0, in: picture)
            var image = try picture.image(of: change.place.zone)
            picture.images[change.place.zone] = nil
            change.apply(to: &image)
            picture.images[change.place.zone] = .success(image)
            return .checked
        } catch {
            return .refused(error)
        }
    }

    func examine(at now: Instant) async throws(ProviderFailure) -> [TargetFinding] {
        try UpdateTarget(place).findings
    }
}

extension UpdateTarget {
    /// Throws where no zone can be read.
    fileprivate func readImages(
        of zones: some Collection<DomainName>
    ) throws(ProviderFailure) -> [DomainName: Result<ZoneImage, ProviderFailure>] {
        let images = session.images(of: zones)
        let failures = images.values.compactMap {
            if case .failure(let failure) = $0 { failure } else { nil }
        }
        if let failure = failures.first, failures.count == images.count { throw failure }
        return images
    }
}
