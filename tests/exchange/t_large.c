/*
 * Documents that are larger than the memory there should be for them: in and out in pieces, and the
 * library's own memory stays small whatever the document is made of.
 */
#include "exchange/exchange.h"
#include "support/sanitized.h"

#include <malloc.h>

enum { SIZE = (SANITIZED ? 4 : 12) << 20 };

/* The host's memory, which knows how much of it was out at most. */
static struct {
    size_t now;
    size_t most;
} used;

static void note(size_t more, size_t less)
{
    used.now += more;
    used.now -= less;
    used.most = used.now > used.most ? used.now : used.most;
}

static void *counted_alloc(void *user, size_t size)
{
    void *block = malloc(size);
    (void)user;
    note(block ? malloc_usable_size(block) : 0, 0);
    return block;
}

static void *counted_resize(void *user, void *block, size_t size)
{
    size_t before = block ? malloc_usable_size(block) : 0;
    void *moved = realloc(block, size);
    (void)user;
    if (moved) {
        note(malloc_usable_size(moved), before);
    }
    return moved;
}

static void counted_release(void *user, void *block)
{
    (void)user;
    note(0, malloc_usable_size(block));
    free(block);
}

static const ctr_allocator counted = {sizeof counted,  0,   counted_alloc, counted_resize,
                                      counted_release, NULL};

static ctr_store *open_counted(struct fixture *f, const char *name, uint32_t flags)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;
    char path[160];

    fixture_options(f, &o);
    o.flags = flags;
    o.allocator = &counted;
    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    assert_ctr_ok(ctr_store_open(path, &o, &store, &err));
    return store;
}

/* Numbers: they pack to less than half, digits to 0.45. */
static void fill_digits(char *text)
{
    uint32_t state = 7;
    size_t n = 0;
    text[n++] = '[';
    while (n < SIZE - 1) {
        state = state * 1664525U + 1013904223U;
        text[n] = n % 9 == 0 ? ',' : (char)('1' + (state >> 24) % 9);
        n++;
    }
    text[n] = ']';
}

/* Words in three alphabets: they pack to little, characters of two, three and four bytes lie across
 * every border. */
static void fill_words(char *text)
{
    static const char words[] =
        "\"gr\xC3\xBC\xC3\x9F\",\"\xE2\x82\xAC<&>\",\"\xF0\x9F\x98\x80 a\",\n";
    size_t n = 0;
    text[n++] = '[';
    while (n + 64 < SIZE) {
        memcpy(text + n, words, sizeof words - 1);
        n += sizeof words - 1;
        text[n++] = ' ';
    }
    memset(text + n, ' ', SIZE - n);
    memcpy(text + SIZE - 3, "\"\"]", 3);
}

static void fill_noise(char *text)
{
    uint64_t state = 3;
    for (size_t i = 0; i < SIZE; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        text[i] = (char)(state >> 56);
    }
}

static const struct {
    const char *name;
    void (*fill)(char *text);
    const char *encoding;
} rows[] = {
    {"digits", fill_digits, "encoding=\"text\">["},
    {"words", fill_words, "encoding=\"text\">[\"gr"},
    {"noise", fill_noise, "encoding=\"base64\">"},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

/* Import into a new file, and what comes out of it again. */
static void travels(struct fixture *f, const struct text_sink *out, struct wish wish,
                    const char *name)
{
    ctr_error *err = NULL;
    ctr_store *store = open_counted(f, name, CTR_STORE_CREATE);

    used.most = used.now;
    size_t before = used.now;
    assert_ctr_ok(try_import(store, out->text, out->size, CTR_IMPORT_FAIL, 0, NULL, &err));
    if (wish.form == CTR_EXCHANGE_XML && used.most - before > 6 << 20) {
        fail_msg("the import took %zu bytes", used.most - before);
    }
    used.most = used.now;
    struct text_sink again = export_as(store, wish);
    if (used.most - before > 1 << 20) {
        fail_msg("the export took %zu bytes", used.most - before);
    }
    assert_same(out, &again);
    assert_store_sound(store);
    ctr_store_close(store);
    free(again.text);
}

static void large_documents_go_in_pieces(void **state)
{
    struct fixture *f = *state;
    char *text = malloc(SIZE);
    assert_non_null(text);

    for (size_t i = 0; i < ROWS; i++) {
        rows[i].fill(text);
        create_bytes(f, "large", rows[i].name, text, SIZE);
    }
    free(text);
    for (size_t i = 0; i < ROWS; i++) {
        struct wish wish = {"large", rows[i].name, CTR_EXCHANGE_XML, false};
        char name[32];
        struct text_sink out = export_as(f->store, wish);
        assert_non_null(strstr(out.text, rows[i].encoding));
        snprintf(name, sizeof name, "%s.db", rows[i].name);
        travels(f, &out, wish, name);
        free(out.text);
        wish.form = CTR_EXCHANGE_JSON;
        out = export_as(f->store, wish);
        snprintf(name, sizeof name, "%s-json.db", rows[i].name);
        travels(f, &out, wish, name);
        free(out.text);
    }
}

/* A store whose row says text where there is none must not write a broken file. */
static void a_row_that_lies_is_found_out(void **state)
{
    struct fixture *f = *state;
    struct text_sink out;
    ctr_error *err = NULL;
    char command[256];
    char *text = malloc(SIZE);
    assert_non_null(text);

    fill_noise(text);
    create_bytes(f, "large", "noise", text, SIZE);
    free(text);
    ctr_store_close(f->store);
    snprintf(command, sizeof command, "sqlite3 '%s' 'UPDATE lc_document SET is_text = 1'", f->path);
    if (system(command) != 0) {
        print_message("skipped: there is no sqlite3 shell\n");
        f->store = fixture_open(f, 0);
        return;
    }
    f->store = fixture_open(f, 0);
    assert_int_not_equal(try_export(f->store, (struct wish){0}, &out, &err), CTR_OK);
    ctr_error_free(err);
    err = NULL;
    free(out.text);
    assert_ctr_fails(CTR_E_CORRUPT, "a document that is marked as text is none; check the store",
                     try_export(f->store, (struct wish){.form = CTR_EXCHANGE_JSON}, &out, &err));
    free(out.text);
}

static void a_large_document_that_was_edited_is_refused(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char *text = malloc(SIZE);
    assert_non_null(text);

    fill_digits(text);
    create_bytes(f, "large", "digits", text, SIZE);
    free(text);
    struct text_sink out = export_as(f->store, (struct wish){0});
    char *at = out.text + out.size / 2;
    *at = *at == '5' ? '6' : '5';
    ctr_store *store = open_counted(f, "edited.db", CTR_STORE_CREATE);
    ctr_status status = try_import(store, out.text, out.size, CTR_IMPORT_FAIL, 0, NULL, &err);
    assert_int_equal(status, CTR_E_INPUT);
    assert_non_null(strstr(ctr_error_message(err), "does not have the SHA-256"));
    ctr_error_free(err);
    assert_store_sound(store);
    ctr_store_close(store);
    free(out.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_file, fixture_end)
        TEST(large_documents_go_in_pieces),
        TEST(a_row_that_lies_is_found_out),
        TEST(a_large_document_that_was_edited_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
