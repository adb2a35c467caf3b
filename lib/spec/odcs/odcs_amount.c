/*
 * Amounts that people write: shares, spans of time, moments. Spans of months and spans of days are
 * compared only where it does not matter how long a month is.
 */
#include "spec/odcs/odcs.h"

enum sort { NONE, FIGURE, SPAN, MOMENT };

enum { SCALE = 1000, DECIMALS = 3, MONTH_SLACK_DAYS = 3 };
static const int64_t day_ms = 86400000;

struct amount {
    enum sort sort;
    struct lc_decimal figure;
    struct lc_str unit;
    int64_t months; /* in thousandths */
    int64_t ms;     /* in thousandths */
    struct lc_str text;
};

static const struct unit {
    const char *word;
    int64_t months; /* or */
    int64_t ms;
} units[] = {
    {"ms", 0, 1},          {"millisecond", 0, 1}, {"milliseconds", 0, 1}, {"s", 0, 1000},
    {"sec", 0, 1000},      {"second", 0, 1000},   {"seconds", 0, 1000},   {"min", 0, 60000},
    {"minute", 0, 60000},  {"minutes", 0, 60000}, {"h", 0, 3600000},      {"hr", 0, 3600000},
    {"hour", 0, 3600000},  {"hours", 0, 3600000}, {"d", 0, 86400000},     {"day", 0, 86400000},
    {"days", 0, 86400000}, {"w", 0, 604800000},   {"week", 0, 604800000}, {"weeks", 0, 604800000},
    {"mo", 1, 0},          {"month", 1, 0},       {"months", 1, 0},       {"y", 12, 0},
    {"yr", 12, 0},         {"year", 12, 0},       {"years", 12, 0},
};

static const struct unit *unit_of(struct lc_str word)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (lc_str_eq_nocase(word, lc_str(units[i].word))) {
            return &units[i];
        }
    }
    return NULL;
}

/* A number without sign in thousandths; false if it has more digits than that. */
static bool thousandths(struct lc_str text, int64_t *out)
{
    int64_t n = 0;
    int behind = -1;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '.' && behind < 0) {
            behind = 0;
            continue;
        }
        if (c < '0' || c > '9' || n > INT64_MAX / 100 || behind >= DECIMALS) {
            return false;
        }
        n = n * 10 + (c - '0');
        behind += behind >= 0;
    }
    for (int i = behind < 0 ? 0 : behind; i < DECIMALS; i++) {
        if (n > INT64_MAX / 100) {
            return false;
        }
        n *= 10;
    }
    *out = n;
    return text.len > 0;
}

static bool add(struct amount *a, struct lc_str number, const struct unit *unit)
{
    int64_t n;
    int64_t months;
    int64_t ms;
    if (!unit || !thousandths(number, &n) || __builtin_mul_overflow(n, unit->months, &months) ||
        __builtin_mul_overflow(n, unit->ms, &ms) ||
        __builtin_add_overflow(a->months, months, &a->months) ||
        __builtin_add_overflow(a->ms, ms, &a->ms)) {
        return false;
    }
    a->sort = SPAN;
    return true;
}

static size_t digits_at(struct lc_str text, size_t at)
{
    size_t n = at;
    while (n < text.len && ((text.ptr[n] >= '0' && text.ptr[n] <= '9') || text.ptr[n] == '.')) {
        n++;
    }
    return n - at;
}

/* "P1Y2M3DT4H5M6S" */
static bool iso_span(struct lc_str text, struct amount *a)
{
    bool time = false;
    size_t i = 1;
    bool good = text.len > 2 && text.ptr[0] == 'P';
    while (good && i < text.len) {
        if (text.ptr[i] == 'T' && !time) {
            time = true;
            i++;
            continue;
        }
        size_t n = digits_at(text, i);
        char letter = n && i + n < text.len ? text.ptr[i + n] : '\0';
        const char *unit = letter == 'Y'           ? "y"
                           : letter == 'M' && time ? "min"
                           : letter == 'M'         ? "mo"
                           : letter == 'W'         ? "w"
                           : letter == 'D'         ? "d"
                           : letter == 'H' && time ? "h"
                           : letter == 'S' && time ? "s"
                                                   : "";
        good = *unit && add(a, lc_str_n(text.ptr + i, n), unit_of(lc_str(unit)));
        i += n + 1;
    }
    return good && a->sort == SPAN;
}

