// SPDX-License-Identifier: Apache-2.0
// Loaded into the program by a test (LD_PRELOAD). Counts the calls by which a process makes its work durable or
// visible to others, and ends it with a real SIGKILL just before one of them:
//   KILL_AT_CALL=N      the Nth such call is never made
//   COUNT_CALLS_IN=FILE where nothing killed it, the number of calls is written there at the end
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

static atomic_long calls;

static void count(void) {
    static atomic_long limit;
    if (atomic_load(&limit) == 0) {
        const char *text = getenv("KILL_AT_CALL");
        atomic_store(&limit, text ? atol(text) : -1);
    }
    if (atomic_fetch_add(&calls, 1) + 1 == atomic_load(&limit)) raise(SIGKILL);
}

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("COUNT_CALLS_IN");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", atomic_load(&calls));
    fclose(file);
}

#define COUNTED(result, name, parameters, arguments)                              \
    result name parameters {                                                      \
        static result(*next) parameters;                                          \
        if (!next) next = (result(*) parameters)dlsym(RTLD_NEXT, #name);          \
        count();                                                                  \
        return next arguments;                                                    \
    }

COUNTED(int, fsync, (int file), (file))
COUNTED(int, fdatasync, (int file), (file))
COUNTED(int, renameat, (int from, const char *name, int to, const char *other), (from, name, to, other))
COUNTED(int, mkdirat, (int folder, const char *name, mode_t mode), (folder, name, mode))
COUNTED(int, unlinkat, (int folder, const char *name, int flags), (folder, name, flags))
COUNTED(ssize_t, pwrite64, (int file, const void *bytes, size_t size, off64_t place), (file, bytes, size, place))
