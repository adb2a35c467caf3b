/* gzip streams: plain or packed, members, damage, bombs, hosts that stop. */
#include "codec/deflate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "../base/fault.h"

/* A source of bytes: `text`, `times` over, at most `step` a call. */
struct source {
    struct lc_str text;
    size_t times;
    size_t step;
    size_t at;
    int64_t fail; /* said at the end instead of 0 */
    int calls;
};

static int64_t give(void *user, void *buffer, size_t capacity)
{
    struct source *s = user;
    s->calls++;
    if (s->times == 0 || s->text.len == 0) {
        return s->fail;
    }
    size_t part = s->text.len - s->at;
    part = part < capacity ? part : capacity;
    part = part < s->step ? part : s->step;
    memcpy(buffer, s->text.ptr + s->at, part);
    s->at += part;
    if (s->at == s->text.len) {
        s->at = 0;
        s->times--;
    }
    return (int64_t)part;
}

static int keep(void *user, const void *bytes, size_t size)
{
    lc_buf_add(user, bytes, size);
    return 0;
}

static const ctr_allocator *host(void)
{
    static ctr_allocator table;
    lc_alloc_init(&table, NULL);
    return &table;
}

/* gzip of `text`, `times` over, in writes of `step` bytes. The caller frees *out. */
static void pack(struct lc_str text, size_t times, size_t step, struct lc_buf *out)
{
    struct lc_ctx ctx;
    struct lc_gzip_writer *w;
    lc_ctx_begin(&ctx, NULL);
    lc_buf_init(out, host(), 64 << 20);
    assert_int_equal(lc_gzip_writer_new(&ctx, keep, out, &w), CTR_OK);
    for (; times; times--) {
        for (size_t at = 0; at < text.len; at += step) {
            size_t part = text.len - at < step ? text.len - at : step;
            assert_int_equal(lc_gzip_write(&ctx, w, text.ptr + at, part), CTR_OK);
        }
    }
    assert_int_equal(lc_gzip_finish(&ctx, w), CTR_OK);
    lc_gzip_writer_free(w);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static struct lc_str bytes_of(const struct lc_buf *buf)
{
    return lc_str_n(buf->data, buf->size);
}

/* What came of reading a source to its end. */
struct outcome {
    ctr_status status;
    ctr_error *err;
    uint64_t total;
    struct lc_buf text; /* the first MiB */
};

static void read_all(struct source source, size_t capacity, uint64_t limit, struct outcome *o)
{
    struct lc_ctx ctx;
    struct lc_gzip_reader *r;
    char *buffer = malloc(capacity);
    size_t got = 1;
    lc_ctx_begin(&ctx, NULL);
    if (limit) {
        ctx.limits.max_import_bytes = limit;
    }
    *o = (struct outcome){.status = CTR_OK};
    lc_buf_init(&o->text, host(), 2 << 20);
    assert_int_equal(lc_gzip_reader_new(&ctx, give, &source, &r), CTR_OK);
    while (o->status == CTR_OK && got) {
        o->status = lc_gzip_read(&ctx, r, buffer, capacity, &got);
        o->total += got;
        if (o->total <= 1 << 20) {
            lc_buf_add(&o->text, buffer, got);
        }
    }
    assert_int_equal(lc_gzip_read(&ctx, r, buffer, capacity, &got), o->status); /* it stays so */
    assert_int_equal(got, 0);
    lc_gzip_reader_free(r);
    free(buffer);
    lc_ctx_end(&ctx, o->status, &o->err);
}

static void outcome_free(struct outcome *o)
{
    lc_buf_free(&o->text);
    ctr_error_free(o->err);
}

/* Reading must give `text`, whatever the sizes of pieces are. */
static void reads_as(struct lc_str input, struct lc_str text)
{
    static const size_t steps[] = {1, 2, 7, 100000};
    for (size_t i = 0; i < 16; i++) {
        struct outcome o;
        read_all((struct source){.text = input, .times = 1, .step = steps[i % 4]}, steps[i / 4], 0,
                 &o);
        assert_int_equal(o.status, CTR_OK);
        assert_int_equal(o.total, text.len);
        assert_memory_equal(o.text.data ? o.text.data : "", text.len ? text.ptr : "", text.len);
        outcome_free(&o);
    }
}

static void fails_as(struct lc_str input, ctr_status status, const char *message)
{
    static const size_t steps[] = {1, 7, 100000};
    for (size_t i = 0; i < 3; i++) {
        struct outcome o;
        read_all((struct source){.text = input, .times = 1, .step = steps[i]}, 50, 0, &o);
        assert_int_equal(o.status, status);
        assert_string_equal(ctr_error_message(o.err), message);
        outcome_free(&o);
    }
}

static void plain_input_passes_untouched(void **state)
{
    (void)state;
    reads_as(LC_STR("<a/>\r\n"), LC_STR("<a/>\r\n"));
    reads_as(lc_str_n("a\0\xFF", 3), lc_str_n("a\0\xFF", 3));
    reads_as(LC_STR(""), LC_STR(""));
    reads_as(LC_STR("\x1F"), LC_STR("\x1F"));
    reads_as(LC_STR("\x1F\x8C"), LC_STR("\x1F\x8C"));
    reads_as(LC_STR("\x8B\x1F\x8B"), LC_STR("\x8B\x1F\x8B"));
}

static void what_was_packed_comes_back(void **state)
{
    (void)state;
    static char text[150000];
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)('a' + i * i / 7 % 26);
    }
    static const size_t sizes[] = {0, 1, 1000, sizeof text};
    for (size_t i = 0; i < 4; i++) {
        struct lc_buf packed;
        pack(lc_str_n(text, sizes[i]), 1, 1000, &packed);
        assert_memory_equal(packed.data, "\x1F\x8B", 2);
        reads_as(bytes_of(&packed), lc_str_n(text, sizes[i]));
        lc_buf_free(&packed);
    }
}

