/* Children that see the failures. */
#include "support/faultfork.h"

#include "support/sanitized.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THOROUGH = 64, LEAKED = 2 };

static long failed;
static long here; /* in a child: its point */
/* With 1 an assertion that fails ends the program: so that in a child no other test begins. */
static char stop_word[] = "CMOCKA_TEST_ABORT=0";

#if SANITIZED
#include <sanitizer/lsan_interface.h>

/* Of <sanitizer/allocator_interface.h>, which does not come with every compiler. */
int __sanitizer_install_malloc_and_free_hooks(void (*got)(const volatile void *, size_t),
                                              void (*gave)(const volatile void *));

static atomic_long out;
static long out_before;

static void got(const volatile void *block, size_t size)
{
    (void)size;
    out += block != NULL;
}

static void gave(const volatile void *block)
{
    out -= block != NULL;
}

static void count_blocks(void)
{
    static bool hooked;

    if (!hooked && __sanitizer_install_malloc_and_free_hooks(got, gave) == 0) {
        fputs("faultfork: the sanitizer takes no hooks\n", stderr);
        abort();
    }
    hooked = true;
    out_before = out;
}

static bool leaks(void)
{
    return (out != out_before || here % THOROUGH == 0) && __lsan_do_recoverable_leak_check() != 0;
}
#else
static void count_blocks(void)
{
}

static bool leaks(void)
{
    return false;
}
#endif

void faultfork_begin(void)
{
    failed = 0;
    putenv(stop_word);
    count_blocks();
}

bool faultfork(long point)
{
    int code = 0;

    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0) {
        perror("faultfork");
        abort();
    }
    if (pid == 0) {
        here = point;
        stop_word[sizeof stop_word - 2] = '1';
        return true;
    }
    if (waitpid(pid, &code, 0) != pid || !WIFEXITED(code) || WEXITSTATUS(code) != 0) {
        failed = failed ? failed : point;
    }
    return false;
}

long faultfork_failed(void)
{
    return failed;
}

_Noreturn void faultfork_end(void)
{
    fflush(NULL);
    _exit(leaks() ? LEAKED : 0);
}
