// SPDX-License-Identifier: Apache-2.0
// Builds the tree of RFC 6962, section 2.1, over COUNT entries of BYTES bytes each in memory: the bar for a verify.
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int arguments, char **values) {
    if (arguments != 3) return 64;
    unsigned long count = strtoul(values[1], NULL, 10), size = strtoul(values[2], NULL, 10);
    unsigned char stack[64][32], digest[32], node[65] = {1};
    unsigned char *entry = calloc(1, size + 1);
    int depth = 0;
    EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    for (unsigned long number = 0; number < count; number++) {
        if (size >= sizeof number) memcpy(entry + 1, &number, sizeof number);
        EVP_DigestInit_ex(context, sha256, NULL);
        EVP_DigestUpdate(context, entry, size + 1);
        EVP_DigestFinal_ex(context, digest, NULL);
        memcpy(stack[depth++], digest, 32);
        for (unsigned long pairs = number + 1; pairs % 2 == 0 || (number + 1 == count && depth > 1); pairs /= 2) {
            memcpy(node + 1, stack[depth - 2], 64);
            EVP_DigestInit_ex(context, sha256, NULL);
            EVP_DigestUpdate(context, node, 65);
            EVP_DigestFinal_ex(context, stack[--depth - 1], NULL);
        }
    }
    for (int byte = 0; byte < 32 && count; byte++) printf("%02x", stack[0][byte]);
    printf("\n");
}