static void output_is_the_same_for_every_way_of_writing(void **state)
{
    (void)state;
    static char text[300000];
    uint32_t seed = 3;
    for (size_t i = 0; i < sizeof text; i++) {
        seed = seed * 1664525 + 1013904223;
        text[i] = (char)('a' + (seed >> 24) % 4);
    }
    struct lc_buf first;
    pack(lc_str_n(text, sizeof text), 1, sizeof text, &first);
    /* magic, deflate, no flags, no time, no hints, unknown system */
    assert_memory_equal(first.data, "\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\xFF", 10);
    static const size_t steps[] = {1, 13, 4096, 65536, 100001};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct lc_buf again;
        pack(lc_str_n(text, sizeof text), 1, steps[i], &again);
        assert_int_equal(again.size, first.size);
        assert_memory_equal(again.data, first.data, first.size);
        lc_buf_free(&again);
    }
    lc_buf_free(&first);
}

static void gzip_itself_accepts_what_we_write(void **state)
{
    (void)state;
    char path[] = "/tmp/t_gzip_XXXXXX";
    char command[100];
    struct lc_buf packed;
    if (system("command -v gzip >/dev/null 2>&1") != 0) {
        skip();
    }
    pack(LC_STR("one line of many\n"), 10000, 17, &packed);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, packed.data, packed.size), packed.size);
    close(fd);
    snprintf(command, sizeof command, "gzip -t < %s", path);
    int tested = system(command);
    snprintf(command, sizeof command, "test $(gzip -dc < %s | wc -c) = 170000", path);
    int counted = system(command);
    unlink(path);
    lc_buf_free(&packed);
    assert_int_equal(tested, 0);
    assert_int_equal(counted, 0);
}

