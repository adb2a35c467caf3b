/*
 * The queue at the turnstile. First come, first served, as soon as somebody has waited for a turn;
 * who shows no sign of life is passed over, and forgotten after a second.
 */
#include "core/waiting.h"

#include <limits.h>
#include <linux/futex.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    TURN_US = 4000,       /* how long newcomers may overtake the first in the queue */
    ASLEEP_MS = 10,       /* without a sign of life (there is one every 4 ms): passed over */
    MOST_ASLEEP_MS = 100, /* the same for who has waited long, */
    PATIENCE = 10,        /* namely a tenth of that */
    GONE_MS = 1000        /* forgotten */
};

static uint32_t ms_of(uint64_t us)
{
    return (uint32_t)(us / 1000);
}

static void futex_wake(_Atomic uint32_t *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void futex_wait(_Atomic uint32_t *word, uint32_t value, uint64_t us)
{
    const struct timespec t = {(time_t)(us / 1000000), (long)(us % 1000000 * 1000)};
    syscall(SYS_futex, word, FUTEX_WAIT, value, &t, NULL, 0);
}

int lc_waiting_join(struct lc_waiting *w, uint64_t since_us)
{
    uint64_t taken = atomic_load(&w->occupied);
    while (~taken) {
        int slot = __builtin_ctzll(~taken);
        if (atomic_compare_exchange_weak(&w->occupied, &taken, taken | UINT64_C(1) << slot)) {
            struct lc_slot *s = &w->slots[slot];
            atomic_store(&s->seen_ms, ms_of(since_us));
            atomic_store(&s->wake, 0);
            atomic_store(&s->since_us, since_us);
            return slot;
        }
    }
    return LC_WAITING_NONE;
}

void lc_waiting_part(struct lc_waiting *w, int slot, uint64_t since_us)
{
    /* Passed over for so long that the slot went to somebody else? Then it is not ours to free. */
    if (slot != LC_WAITING_NONE &&
        atomic_compare_exchange_strong(&w->slots[slot].since_us, &since_us, 0)) {
        atomic_fetch_and(&w->occupied, ~(UINT64_C(1) << slot));
    }
}

/*
 * How long the silence of one who waits is put up with. On a busy machine a process that is awake
 * may not run for tens of milliseconds; passed over each time, it would wait without end. Who has
 * waited for more than a tenth of a second is waited for longer; should it have died meanwhile,
 * that is what it costs the others.
 */
static uint32_t patience_ms(uint64_t since_us, uint32_t seen_ms)
{
    uint32_t ms = (seen_ms - ms_of(since_us)) / PATIENCE;
    return ms < ASLEEP_MS ? ASLEEP_MS : ms < MOST_ASLEEP_MS ? ms : MOST_ASLEEP_MS;
}

/* The slot that has waited longest among those that are awake. */
static int oldest(struct lc_waiting *w, uint64_t now_us, uint64_t *since_us)
{
    uint64_t left = atomic_load(&w->occupied);
    int best = LC_WAITING_NONE;

    *since_us = UINT64_MAX;
    for (; left; left &= left - 1) {
        int slot = __builtin_ctzll(left);
        struct lc_slot *s = &w->slots[slot];
        uint64_t since = atomic_load(&s->since_us);
        uint32_t seen = atomic_load(&s->seen_ms);
        uint32_t age = ms_of(now_us) - seen;
        if (since && age > GONE_MS && age < UINT32_MAX - GONE_MS) {
            if (atomic_compare_exchange_strong(&s->since_us, &since, 0)) {
                atomic_fetch_and(&w->occupied, ~(UINT64_C(1) << slot));
            }
        } else if (since && since < *since_us &&
                   (age <= patience_ms(since, seen) || age >= UINT32_MAX - GONE_MS)) {
            best = slot;
            *since_us = since;
        }
    }
    return best;
}

bool lc_waiting_open(struct lc_waiting *w, uint64_t now_us)
{
    uint64_t since;
    return oldest(w, now_us, &since) == LC_WAITING_NONE || since + TURN_US > now_us;
}

bool lc_waiting_turn(struct lc_waiting *w, int slot, uint64_t since_us, uint64_t now_us)
{
    uint64_t since;

    if (slot != LC_WAITING_NONE) {
        atomic_store(&w->slots[slot].seen_ms, ms_of(now_us));
        atomic_store(&w->slots[slot].wake, 0);
    }
    int first = oldest(w, now_us, &since);
    return first == LC_WAITING_NONE || first == slot || since >= since_us ||
           since + TURN_US > now_us;
}

void lc_waiting_call(struct lc_waiting *w, uint64_t now_us)
{
    uint64_t since;
    int slot = oldest(w, now_us, &since);
    if (slot != LC_WAITING_NONE && atomic_exchange(&w->slots[slot].wake, 1) == 0) {
        futex_wake(&w->slots[slot].wake);
    }
}

void lc_waiting_sleep(struct lc_waiting *w, int slot, uint64_t us)
{
    if (slot == LC_WAITING_NONE) {
        const struct timespec t = {(time_t)(us / 1000000), (long)(us % 1000000 * 1000)};
        nanosleep(&t, NULL);
        return;
    }
    futex_wait(&w->slots[slot].wake, 0, us);
}
