/*
 * Instructions that a run of this very program takes, counted by callgrind: no clock, so it says
 * the same on a busy machine.
 */
#ifndef TESTS_SUPPORT_CALLGRIND_H
#define TESTS_SUPPORT_CALLGRIND_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* valgrind is here, and this program was made without sanitizers, which it cannot run. */
static inline bool callgrind_can(void)
{
    const char *sanitized = getenv("CTR_SANITIZED");
    return !(sanitized && strspn(sanitized, " ") != strlen(sanitized)) &&
           system("valgrind --version >/dev/null 2>&1") == 0;
}

/* Of this program with these arguments; negative if it failed or nothing was counted. */
static inline double callgrind_count(const char *arguments)
{
    char self[4096];
    char command[8192];
    char line[512];
    double total = -1;
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

    self[n > 0 ? n : 0] = '\0';
    snprintf(command, sizeof command,
             "valgrind --tool=callgrind --callgrind-out-file=/dev/null '%s' %s 2>&1", self,
             arguments);
    FILE *f = popen(command, "r");
    while (f && fgets(line, sizeof line, f)) {
        const char *at = strstr(line, "Collected : ");
        if (at) {
            total = strtod(at + 12, NULL);
        }
    }
    return !f || pclose(f) != 0 ? -1 : total;
}

#endif