/* The same digits in the same places, so that the order of the text is that of time. */
static bool is_moment(struct lc_str text)
{
    bool good = text.len >= 8;
    for (size_t i = 0; good && i < text.len; i++) {
        char c = text.ptr[i];
        good = (c >= '0' && c <= '9') || c == '-' || c == ':' || c == 'T' || c == 'Z' || c == '.' ||
               c == ' ' || c == '+';
    }
    bool date = good && text.len >= 10 && text.ptr[4] == '-' && text.ptr[7] == '-';
    bool time = good && text.ptr[2] == ':' && text.ptr[5] == ':';
    return date || time;
}

/* What stands behind the digits of two moments (the zone) is the same, and so is their form. */
static bool same_form(struct lc_str a, struct lc_str b)
{
    bool zone = false;
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++) {
        bool first = a.ptr[i] >= '0' && a.ptr[i] <= '9';
        bool second = b.ptr[i] >= '0' && b.ptr[i] <= '9';
        zone = zone || a.ptr[i] == '+' || (a.ptr[i] == '-' && i > 8);
        same = first == second && ((first && !zone) || a.ptr[i] == b.ptr[i]);
    }
    return same;
}

static struct amount amount_of(struct lc_str text, struct lc_str unit)
{
    struct amount a = {.text = lc_str_trim(text), .unit = lc_str_trim(unit)};
    if (!a.text.len) {
        return a;
    }
    size_t n = digits_at(a.text, 0);
    struct lc_str behind = lc_str_trim(lc_str_n(a.text.ptr + n, a.text.len - n));
    if (behind.len && !a.unit.len) {
        a.unit = behind;
    } else if (behind.len) {
        n = 0; /* "4 d" of a unit: neither */
    }
    if (iso_span(a.text, &a)) {
        return a;
    }
    a.months = a.ms = 0;
    a.sort = NONE;
    if (n && unit_of(a.unit) && add(&a, lc_str_n(a.text.ptr, n), unit_of(a.unit))) {
        return a;
    }
    a.sort = NONE;
    if (n && lc_decimal_parse(lc_str_n(a.text.ptr, n), &a.figure) && !is_moment(a.text)) {
        a.sort = FIGURE;
        a.unit = lc_str_is(a.unit, "percent") ? LC_STR("%") : a.unit;
    } else if (is_moment(a.text)) {
        a.sort = MOMENT;
    }
    return a;
}

static int sign(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int spans(const struct amount *a, const struct amount *b)
{
    const int64_t month = 2629746000; /* ms in the middle one; both sides are in thousandths */
    int64_t slack = MONTH_SLACK_DAYS * day_ms * SCALE;
    int64_t x = 0;
    int64_t y = 0;
    if (a->months == b->months) {
        return sign(a->ms, b->ms);
    }
    if (a->ms == b->ms) {
        return sign(a->months, b->months);
    }
    if (__builtin_mul_overflow(a->months - b->months, month, &x) ||
        __builtin_sub_overflow(b->ms, a->ms, &y)) {
        return LC_ODCS_UNLIKE;
    }
    int64_t gap; /* by so much the first is longer, if months are of middle length */
    if (__builtin_sub_overflow(x, y, &gap) || (gap <= slack && gap >= -slack)) {
        return LC_ODCS_UNLIKE;
    }
    return gap < 0 ? -1 : 1;
}

bool lc_odcs_is_figure(struct lc_str text, struct lc_str unit)
{
    return amount_of(text, unit).sort == FIGURE;
}

int lc_odcs_amounts(struct lc_str a, struct lc_str unit_a, struct lc_str b, struct lc_str unit_b)
{
    struct amount x = amount_of(a, unit_a);
    struct amount y = amount_of(b, unit_b);
    if (x.sort != y.sort || x.sort == NONE) {
        return LC_ODCS_UNLIKE;
    }
    if (x.sort == SPAN) {
        return spans(&x, &y);
    }
    if (x.sort == FIGURE) {
        int r = lc_decimal_cmp(&x.figure, &y.figure);
        return !lc_str_eq(x.unit, y.unit) ? LC_ODCS_UNLIKE /* MB and Mb */ : r < 0 ? -1 : r > 0;
    }
    int r = lc_str_cmp(x.text, y.text);
    return !same_form(x.text, y.text) ? LC_ODCS_UNLIKE : r < 0 ? -1 : r > 0;
}
