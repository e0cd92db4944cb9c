// SPDX-License-Identifier: Apache-2.0
// Loaded into the program by a test (LD_PRELOAD). The time of day begins at CLOCK_SECONDS, seconds since 1970, and
// goes on from there; clocks that only measure lengths of time stay.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static int (*next)(clockid_t, struct timespec *);
static time_t shift;

__attribute__((constructor)) static void begin(void) {
    struct timespec now;
    const char *text = getenv("CLOCK_SECONDS");
    next = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    if (text && next(CLOCK_REALTIME, &now) == 0) shift = atol(text) - now.tv_sec;
}

int clock_gettime(clockid_t clock, struct timespec *spec) {
    if (!next) begin();
    int result = next(clock, spec);
    if (result == 0 && clock == CLOCK_REALTIME) spec->tv_sec += shift;
    return result;
}

int gettimeofday(struct timeval *restrict value, void *restrict zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    value->tv_sec = now.tv_sec;
    value->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *place) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}
