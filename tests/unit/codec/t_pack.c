/* Packing and unpacking in pieces. */
#include "codec/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "unit/base/fault.h"

enum { LARGE = 300 * 1000 };

static int begin(void **state)
{
    struct lc_ctx *ctx = malloc(sizeof *ctx);
    *state = ctx;
    return ctx ? (int)lc_ctx_begin(ctx, NULL) : -1;
}

static int end(void **state)
{
    lc_ctx_end(*state, CTR_OK, NULL);
    free(*state);
    return 0;
}

/* Pieces gathered; what they were like. */
struct gathered {
    struct lc_buf all;
    size_t pieces;
    size_t uneven; /* not full, before the last */
    size_t last;
    ctr_status answer;
};

static ctr_status gather(void *user, struct lc_str piece)
{
    struct gathered *g = user;
    g->uneven += g->pieces && g->last != LC_PACK_PIECE;
    g->pieces++;
    g->last = piece.len;
    lc_buf_str(&g->all, piece);
    return g->answer;
}

static struct gathered nothing(struct lc_ctx *ctx)
{
    struct gathered g = {.answer = CTR_OK};
    lc_buf_init(&g.all, &ctx->alloc, SIZE_MAX / 2);
    return g;
}

static void add_in_steps(ctr_status (*add)(void *stream, struct lc_str bytes), void *stream,
                         struct lc_str bytes, size_t step)
{
    for (size_t at = 0; at < bytes.len; at += step) {
        size_t size = bytes.len - at < step ? bytes.len - at : step;
        assert_int_equal(add(stream, lc_str_n(bytes.ptr + at, size)), CTR_OK);
    }
}

static ctr_status add_to_packer(void *p, struct lc_str bytes)
{
    return lc_packer_add(p, bytes);
}

static ctr_status add_to_unpacker(void *u, struct lc_str bytes)
{
    return lc_unpacker_add(u, bytes);
}

/* Numbers, or noise that does not pack. */
static char *make(size_t size, bool noise)
{
    char *text = malloc(size + 1);
    uint32_t state = 1;
    for (size_t i = 0; text && i < size; i++) {
        state = state * 1664525U + 1013904223U;
        text[i] = noise ? (char)(state >> 24) : (char)('0' + (state >> 24) % 10);
    }
    return text;
}

static void what_is_packed_in_any_pieces_comes_out(void **state)
{
    struct lc_ctx *ctx = *state;
    static const size_t steps[] = {1000, LC_PACK_PIECE, LARGE};
    struct lc_packer *p;
    struct lc_unpacker *u;

    for (int noise = 0; noise < 2; noise++) {
        char *text = make(LARGE, noise);
        assert_non_null(text);
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
            struct gathered packed = nothing(ctx);
            struct gathered plain = nothing(ctx);
            struct lc_str whole;
            assert_int_equal(lc_packer_new(ctx, gather, &packed, &p), CTR_OK);
            lc_packer_begin(p);
            add_in_steps(add_to_packer, p, lc_str_n(text, LARGE), steps[i]);
            assert_int_equal(lc_packer_end(p), CTR_OK);
            assert_int_equal(packed.uneven, 0);
            struct lc_str bytes = lc_str_n(packed.all.data, packed.all.size);
            /* it is the packing of the store */
            assert_int_equal(lc_unpack_bytes(ctx, bytes, LC_PACK_ZLIB, LARGE, &whole), CTR_OK);
            assert_memory_equal(whole.ptr, text, LARGE);
            assert_int_equal(lc_unpacker_new(ctx, gather, &plain, &u), CTR_OK);
            lc_unpacker_begin(u);
            add_in_steps(add_to_unpacker, u, bytes, steps[i]);
            assert_int_equal(lc_unpacker_end(u, false), CTR_OK);
            assert_int_equal(plain.uneven, 0);
            assert_int_equal(plain.all.size, LARGE);
            assert_memory_equal(plain.all.data, text, LARGE);
            lc_packer_free(p);
            lc_unpacker_free(u);
            lc_buf_free(&packed.all);
            lc_buf_free(&plain.all);
        }
        free(text);
    }
}

