// SPDX-License-Identifier: Apache-2.0

internal import CLibFuzzer
import Glibc

/// LLVM's fuzzing library. It is given what tests one input, reads its options from the arguments, and does not come
/// back: it ends the process when the time is over or something was found.
package enum LibFuzzer {
    package typealias Test = @convention(c) (_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt

    package static func run(_ test: Test) -> Never {
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(
            withUnsafeMutablePointer(to: &arguments) { pointer in
                pointer.withMemoryRebound(
                    to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1
                ) { LLVMFuzzerRunDriver(&count, $0, test) }
            })
    }
}
