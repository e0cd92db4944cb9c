// SPDX-License-Identifier: Apache-2.0
// Writes again, below another folder, each file named on standard input (relative to the first argument): temporary
// file, fsync, rename, and the folder synced at the end of each folder's run. The bar for an apply of documents.
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(const char *what) { perror(what); return 1; }

static void make_folders(char *path) {
    for (char *slash = path + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = 0;
        mkdir(path, 0755);
        *slash = '/';
    }
}

static int sync_folder(const char *folder) {
    int handle = open(folder, O_RDONLY | O_DIRECTORY);
    if (handle < 0 || fsync(handle)) return fail(folder);
    return close(handle);
}

int main(int count, char **arguments) {
    static char name[PATH_MAX], from[PATH_MAX * 2], to[PATH_MAX * 2], temporary[PATH_MAX * 3];
    static char folder[PATH_MAX * 2], last[PATH_MAX * 2], bytes[1 << 20];
    if (count != 3) return 64;
    while (fgets(name, sizeof name, stdin)) {
        name[strcspn(name, "\n")] = 0;
        snprintf(from, sizeof from, "%s/%s", arguments[1], name);
        snprintf(to, sizeof to, "%s/%s", arguments[2], name);
        snprintf(temporary, sizeof temporary, "%s.temporary", to);
        strcpy(folder, to);
        *strrchr(folder, '/') = 0;
        if (strcmp(folder, last)) {
            if (*last && sync_folder(last)) return 1;
            make_folders(to);
            strcpy(last, folder);
        }
        int source = open(from, O_RDONLY);
        if (source < 0) return fail(from);
        ssize_t size = read(source, bytes, sizeof bytes);
        close(source);
        int handle = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0644);
        if (handle < 0 || write(handle, bytes, size) != size || fsync(handle)) return fail(temporary);
        close(handle);
        if (rename(temporary, to)) return fail(to);
    }
    return *last ? sync_folder(last) : 0;
}
