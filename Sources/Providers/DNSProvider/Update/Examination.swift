// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

extension UpdateTarget {
    /// What `doctor` says: by transfers, which write nothing, and by updates that hold no change.
    var findings: [TargetFinding] {
        get throws(ProviderFailure) {
            let images = session.images(of: settings.zones)
            var findings: [TargetFinding] = []
            for zone in settings.zones {
                findings.append(Self.transfer(of: zone, images[zone]))
                findings.append(try update(of: zone))
            }
            return [version] + findings + clock
        }
    }

    /// Some servers keep it to themselves, and some do not sign it.
    private var version: TargetFinding {
        guard let answer = try? session.answer(to: .version), answer.code == .done,
            let record = answer.records.first,
            let text = try? RecordWire.read(.txt, record.data[...])
        else { return TargetFinding("version", isWell: true, "the server does not tell") }
        return TargetFinding("version", isWell: true, text.catalogText)
    }

    private static func transfer(
        of zone: DomainName, _ image: Result<ZoneImage, ProviderFailure>?
    ) -> TargetFinding {
        let subject = "transfer of \(zone)"
        switch image {
        case .success(let image):
            return TargetFinding(subject, isWell: true, "\(image.names.count) names")
        case .failure(let failure): return TargetFinding(subject, isWell: false, failure.words)
        case nil: return TargetFinding(subject, isWell: false, "not read")
        }
    }

    private func update(of zone: DomainName) throws(ProviderFailure) -> TargetFinding {
        let (subject, request) = ("update of \(zone)", ServerRequest.update(of: zone))
        do throws(ProviderFailure) {
            let code = try session.answer(to: request).code
            guard code == .done else { throw code.failure(request.subject) }
            return TargetFinding(subject, isWell: true, "taken")
        } catch {
            guard error.kind == .denied || error.kind == .rejected else { throw error }
            return TargetFinding(subject, isWell: false, error.words)
        }
    }

    private var clock: [TargetFinding] {
        guard let skew = session.clockSkewSeconds else { return [] }
        let words = skew == 0 ? "as here" : "\(abs(skew)) seconds \(skew > 0 ? "ahead" : "behind")"
        return [TargetFinding("clock", isWell: abs(skew) <= Self.clockSkewMax, words)]
    }

    /// Signatures are taken up to five minutes apart; half of it is a warning in time.
    private static let clockSkewMax: Int64 = 150
}