static void a_stream_can_be_used_again_and_left_open(void **state)
{
    struct lc_ctx *ctx = *state;
    struct gathered packed = nothing(ctx);
    struct gathered plain = nothing(ctx);
    struct lc_packer *p;
    struct lc_unpacker *u;
    char *text = make(LARGE, false);

    assert_non_null(text);
    assert_int_equal(lc_packer_new(ctx, gather, &packed, &p), CTR_OK);
    assert_int_equal(lc_unpacker_new(ctx, gather, &plain, &u), CTR_OK);
    for (int i = 0; i < 2; i++) {
        lc_buf_clear(&packed.all);
        lc_buf_clear(&plain.all);
        lc_packer_begin(p);
        lc_unpacker_begin(u);
        assert_int_equal(lc_packer_add(p, lc_str_n(text, LARGE / 2)), CTR_OK);
        assert_int_equal(lc_packer_flush(p), CTR_OK);
        assert_int_equal(lc_unpacker_add(u, lc_str_n(packed.all.data, packed.all.size)), CTR_OK);
        assert_int_equal(lc_unpacker_end(u, true), CTR_OK);
        assert_int_equal(plain.all.size, LARGE / 2); /* all that was added so far */
        assert_memory_equal(plain.all.data, text, LARGE / 2);
    }
    lc_packer_free(p);
    lc_unpacker_free(u);
    lc_buf_free(&packed.all);
    lc_buf_free(&plain.all);
    free(text);
}

static void what_is_no_whole_stream_is_corrupt(void **state)
{
    struct lc_ctx *ctx = *state;
    struct gathered plain = nothing(ctx);
    struct lc_unpacker *u;
    struct lc_str packed;
    enum lc_packing packing;
    char *text = make(5000, false);

    assert_non_null(text);
    assert_int_equal(lc_pack_bytes(ctx, lc_str_n(text, 5000), &packing, &packed), CTR_OK);
    assert_int_equal(packing, LC_PACK_ZLIB);
    static const struct {
        const char *what;
        const char *message;
    } rows[] = {{"cut", "it is cut off"},
                {"longer", "bytes follow its end"},
                {"edited", "a stored document does not unpack"},
                {"none", "it is cut off"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *bytes = malloc(packed.len + 1);
        assert_non_null(bytes);
        memcpy(bytes, packed.ptr, packed.len);
        bytes[packed.len] = 0;
        bytes[packed.len / 2] ^= (char)(i == 2 ? 0x55 : 0);
        size_t size = i == 0 ? packed.len - 1 : i == 1 ? packed.len + 1 : i == 3 ? 0 : packed.len;
        assert_int_equal(lc_unpacker_new(ctx, gather, &plain, &u), CTR_OK);
        lc_unpacker_begin(u);
        ctr_status status = lc_unpacker_add(u, lc_str_n(bytes, size));
        status = status == CTR_OK ? lc_unpacker_end(u, false) : status;
        assert_int_equal(status, CTR_E_CORRUPT);
        if (!strstr(ctr_error_message(ctx->error), rows[i].message)) {
            fail_msg("%s: %s", rows[i].what, ctr_error_message(ctx->error));
        }
        ctr_error_free(ctx->error);
        ctx->error = NULL;
        lc_unpacker_free(u);
        free(bytes);
    }
    lc_buf_free(&plain.all);
    free(text);
}

static void the_taker_of_pieces_can_stop(void **state)
{
    struct lc_ctx *ctx = *state;
    struct gathered g = nothing(ctx);
    struct lc_packer *p;
    char *text = make(LARGE, true);

    assert_non_null(text);
    g.answer = CTR_E_FULL;
    assert_int_equal(lc_packer_new(ctx, gather, &g, &p), CTR_OK);
    lc_packer_begin(p);
    assert_int_equal(lc_packer_add(p, lc_str_n(text, LARGE)), CTR_E_FULL);
    assert_int_equal(g.pieces, 1);
    lc_packer_free(p);
    lc_buf_free(&g.all);
    free(text);
}

static bool make_both(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_packer *p = NULL;
    struct lc_unpacker *u = NULL;
    struct gathered g = {.answer = CTR_OK};

    lc_ctx_begin(&ctx, alloc);
    ctr_status status = lc_packer_new(&ctx, gather, &g, &p);
    status = status == CTR_OK ? lc_unpacker_new(&ctx, gather, &g, &u) : status;
    assert_true(status == CTR_OK || status == CTR_E_NOMEM);
    lc_packer_free(p);
    lc_unpacker_free(u);
    lc_ctx_end(&ctx, status, NULL);
    return status == CTR_OK;
}

static void no_memory_leaves_nothing(void **state)
{
    (void)state;
    fault_walk(make_both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_packed_in_any_pieces_comes_out, begin, end),
        cmocka_unit_test_setup_teardown(a_stream_can_be_used_again_and_left_open, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_whole_stream_is_corrupt, begin, end),
        cmocka_unit_test_setup_teardown(the_taker_of_pieces_can_stop, begin, end),
        cmocka_unit_test(no_memory_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
