// SPDX-License-Identifier: Apache-2.0
// What of libFuzzer a program calls that has a main function of its own (LLVM, "Using libFuzzer as a library").
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *start, size_t count));