static void several_members_are_one_stream(void **state)
{
    (void)state;
    struct lc_buf one;
    struct lc_buf empty;
    struct lc_buf all;
    pack(LC_STR("first "), 1, 10, &one);
    pack(LC_STR(""), 1, 10, &empty);
    lc_buf_init(&all, host(), 1000);
    lc_buf_str(&all, bytes_of(&empty));
    lc_buf_str(&all, bytes_of(&one));
    lc_buf_str(&all, bytes_of(&empty));
    lc_buf_str(&all, bytes_of(&one));
    reads_as(bytes_of(&all), LC_STR("first first "));
    lc_buf_free(&one);
    lc_buf_free(&empty);
    lc_buf_free(&all);
}

static void a_header_with_name_comment_and_extra_field_is_read(void **state)
{
    (void)state;
    struct lc_buf packed;
    struct lc_buf named;
    pack(LC_STR("body"), 1, 10, &packed);
    lc_buf_init(&named, host(), 1000);
    lc_buf_add(&named, "\x1F\x8B\x08\x1C\x01\x02\x03\x04\x00\x03", 10);
    lc_buf_add(&named, "\x03\x00xyz", 5);
    lc_buf_add(&named, "name.xml\0comment", 17);
    lc_buf_add(&named, packed.data + 10, packed.size - 10);
    reads_as(bytes_of(&named), LC_STR("body"));
    lc_buf_free(&packed);
    lc_buf_free(&named);
}

static void a_truncated_stream_is_input_wherever_it_is_cut(void **state)
{
    (void)state;
    struct lc_buf packed;
    pack(LC_STR("some text that is longer than nothing"), 3, 10, &packed);
    for (size_t size = 2; size < packed.size; size++) {
        char message[80];
        snprintf(message, sizeof message, "the gzip stream is bad at byte %zu: it is cut off",
                 size);
        fails_as(lc_str_n(packed.data, size), CTR_E_INPUT, message);
    }
    lc_buf_free(&packed);
}

static void a_wrong_checksum_is_input(void **state)
{
    (void)state;
    struct lc_buf packed;
    pack(LC_STR("some text"), 1, 10, &packed);
    packed.data[packed.size - 8] = (char)(packed.data[packed.size - 8] ^ 1);
    char message[80];
    snprintf(message, sizeof message, "the gzip stream is bad at byte %zu: incorrect data check",
             packed.size - 4);
    fails_as(bytes_of(&packed), CTR_E_INPUT, message);
    packed.data[packed.size - 8] = (char)(packed.data[packed.size - 8] ^ 1);
    packed.data[packed.size - 1] = 1; /* the length */
    snprintf(message, sizeof message, "the gzip stream is bad at byte %zu: incorrect length check",
             packed.size);
    fails_as(bytes_of(&packed), CTR_E_INPUT, message);
    lc_buf_free(&packed);
}

static void garbage_behind_the_last_member_is_input(void **state)
{
    (void)state;
    static const char *const rows[] = {"x", "xy", "\x1F", "\x1Fx", "\n"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_buf packed;
        char message[120];
        pack(LC_STR("body"), 1, 10, &packed);
        snprintf(message, sizeof message,
                 "the gzip stream is bad at byte %zu: something other than another gzip member "
                 "follows the last one",
                 packed.size);
        lc_buf_text(&packed, rows[i]);
        fails_as(bytes_of(&packed), CTR_E_INPUT, message);
        lc_buf_free(&packed);
    }
    struct lc_buf zeros; /* padding of tapes */
    pack(LC_STR("body"), 1, 10, &zeros);
    lc_buf_add(&zeros, "\0\0\0\0", 4);
    struct outcome o;
    read_all((struct source){.text = bytes_of(&zeros), .times = 1, .step = 99}, 50, 0, &o);
    assert_int_equal(o.status, CTR_E_INPUT);
    assert_non_null(ctr_error_detail(o.err, "offset"));
    outcome_free(&o);
    lc_buf_free(&zeros);
}

