/*
 * What parties exchange: a checkpoint that the other party keeps detects that the file was rolled
 * back or has another history; proofs hold without a store.
 */
#include "ledger/book.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned char public_key[CTR_KEY_PUBLIC_BYTES];
static unsigned char secret_key[CTR_KEY_SECRET_BYTES];

static const char *const accounts[] = {"Assets:A:Cost", "Liabilities:A:Sup"};
static const int64_t amounts[] = {100, -100};

static int begin(void **state)
{
    if (fixture_file(state) != 0) {
        return -1;
    }
    book_make(*state);
    return ctr_key_generate(public_key, secret_key, NULL) == CTR_OK ? 0 : -1;
}

static ctr_checkpoint *make(struct fixture *f)
{
    ctr_checkpoint *c = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_checkpoint_make(f->store, "shop", "book", secret_key, NULL, &c, &err));
    return c;
}

/* The verdict of a comparison, and what it says. */
static const char *compare(struct fixture *f, const ctr_checkpoint *c, const void *key,
                           char text[200])
{
    ctr_ledger_report *r = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_checkpoint_compare(f->store, "shop", "book", c, key, &r, &err));
    snprintf(text, 200, "%s%s%s", ctr_ledger_report_ok(r) ? "ok" : ctr_ledger_report_invariant(r),
             ctr_ledger_report_ok(r) ? "" : " ",
             ctr_ledger_report_ok(r) ? "" : ctr_ledger_report_message(r));
    ctr_ledger_report_free(r);
    return text;
}

static void post(struct fixture *f, const char *date)
{
    ctr_entry_spec s;
    ctr_error *err = NULL;
    book_spec(&s, accounts, amounts);
    s.date = date;
    assert_ctr_ok(book_post(f->store, &s, &err));
}

static void copy_file(const char *from, const char *to)
{
    char command[400];
    snprintf(command, sizeof command, "cp '%s' '%s'", from, to);
    assert_int_equal(system(command), 0);
}

/* Its JSON, written and read. */
static ctr_checkpoint *by_text(const ctr_checkpoint *c)
{
    struct text_sink sink = {0};
    ctr_checkpoint *again = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_checkpoint_render(c, CTR_RENDER_JSON, text_sink_write, &sink, &err));
    assert_ctr_ok(ctr_checkpoint_read(sink.text, sink.size, &again, &err));
    free(sink.text);
    return again;
}

static void a_ledger_that_was_put_back_is_seen(void **state)
{
    struct fixture *f = *state;
    char older[200];
    char text[200];
    char verdict[16];

    snprintf(older, sizeof older, "%s.older", f->path);
    ctr_store_close(f->store);
    copy_file(f->path, older);
    f->store = fixture_open(f, 0);
    post(f, "2026-03-01");
    ctr_checkpoint *made = make(f);
    ctr_checkpoint *kept = by_text(made);
    assert_string_equal(compare(f, kept, public_key, text), "ok");
    post(f, "2026-03-02"); /* growing is fine */
    assert_string_equal(compare(f, kept, public_key, text), "ok");
    ctr_store_close(f->store);
    copy_file(older, f->path);
    f->store = fixture_open(f, 0);
    assert_string_equal(book_verdict(f->store, verdict), ""); /* in itself it is sound */
    assert_string_equal(compare(f, kept, public_key, text),
                        "L13 it knows 12 entries, but there are 11: entries were cut off, or an "
                        "older file was put back");
    post(f, "2026-03-03");
    assert_string_equal(compare(f, kept, public_key, text),
                        "L13 after entry 12 it has another history");
    ctr_checkpoint_free(made);
    ctr_checkpoint_free(kept);
}

static void a_checkpoint_is_bound_to_its_key_and_its_ledger(void **state)
{
    struct fixture *f = *state;
    unsigned char other_public[CTR_KEY_PUBLIC_BYTES];
    unsigned char other_secret[CTR_KEY_SECRET_BYTES];
    char text[200];
    ctr_error *err = NULL;
    ctr_checkpoint *c = make(f);

    assert_int_equal(ctr_checkpoint_entries(c), 11);
    assert_int_equal(ctr_checkpoint_signed(c, public_key), 1);
    assert_int_equal(ctr_checkpoint_signed(c, NULL), 1);
    assert_ctr_ok(ctr_key_generate(other_public, other_secret, &err));
    assert_int_equal(ctr_checkpoint_signed(c, other_public), 0);
    assert_string_equal(compare(f, c, other_public, text), "L13 it is not signed by the key given");
    ctr_checkpoint_free(c);
}

