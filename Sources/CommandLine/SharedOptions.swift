// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import Foundation

/// Options that mean the same in every command that reads a catalog.
struct CatalogOptions: ParsableArguments {
    @Option(
        name: [.customShort("C"), .customLong("root")],
        help: ArgumentHelp(
            "A root: a folder with catalog/ and templates/. Looked for upwards from here; repeatable.",
            valueName: "dir"))
    var roots: [String] = []

    @OptionGroup var view: ViewOptions
}

/// How results look.
struct ViewOptions: ParsableArguments {
    @Flag(help: "Numbered lines, no cursor movement, no colour: for screen readers.")
    var plain = false

    @Flag(
        name: .customLong("no-color"), help: "No colour. NO_COLOR in the environment says the same."
    )
    var noColor = false

    var console: Console { Console(plain: plain, noColor: noColor) }
}

/// Options of commands that look at one environment.
struct EnvironmentOptions: ParsableArguments {
    @OptionGroup var catalog: CatalogOptions

    @Option(help: .environment)
    var environment: String?

    @Option(
        help: ArgumentHelp(
            "Only this department; repeatable.", valueName: "id"))
    var department: [String] = []

    @Option(help: .siteFile)
    var site: String?

    var departments: Set<String>? { department.isEmpty ? nil : Set(department) }

    var view: ViewOptions { catalog.view }
}

/// Options of commands that look at one environment as a whole: pools and books are shared by all departments.
struct WholeEnvironmentOptions: ParsableArguments {
    @OptionGroup var catalog: CatalogOptions

    @Option(help: .environment)
    var environment: String?

    @Option(help: .siteFile)
    var site: String?

    var ofAllDepartments: EnvironmentOptions {
        var options = EnvironmentOptions()
        options.catalog = catalog
        options.environment = environment
        options.department = []
        options.site = site
        return options
    }

    var view: ViewOptions { catalog.view }
}

extension ArgumentHelp {
    fileprivate static let environment = ArgumentHelp(
        "The environment; else BURNHAM_ENVIRONMENT, else the city's default.", valueName: "id")

    fileprivate static let siteFile = ArgumentHelp(
        "The site file: endpoints, credentials, checkpoint sinks. Else BURNHAM_SITE, else /etc/burnham/site.yaml.",
        valueName: "file")
}

/// `--now` of commands that only read.
struct ClockOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take this for the time: 2026-11-22T14:02:00Z, or a date.", valueName: "time"))
    var now: InstantArgument?

    var instant: Instant { now?.instant ?? SystemClock.now() }
}

struct InstantArgument: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        if let instant = Instant(argument) {
            self.instant = instant
        } else if let day = CalendarDate(argument) {
            instant = Instant(seconds: day.daysSinceEpoch * 86_400)
        } else {
            return nil
        }
    }
}

/// The machine's clock, read here and nowhere else.
enum SystemClock {
    static func now() -> Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// Today in a city's zone.
    static func day(of instant: Instant, in timeZone: String) -> CalendarDate {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        let offset = Int64(zone.secondsFromGMT(for: date))
        return instant.advanced(bySeconds: offset).day
    }
}

/// The forms of what is no plan.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
}