static void a_method_other_than_deflate_is_input(void **state)
{
    (void)state;
    fails_as(lc_str_n("\x1F\x8B\x07\0\0\0\0\0\0\0", 10), CTR_E_INPUT,
             "the gzip stream is bad at byte 4: unknown compression method");
}

static void a_bomb_of_one_gibibyte_is_a_limit(void **state)
{
    (void)state;
    char *zeros = calloc(1, 16 << 20);
    struct lc_buf one;
    struct lc_buf long_one;
    struct outcome o;
    pack(lc_str_n(zeros, 16 << 20), 1, 1 << 20, &one); /* 64 members of 16 MiB */
    read_all((struct source){.text = bytes_of(&one), .times = 64, .step = 5000}, 65536, 0, &o);
    assert_int_equal(o.status, CTR_E_LIMIT);
    assert_true(o.total <= (64 << 20));
    assert_string_equal(ctr_error_detail(o.err, "limit"), "1000");
    assert_non_null(strstr(ctr_error_message(o.err), "at most 1000 to 1 is allowed"));
    outcome_free(&o);
    pack(lc_str_n(zeros, 16 << 20), 5, 1 << 20, &long_one); /* one member of 80 MiB */
    read_all((struct source){.text = bytes_of(&long_one), .times = 1, .step = 5000}, 65536, 0, &o);
    assert_int_equal(o.status, CTR_E_LIMIT);
    assert_true(o.total <= (64 << 20));
    outcome_free(&o);
    read_all((struct source){.text = bytes_of(&one), .times = 3, .step = 5000}, 65536, 0, &o);
    assert_int_equal(o.status, CTR_OK); /* 48 MiB: the ratio does not matter yet */
    assert_int_equal(o.total, 48 << 20);
    outcome_free(&o);
    lc_buf_free(&one);
    lc_buf_free(&long_one);
    free(zeros);
}

static void more_than_the_import_limit_is_a_limit(void **state)
{
    (void)state;
    struct lc_buf packed;
    struct outcome o;
    pack(LC_STR("0123456789"), 1000, 10, &packed);
    const struct source gz = {.text = bytes_of(&packed), .times = 1, .step = 999};
    const struct source plain = {.text = LC_STR("0123456789"), .times = 1000, .step = 999};
    read_all(gz, 512, 10000, &o);
    assert_int_equal(o.status, CTR_OK);
    outcome_free(&o);
    read_all(plain, 512, 10000, &o);
    assert_int_equal(o.status, CTR_OK);
    outcome_free(&o);
    for (int i = 0; i < 2; i++) {
        read_all(i ? gz : plain, 512, 9999, &o);
        assert_int_equal(o.status, CTR_E_LIMIT);
        assert_string_equal(ctr_error_message(o.err),
                            "the input is larger than the 9999 bytes allowed");
        assert_string_equal(ctr_error_detail(o.err, "limit"), "9999");
        outcome_free(&o);
    }
    lc_buf_free(&packed);
}

static void endless_empty_members_are_a_limit(void **state)
{
    (void)state;
    struct lc_buf empty;
    struct outcome o;
    pack(LC_STR(""), 1, 1, &empty);
    read_all((struct source){.text = bytes_of(&empty), .times = SIZE_MAX, .step = 4096}, 512,
             1 << 20, &o);
    assert_int_equal(o.status, CTR_E_LIMIT);
    assert_int_equal(o.total, 0);
    outcome_free(&o);
    lc_buf_free(&empty);
}

static void a_host_that_fails_to_read_is_io(void **state)
{
    (void)state;
    struct outcome o;
    read_all((struct source){.fail = -7, .step = 1}, 512, 0, &o);
    assert_int_equal(o.status, CTR_E_IO);
    assert_string_equal(ctr_error_message(o.err), "stopped by the read callback");
    assert_string_equal(ctr_error_detail(o.err, "callback"), "-7");
    outcome_free(&o);
    read_all((struct source){.text = LC_STR("\x1F\x8B\x08"), .times = 1, .fail = -1, .step = 9},
             512, 0, &o);
    assert_int_equal(o.status, CTR_E_IO);
    outcome_free(&o);
}

