/* The failing memory. Each block has its size in front, as SQLite wants to know it. */
#include "support/faultmem.h"

#include "support/sanitized.h"

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <sqlite3.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if SANITIZED
/* What was freed is kept from being used again, but not 256 MB of it: that is what a walk of so
 * many short lives spends its time on. ASAN_OPTIONS has the last word. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=1:thread_local_quarantine_size_kb=64";
}
#endif

struct block {
    size_t size;
    alignas(max_align_t) char body[];
};

static atomic_long calls;
static atomic_long fail_at;
static atomic_bool fail_on;
static atomic_bool fired;
static atomic_long live;
static bool (*_Atomic asked)(long n);

void faultmem_arm(long at, bool persistent)
{
    calls = 0;
    fired = false;
    fail_on = persistent;
    fail_at = at;
}

void faultmem_disarm(void)
{
    fail_at = 0;
    fail_on = false;
    asked = NULL;
}

void faultmem_ask(bool (*fails)(long n))
{
    faultmem_arm(0, false);
    asked = fails;
}

long faultmem_count(void)
{
    return calls;
}

bool faultmem_fired(void)
{
    return fired;
}

long faultmem_live(void)
{
    return live;
}

static bool runs_out(void)
{
    long n = ++calls;
    long at = fail_at;
    bool (*ask)(long) = asked;
    bool out = ask ? ask(n) : at && (n == at || (n > at && fail_on));
    if (out) {
        fired = true;
    }
    return out;
}

static struct block *block_of(void *body)
{
    return (struct block *)(void *)((char *)body - offsetof(struct block, body));
}

static void *get(size_t size)
{
    if (runs_out()) {
        return NULL;
    }
    struct block *b = malloc(sizeof *b + size);
    if (!b) {
        return NULL;
    }
    b->size = size;
    live++;
    return b->body;
}

static void put(void *body)
{
    if (body) {
        live--;
        free(block_of(body));
    }
}

static void *resize(void *body, size_t size)
{
    if (!body) {
        return get(size);
    }
    if (runs_out()) {
        return NULL;
    }
    struct block *b = realloc(block_of(body), sizeof *b + size);
    if (!b) {
        return NULL;
    }
    b->size = size;
    return b->body;
}

/* --- ours --- */

static void *own_alloc(void *user, size_t size)
{
    (void)user;
    return get(size);
}

static void *own_resize(void *user, void *body, size_t size)
{
    (void)user;
    return resize(body, size);
}

static void own_release(void *user, void *body)
{
    (void)user;
    put(body);
}

const ctr_allocator *faultmem_allocator(void)
{
    static const ctr_allocator allocator = {sizeof allocator, 0,           own_alloc,
                                            own_resize,       own_release, NULL};
    return &allocator;
}

/* --- SQLite's --- */

static void *sql_alloc(int size)
{
    return get((size_t)size);
}

static void *sql_resize(void *body, int size)
{
    return resize(body, (size_t)size);
}

static int sql_size(void *body)
{
    return body ? (int)block_of(body)->size : 0;
}

static int sql_round(int size)
{
    return (size + 7) & ~7;
}

static int sql_init(void *user)
{
    (void)user;
    return SQLITE_OK;
}

static void sql_shutdown(void *user)
{
    (void)user;
}

/* --- libxml2's --- */

static char *xml_dup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = get(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

void faultmem_install(void)
{
    static const sqlite3_mem_methods methods = {sql_alloc, put,      sql_resize,   sql_size,
                                                sql_round, sql_init, sql_shutdown, NULL};
    /* without its page and lookaside pools every allocation comes here */
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK ||
        xmlMemSetup(put, get, resize, xml_dup) != 0) {
        abort();
    }
    sqlite3_initialize();
    xmlInitParser();
}
