/* Strings at the edges: lengths beside the limits of both sides, texts that match their patterns,
 * and some of the formats that are in use. */
#include "spec/witness/witness.h"

enum { MAX_LENGTH = 4096 };

/* How often what may be repeated is, by variant; those of odd number take the least instead. */
static const unsigned repeats[] = {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 8, 8, 20, 0, 70};
enum { VARIANTS = sizeof repeats / sizeof repeats[0] };

static bool length_of(const struct lc_limit *limit, int64_t *out)
{
    return limit->node.value && lc_decimal_int64(&limit->value, out);
}

/* Lengths worth a try: at the limits and one beyond. */
static size_t lengths(const struct lc_view *accepts, const struct lc_view *refuses, int64_t out[12])
{
    const struct lc_limit *const limits[] = {
        &refuses->limit[LC_MAX_LENGTH], &refuses->limit[LC_MIN_LENGTH],
        &accepts->limit[LC_MAX_LENGTH], &accepts->limit[LC_MIN_LENGTH]};
    size_t count = 0;
    for (size_t i = 0; i < 4; i++) {
        int64_t n;
        for (int64_t by = -1; length_of(limits[i], &n) && by <= 1; by++) {
            if (n + by >= 0 && n + by <= MAX_LENGTH) {
                out[count++] = n + by;
            }
        }
    }
    return count;
}

static ctr_status repeated(struct lc_witness *w, struct lc_wlist *out, char c, int64_t length)
{
    char *text = lc_new(w->ctx, (size_t)length + 1, 1);
    if (!text) {
        return CTR_E_NOMEM;
    }
    memset(text, c, (size_t)length);
    struct lc_value v = lc_wtext(lc_str_n(text, (size_t)length));
    return lc_wpush(w, out, &v);
}

static ctr_status by_pattern(struct lc_witness *w, struct lc_wlist *out, struct lc_str pattern,
                             const int64_t *sizes, size_t size_count)
{
    for (unsigned i = 0; i < VARIANTS + size_count && !lc_wfull(out); i++) {
        unsigned repeat = i < VARIANTS ? repeats[i] : (unsigned)sizes[i - VARIANTS];
        struct lc_str text;
        LC_TRY(lc_wpattern(w->ctx, pattern, i < VARIANTS ? i : 0, repeat, &text));
        if (!text.ptr) {
            return CTR_OK;
        }
        struct lc_value v = lc_wtext(text);
        LC_TRY(lc_wpush(w, out, &v));
    }
    return CTR_OK;
}

ctr_status lc_wstrings(struct lc_witness *w, const struct lc_view *accepts,
                       const struct lc_view *refuses, struct lc_wlist *out)
{
    static const char *const plain[] = {"",
                                        "a",
                                        "A",
                                        "0",
                                        "1",
                                        "-",
                                        " ",
                                        "abc",
                                        "\n",
                                        "2020-01-31",
                                        "2020-01-31T00:00:00Z",
                                        "00:00:00Z",
                                        "a@b.example",
                                        "http://a.example/",
                                        "127.0.0.1",
                                        "::1",
                                        "a.example",
                                        "00000000-0000-4000-8000-000000000000"};
    int64_t sizes[12];
    size_t count = lengths(accepts, refuses, sizes);
    for (size_t i = 0; i < accepts->more->patterns.count; i++) {
        LC_TRY(by_pattern(w, out, lc_raw(accepts->more->patterns.at[i].value), sizes, count));
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(repeated(w, out, 'a', sizes[i]));
        if (refuses->more->patterns.count) {
            LC_TRY(repeated(w, out, '\n', sizes[i])); /* which the dot does not match */
        }
    }
    for (size_t i = 0; i < refuses->more->patterns.count; i++) {
        LC_TRY(by_pattern(w, out, lc_raw(refuses->more->patterns.at[i].value), sizes, 0));
    }
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        struct lc_value v = lc_wtext(lc_str(plain[i]));
        LC_TRY(lc_wpush(w, out, &v));
    }
    return CTR_OK;
}