static int64_t lie(void *user, void *buffer, size_t capacity)
{
    (void)user;
    (void)buffer;
    return (int64_t)capacity + 1;
}

static void a_host_that_claims_too_many_bytes_is_refused(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_gzip_reader *r;
    char buffer[10];
    size_t got;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_gzip_reader_new(&ctx, lie, NULL, &r), CTR_OK);
    assert_int_equal(lc_gzip_read(&ctx, r, buffer, sizeof buffer, &got), CTR_E_ARGUMENT);
    assert_int_equal(got, 0);
    lc_gzip_reader_free(r);
    lc_ctx_end(&ctx, CTR_E_ARGUMENT, NULL);
}

static int refuse(void *user, const void *bytes, size_t size)
{
    (void)bytes;
    (void)size;
    return ++*(int *)user == 2 ? 42 : 0;
}

static void a_host_that_stops_writing_cancels(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_gzip_writer *w;
    ctr_error *err;
    uint32_t noise[1024];
    int calls = 0;
    for (uint32_t i = 0; i < 1024; i++) {
        noise[i] = i * 2654435761U;
    }
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_gzip_writer_new(&ctx, refuse, &calls, &w), CTR_OK);
    ctr_status status = CTR_OK;
    for (int i = 0; i < 10000 && status == CTR_OK; i++) {
        noise[i % 1024] *= 2246822519U;
        status = lc_gzip_write(&ctx, w, noise, sizeof noise);
    }
    assert_int_equal(status, CTR_E_CANCELLED);
    assert_int_equal(lc_gzip_write(&ctx, w, noise, 1), CTR_E_CANCELLED);
    assert_int_equal(lc_gzip_finish(&ctx, w), CTR_E_CANCELLED);
    assert_int_equal(calls, 2);
    lc_gzip_writer_free(w);
    lc_ctx_end(&ctx, status, &err);
    assert_string_equal(ctr_error_message(err), "stopped by the write callback");
    assert_string_equal(ctr_error_detail(err, "callback"), "42");
    ctr_error_free(err);
}

static void the_cancel_flag_stops_reading(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_gzip_reader *r;
    struct source source = {.text = LC_STR("abc"), .times = 9, .step = 1};
    atomic_int cancel = 0;
    char buffer[2];
    size_t got;
    lc_ctx_begin(&ctx, NULL);
    ctx.cancel = &cancel;
    assert_int_equal(lc_gzip_reader_new(&ctx, give, &source, &r), CTR_OK);
    assert_int_equal(lc_gzip_read(&ctx, r, buffer, 2, &got), CTR_OK);
    atomic_store(&cancel, 1);
    assert_int_equal(lc_gzip_read(&ctx, r, buffer, 2, &got), CTR_E_CANCELLED);
    lc_gzip_reader_free(r);
    lc_ctx_end(&ctx, CTR_E_CANCELLED, NULL);
}

