// SPDX-License-Identifier: Apache-2.0
// Builds the tree of RFC 6962, section 2.1, over a store's entries in memory, several times: the bar for a verify.
// `leaves`: over the leaves as they are. `parts`: with the digest of every part, which the leaves commit to.
// It calls SHA-256 itself, as burnham does, and not through libcrypto's slower frame for all algorithms (EVP).
// Reading the store is not timed. Prints the number of entries, the seconds of the fastest time, the root.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    unsigned char *bytes;
    size_t size;
} Blob;

typedef struct {
    Blob leaf, parts[6];
} Entry;

static void digest(const unsigned char *bytes, size_t size, unsigned char *result) {
    SHA256_CTX state;
    SHA256_Init(&state);
    SHA256_Update(&state, bytes, size);
    SHA256_Final(result, &state);
}

// A copy behind `prefix`, which is no byte where it is negative. Null stays null.
static Blob blob(sqlite3_stmt *row, int column, int prefix) {
    size_t size = sqlite3_column_bytes(row, column), start = prefix >= 0;
    Blob blob = {NULL, size + start};
    if (sqlite3_column_type(row, column) == SQLITE_NULL) return blob;
    blob.bytes = malloc(size + start + 1);
    if (start) blob.bytes[0] = prefix;
    memcpy(blob.bytes + start, sqlite3_column_blob(row, column), size);
    return blob;
}

static Entry *read_entries(const char *path, unsigned long *count) {
    sqlite3 *store;
    sqlite3_stmt *rows;
    Entry *entries = NULL;
    if (sqlite3_open_v2(path, &store, SQLITE_OPEN_READONLY, NULL) ||
        sqlite3_prepare_v2(store, "SELECT leaf, run, state, what, place, who, why FROM entries LEFT JOIN parts "
                                  "USING (entry) ORDER BY entry", -1, &rows, NULL)) {
        fprintf(stderr, "%s: %s\n", path, sqlite3_errmsg(store));
        exit(1);
    }
    for (*count = 0; sqlite3_step(rows) == SQLITE_ROW; ++*count) {
        if ((*count & (*count - 1)) == 0) entries = realloc(entries, (*count ? *count * 2 : 1) * sizeof *entries);
        entries[*count].leaf = blob(rows, 0, 0);
        for (int part = 0; part < 6; part++) entries[*count].parts[part] = blob(rows, part + 1, -1);
    }
    return entries;
}

static void build(const Entry *entries, unsigned long count, int with_parts, unsigned char *root) {
    unsigned char stack[64][32], commitment[32], node[65] = {1};
    int depth = 0;
    for (unsigned long number = 0; number < count; number++) {
        const Entry *entry = entries + number;
        for (int part = 0; with_parts && part < 6; part++)
            if (entry->parts[part].bytes) digest(entry->parts[part].bytes, entry->parts[part].size, commitment);
        digest(entry->leaf.bytes, entry->leaf.size, stack[depth++]);
        for (unsigned long pairs = number + 1; pairs % 2 == 0 || (number + 1 == count && depth > 1); pairs /= 2) {
            memcpy(node + 1, stack[depth - 2], 64);
            digest(node, 65, stack[--depth - 1]);
        }
    }
    memcpy(root, stack[0], 32);
}

int main(int arguments, char **values) {
    if (arguments != 3 || (strcmp(values[2], "leaves") && strcmp(values[2], "parts"))) return 64;
    unsigned long count;
    unsigned char root[32];
    double fastest = 1e9;
    Entry *entries = read_entries(values[1], &count);
    if (count == 0) return 1;
    for (int time = 0; time < 7; time++) {
        struct timespec start, end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        build(entries, count, values[2][0] == 'p', root);
        clock_gettime(CLOCK_MONOTONIC, &end);
        double seconds = end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9;
        if (seconds < fastest) fastest = seconds;
    }
    printf("%lu %.6f ", count, fastest);
    for (int byte = 0; byte < 32; byte++) printf("%02x", root[byte]);
    printf("\n");
}
