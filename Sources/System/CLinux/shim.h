// SPDX-License-Identifier: Apache-2.0
// Calls of the Linux kernel that Swift's Glibc module does not show: they are variadic or GNU only.
#include <linux/fs.h>
#include <linux/openat2.h>
#include <linux/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// openat2(2), Linux 5.6 and later. Never follows a symbolic link, never leaves `directory`.
static inline int linux_open_beneath(int directory, const char *path, int flags) {
    struct open_how how = {
        .flags = (unsigned)flags,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

// renameat2(2) with RENAME_NOREPLACE.
static inline int linux_rename_new(int from, const char *name, int to, const char *new_name) {
    return (int)syscall(SYS_renameat2, from, name, to, new_name, RENAME_NOREPLACE);
}

// prctl(2), PR_SET_NAME, for the calling thread.
static inline int linux_name_thread(const char *name) {
    return (int)syscall(SYS_prctl, PR_SET_NAME, name, 0, 0, 0);
}