static void nothing_is_added_behind_the_end(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_gzip_writer *w;
    struct lc_buf out;
    lc_ctx_begin(&ctx, NULL);
    lc_buf_init(&out, host(), 1000);
    assert_int_equal(lc_gzip_writer_new(&ctx, keep, &out, &w), CTR_OK);
    assert_int_equal(lc_gzip_finish(&ctx, w), CTR_OK);
    size_t size = out.size;
    assert_int_equal(size, 20);
    assert_int_equal(lc_gzip_finish(&ctx, w), CTR_OK);
    assert_int_equal(out.size, size);
    assert_int_equal(lc_gzip_write(&ctx, w, "x", 1), CTR_E_ARGUMENT);
    lc_gzip_writer_free(w);
    lc_buf_free(&out);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void the_end_is_asked_for_once(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_gzip_reader *r;
    struct source source = {.text = LC_STR("abc"), .times = 1, .step = 9};
    char buffer[9];
    size_t got;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_gzip_reader_new(&ctx, give, &source, &r), CTR_OK);
    assert_int_equal(lc_gzip_read(&ctx, r, buffer, 0, &got), CTR_OK); /* no room, no call */
    assert_int_equal(source.calls, 0);
    assert_int_equal(lc_gzip_read(&ctx, r, buffer, 9, &got), CTR_OK);
    assert_int_equal(got, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(lc_gzip_read(&ctx, r, buffer, 9, &got), CTR_OK);
        assert_int_equal(got, 0);
    }
    assert_int_equal(source.calls, 2);
    lc_gzip_reader_free(r);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* Write and read back with the given allocator; the bytes in between are on the stack. */
static bool there_and_back(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_gzip_writer *w;
    struct lc_gzip_reader *r = NULL;
    struct lc_buf out;
    char text[20];
    size_t got = 0;
    lc_ctx_begin(&ctx, alloc);
    lc_buf_init(&out, host(), 1000);
    ctr_status status = lc_gzip_writer_new(&ctx, keep, &out, &w);
    if (status == CTR_OK) {
        status = lc_gzip_write(&ctx, w, "some text", 9);
    }
    if (status == CTR_OK) {
        status = lc_gzip_finish(&ctx, w);
    }
    lc_gzip_writer_free(w); /* may be NULL */
    struct source source = {.text = bytes_of(&out), .times = 1, .step = 5};
    if (status == CTR_OK) {
        status = lc_gzip_reader_new(&ctx, give, &source, &r);
    }
    size_t total = 0;
    do {
        if (status == CTR_OK) {
            status = lc_gzip_read(&ctx, r, text + total, 4, &got);
            total += got;
        }
    } while (status == CTR_OK && got);
    lc_gzip_reader_free(r);
    lc_buf_free(&out);
    if (status == CTR_OK) {
        assert_int_equal(total, 9);
        assert_memory_equal(text, "some text", 9);
    } else {
        assert_int_equal(status, CTR_E_NOMEM);
    }
    return lc_ctx_end(&ctx, status, NULL) == CTR_OK;
}

static void every_failing_allocation_is_nomem_and_leaves_nothing(void **state)
{
    (void)state;
    fault_walk(there_and_back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_input_passes_untouched),
        cmocka_unit_test(what_was_packed_comes_back),
        cmocka_unit_test(output_is_the_same_for_every_way_of_writing),
        cmocka_unit_test(gzip_itself_accepts_what_we_write),
        cmocka_unit_test(several_members_are_one_stream),
        cmocka_unit_test(a_header_with_name_comment_and_extra_field_is_read),
        cmocka_unit_test(a_truncated_stream_is_input_wherever_it_is_cut),
        cmocka_unit_test(a_wrong_checksum_is_input),
        cmocka_unit_test(garbage_behind_the_last_member_is_input),
        cmocka_unit_test(a_method_other_than_deflate_is_input),
        cmocka_unit_test(a_bomb_of_one_gibibyte_is_a_limit),
        cmocka_unit_test(more_than_the_import_limit_is_a_limit),
        cmocka_unit_test(endless_empty_members_are_a_limit),
        cmocka_unit_test(a_host_that_fails_to_read_is_io),
        cmocka_unit_test(a_host_that_claims_too_many_bytes_is_refused),
        cmocka_unit_test(a_host_that_stops_writing_cancels),
        cmocka_unit_test(the_cancel_flag_stops_reading),
        cmocka_unit_test(nothing_is_added_behind_the_end),
        cmocka_unit_test(the_end_is_asked_for_once),
        cmocka_unit_test(every_failing_allocation_is_nomem_and_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
