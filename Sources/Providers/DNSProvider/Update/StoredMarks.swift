// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles

/// The marks registry of a target while a batch is written. It is saved with the marks of what is to be made before
/// anything is sent, and without the marks of what is gone after all was answered, so that whatever a crash leaves
/// on the server has its mark.
struct StoredMarks {
    private let file: MarksFile
    private var saved: MarksRegistry

    init(in place: TargetPlace) throws(ProviderFailure) {
        file = MarksFile(in: place)
        saved = try file.load()
    }

    /// As they are on disk.
    var all: MarksRegistry { saved }

    mutating func announce(_ changes: [RecordChange]) throws(ProviderFailure) {
        var both = saved
        for change in changes where change.isMarked { both[change.place.markKey] = change.mark }
        try save(both)
    }

    mutating func save(_ marks: MarksRegistry) throws(ProviderFailure) {
        if marks == saved { return }
        try file.save(marks)
        saved = marks
    }
}
