// SPDX-License-Identifier: Apache-2.0

import CEL
import LibFuzzer
import Values

/// Any text as an expression, checked and not: what is wrong lies inside it, what it gives is of the type that was
/// deduced and comes back from its notation, and a second evaluation gives the same.
@main struct CELFuzzing {
    static func main() { LibFuzzer.run(test) }
}

private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let source = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    for isChecking in [true, false] {
        switch environment.compile(source, isChecking: isChecking) {
        case .failure(let issues):
            precondition(issues.all.allSatisfy { $0.range.upperBound <= source.utf8.count })
        case .success(let program):
            evaluate(program)
        }
    }
    return 0
}

private let environment = CELEnvironment(
    container: "a.b",
    declarations: [
        CELDeclaration("i", .int), CELDeclaration("s", .string), CELDeclaration("l", .list(.int)),
        CELDeclaration("m", .map(.string, .dyn)), CELDeclaration("x"),
    ], limits: CELLimits(costMax: 100_000))

private let activation: CELActivation = {
    var activation = CELActivation(environment)
    activation["i"] = .int(7)
    activation["s"] = .string("añ\u{1f600}")
    activation["l"] = CELValue([1, 2, 3])
    activation["m"] = CELValue(["a": 1, "b": ["n": .double(2.5)], "c": .null])
    activation["x"] = CELValue(["k": [true, "text", .null]])
    return activation
}()

private func evaluate(_ program: CELProgram) {
    let first = outcome(program)
    precondition(first == outcome(program))
    guard case .success(let value) = program.evaluate(activation) else { return }
    let deduced = program.resultType.name
    let isOpen = ["dyn", "wrapper"].contains(deduced) || CELNotation.type(deduced) == nil
    let isAbsent = value.runtimeType == .null && program.resultType.takesNull
    precondition(isOpen || isAbsent || deduced == value.runtimeType.name, "\(value) is no \(deduced)")
}

/// What came of it, as text.
private func outcome(_ program: CELProgram) -> String {
    do throws(CELError) {
        let written = try CELNotation.written(program.value(activation), costMax: 100_000)
        let read = CELNotation.value(written)
        precondition(read.flatMap { try? CELNotation.written($0) } == written, "\(written)")
        return CanonicalJSON.text(of: written)
    } catch {
        precondition(error.range.map { $0.upperBound <= program.source.utf8.count } ?? true)
        return error.message
    }
}
