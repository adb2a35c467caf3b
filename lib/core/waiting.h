/*
 * Who waits at the turnstile: a page shared between processes, mapped from the side file.
 *
 * It only says who should be next. Nothing in it decides who holds the lock (the kernel does, see
 * turnstile.c), so whatever a killed or stopped process leaves in it, the worst is a short delay.
 */
#ifndef LC_CORE_WAITING_H
#define LC_CORE_WAITING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { LC_WAITING_PAGE = 4096, LC_WAITING_SLOTS = 64, LC_WAITING_NONE = -1 };

/* One who waits. */
struct lc_slot {
    _Atomic uint64_t since_us; /* when it came, monotonic clock; 0 = nobody */
    _Atomic uint32_t seen_ms;  /* its last sign of life */
    _Atomic uint32_t wake;     /* futex: 1 = look again */
    uint64_t reserved[2];
};

struct lc_waiting {
    char magic[16];
    _Atomic uint64_t holder;   /* turnstile.c's */
    _Atomic uint64_t occupied; /* one bit a slot */
    uint64_t reserved[4];
    struct lc_slot slots[LC_WAITING_SLOTS];
};

_Static_assert(sizeof(struct lc_waiting) <= LC_WAITING_PAGE, "it is one page");

/* Take a slot; LC_WAITING_NONE when all are taken (then one waits by polling alone). */
int lc_waiting_join(struct lc_waiting *w, uint64_t since_us);
void lc_waiting_part(struct lc_waiting *w, int slot, uint64_t since_us);
/* May a newcomer try at once, although others wait? Yes until the first of them has waited for the
 * length of a turn: a running process keeps its caches warm and the disk busy. */
bool lc_waiting_open(struct lc_waiting *w, uint64_t now_us);
/* May this one try now? As a newcomer, or when nobody who is awake came before it. */
bool lc_waiting_turn(struct lc_waiting *w, int slot, uint64_t since_us, uint64_t now_us);
/* Tell the one who should be next, if any. */
void lc_waiting_call(struct lc_waiting *w, uint64_t now_us);
/* Sleep until called, or for at most `us`. */
void lc_waiting_sleep(struct lc_waiting *w, int slot, uint64_t us);

#endif