static void a_checkpoint_whose_text_was_changed_is_not_signed(void **state)
{
    struct fixture *f = *state;
    struct text_sink sink = {0};
    ctr_error *err = NULL;
    ctr_checkpoint *c = make(f);
    size_t good = 0;

    assert_ctr_ok(ctr_checkpoint_render(c, CTR_RENDER_JSON, text_sink_write, &sink, &err));
    ctr_checkpoint_free(c);
    for (size_t i = 0; i < sink.size; i++) {
        sink.text[i] = (char)(sink.text[i] ^ 1);
        if (ctr_checkpoint_read(sink.text, sink.size, &c, NULL) == CTR_OK) {
            good += (size_t)ctr_checkpoint_signed(c, public_key);
            ctr_checkpoint_free(c);
        }
        sink.text[i] = (char)(sink.text[i] ^ 1);
    }
    /* the key it names is no part of what is signed: the caller's counts; and blanks are none */
    assert_true(good < 120);
    free(sink.text);
}

static void bad_checkpoints_are_refused_with_a_line(void **state)
{
    static const char *const rows[][2] = {
        {"{", "checkpoint:1:2: the document ends where a member was expected"},
        {"[]", "checkpoint:1:1: a checkpoint is a JSON object"},
        {"{\"format\":\"lc-checkpoint-9\"}",
         "checkpoint:1:1: the format is 'lc-checkpoint-9', wanted 'lc-checkpoint-1'"},
        {"{\"format\":\"lc-checkpoint-1\",\"team\":\"a\",\"name\":\"b\",\"ledger\":\"c\","
         "\"entries\":-1}",
         "checkpoint:1:74: member 'entries' must be a number of entries"},
    };
    ctr_checkpoint *c = NULL;
    ctr_error *err = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(CTR_E_INPUT, i ? rows[i][1] : NULL,
                         ctr_checkpoint_read(rows[i][0], strlen(rows[i][0]), &c, &err));
    }
}

static ctr_proof *proof_by_text(ctr_proof *p)
{
    struct text_sink sink = {0};
    ctr_proof *again = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_proof_render(p, CTR_RENDER_JSON, text_sink_write, &sink, &err));
    ctr_proof_free(p);
    assert_ctr_ok(ctr_proof_read(sink.text, sink.size, &again, &err));
    free(sink.text);
    return again;
}

static void proofs_hold_without_a_store(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_checkpoint *c = make(f);
    const char *root = ctr_checkpoint_root(c);

    for (int64_t seq = 1; seq <= 11; seq++) {
        ctr_proof *p = NULL;
        assert_ctr_ok(ctr_proof_entry(f->store, "shop", "book", seq, 0, &p, &err));
        p = proof_by_text(p);
        assert_int_equal(ctr_proof_holds(p, root, NULL), 1);
        assert_int_equal(ctr_proof_holds(p, ctr_checkpoint_head(c), NULL), 0);
        ctr_proof_free(p);
        assert_ctr_ok(ctr_proof_growth(f->store, "shop", "book", seq, 0, &p, &err));
        p = proof_by_text(p);
        assert_int_equal(ctr_proof_holds(p, root, NULL), 1);
        assert_int_equal(ctr_proof_holds(p, root, BOOK_HASH), 0);
        ctr_proof_free(p);
    }
    ctr_proof *none = NULL;
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "no proof of 12 in 11 entries; the ledger of 'shop/book' has 11",
                     ctr_proof_entry(f->store, "shop", "book", 12, 0, &none, &err));
    ctr_checkpoint_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_ledger_that_was_put_back_is_seen, begin, fixture_end),
        cmocka_unit_test_setup_teardown(a_checkpoint_is_bound_to_its_key_and_its_ledger, begin,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_checkpoint_whose_text_was_changed_is_not_signed, begin,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(proofs_hold_without_a_store, begin, fixture_end),
        cmocka_unit_test(bad_checkpoints_are_refused_with_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
