// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import Glibc

/// Measures, in one process and over the same bytes in memory, what libyaml alone needs for the events of a
/// catalog, what loading it takes, and what resolving it takes; or what one evaluation of each expression takes. One
/// JSON line a work.
///
/// Usage: burnham-bench FOLDER RUNS < FILES   (FILES: paths below FOLDER, one a line)
///        burnham-bench expressions RUNS
guard CommandLine.arguments.count == 3, let runs = Int(CommandLine.arguments[2]), runs > 0 else {
    print("usage: burnham-bench FOLDER RUNS < FILES\n       burnham-bench expressions RUNS")
    exit(64)
}

if CommandLine.arguments[1] == "expressions" {
    measureExpressions()
} else {
    try measureCatalog(in: CommandLine.arguments[1])
}

func measureExpressions() {
    for expression in MeasuredExpression.all {
        var timing = Timing(expression.name)
        for _ in 0..<runs {
            timing.measure { expression.valueCount(evaluating: 200_000) }
        }
        print(timing.json)
    }
}

func measureCatalog(in folder: String) throws {
    let measured = try MeasuredCatalog(folder: folder, paths: pathsOfStandardInput())
    var (events, load, resolve) = (Timing("events"), Timing("load"), Timing("resolve"))
    for _ in 0..<runs {
        events.measure { measured.eventCount() }
        let loaded = load.measure {
            measured.load()
        } count: {
            $0.catalog.subscriptions.count
        }
        resolve.measure {
            measured.resolve(loaded.catalog)
        } count: {
            $0.resources.count
        }
    }
    for timing in [events, load, resolve] { print(timing.json) }
}
