/*
 * Values of options and names of contracts, checked as far as the command has to understand them;
 * the rest is the library's to refuse.
 */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Decimal digits alone: no sign, no space, no overflow. */
static bool number(const char *text, const char **end, uint64_t *out)
{
    uint64_t value = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (value > (UINT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *end = at;
    *out = value;
    return at > text;
}

int cli_opt_int(struct cli *cli, enum opt id, int64_t least, int64_t most, int64_t *out)
{
    const char *text = cli_opt(cli, id);
    const char *end;
    uint64_t value;
    if (!text) {
        return 0;
    }
    bool ok =
        number(text, &end, &value) && !*end && value <= (uint64_t)most && (int64_t)value >= least;
    if (!ok) {
        return cli_usage(cli, "--%s '%s' is no number between %lld and %lld", cli_option(id)->name,
                         text, (long long)least, (long long)most);
    }
    *out = (int64_t)value;
    return 0;
}

int cli_opt_size(struct cli *cli, enum opt id, uint64_t *out)
{
    static const char units[] = "KMGT";
    const char *text = cli_opt(cli, id);
    const char *end;
    uint64_t value;
    if (!text) {
        return 0;
    }
    bool ok = number(text, &end, &value) && value > 0;
    const char *unit = ok && *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    if (!ok || (unit ? end[1] : *end) || value > UINT64_MAX >> shift) {
        return cli_usage(cli, "--%s '%s' is no size such as 300, 64K, 16M or 2G",
                         cli_option(id)->name, text);
    }
    *out = value << shift;
    return 0;
}

int cli_opt_time(struct cli *cli, enum opt id, int64_t *out)
{
    const char *text = cli_opt(cli, id);
    if (text && (!cli_time_parse(text, out) || *out <= 0)) {
        return cli_usage(cli,
                         "--%s '%s' is no time since 1970 such as 2026-01-31 or "
                         "2026-01-31T12:00:00Z",
                         cli_option(id)->name, text);
    }
    return 0;
}

int cli_opt_day(struct cli *cli, enum opt id, int64_t *out)
{
    const char *text = cli_opt(cli, id);
    int code = cli_opt_time(cli, id, out);
    bool bare = text && strlen(text) == sizeof "2026-01-31" - 1;

    *out += !code && bare ? INT64_C(86400000000) - 1 : 0;
    return code;
}

static int no_such_word(struct cli *cli, enum opt id, const char *const *words)
{
    struct nearest nearest = {0};
    const char *typed = cli_opt(cli, id);
    const char *list = "";
    for (size_t i = 0; words[i]; i++) {
        const char *join = i == 0 ? "" : words[i + 1] ? ", " : " or ";
        list = cli_format_text(cli, "%s%s%s", list, join, words[i]);
        cli_nearest(&nearest, typed, words[i]);
    }
    if (nearest.word) {
        return cli_usage(cli, "--%s '%s' is none of %s; did you mean %s?", cli_option(id)->name,
                         typed, list, nearest.word);
    }
    return cli_usage(cli, "--%s '%s' is none of %s", cli_option(id)->name, typed, list);
}

int cli_opt_word(struct cli *cli, enum opt id, const char *const *words, size_t *out)
{
    const char *typed = cli_opt(cli, id);
    for (size_t i = 0; typed && words[i]; i++) {
        if (strcmp(typed, words[i]) == 0) {
            *out = i;
            return 0;
        }
    }
    return typed ? no_such_word(cli, id, words) : 0;
}

enum { MAX_WORDS = 32 };

/* The option holds none of the words of an enumeration, which begin at `first`; numbers between may
 * not be given out yet. */
static int no_such_value(struct cli *cli, enum opt id, int first, const char *(*name)(int))
{
    const char *words[MAX_WORDS + 1] = {NULL};
    size_t count = 0;
    for (int value = first; value < first + MAX_WORDS; value++) {
        if (strcmp(name(value), "unknown") != 0) {
            words[count++] = name(value);
        }
    }
    return no_such_word(cli, id, words);
}

/* An enumeration's option: the words are the library's, from `first` on. */
#define OPT_VALUE(type, id, first)                                                                 \
    static const char *name_of_##type(int value)                                                   \
    {                                                                                              \
        return ctr_##type##_name((ctr_##type)value);                                               \
    }                                                                                              \
    int cli_opt_##type(struct cli *cli, ctr_##type *out)                                           \
    {                                                                                              \
        const char *typed = cli_opt(cli, id);                                                      \
        return typed && !ctr_##type##_parse(typed, out)                                            \
                   ? no_such_value(cli, id, first, name_of_##type)                                 \
                   : 0;                                                                            \
    }

OPT_VALUE(format, OPT_AS, CTR_FORMAT_OPENAPI)
OPT_VALUE(import_policy, OPT_POLICY, CTR_IMPORT_FAIL)
OPT_VALUE(mode, OPT_MODE, CTR_MODE_BACKWARD)
OPT_VALUE(profile, OPT_PROFILE, CTR_PROFILE_STRICT)
OPT_VALUE(state, OPT_STATE, CTR_STATE_DRAFT)
OPT_VALUE(type, OPT_TYPE, CTR_TYPE_REST_API)

static char *piece(struct cli *cli, const char *from, size_t size)
{
    char *copy = cli_keep(cli, size + 1);
    memcpy(copy, from, size);
    return copy;
}

/* Grammar of the parts is the library's; here only where they end. */
int cli_target(struct cli *cli, const char *text, enum target_kind kind, struct target *out)
{
    const char *wanted = kind == TARGET_CONTRACT  ? "TEAM/NAME"
                         : kind == TARGET_VERSION ? "TEAM/NAME@VERSION"
                                                  : "TEAM/NAME or TEAM/NAME@VERSION";
    size_t head = strcspn(text, "@");
    const char *at = text[head] ? text + head : NULL;
    const char *slash = memchr(text, '/', head);
    if (!slash) {
        return cli_usage(cli, "'%s' names no contract: %s is wanted", text, wanted);
    }
    if (at && kind == TARGET_CONTRACT) {
        return cli_usage(cli, "'%s' names a version: %s is wanted", text, wanted);
    }
    if ((!at && kind == TARGET_VERSION) || (at && !at[1])) {
        return cli_usage(cli, "'%s' names no version: %s is wanted", text, wanted);
    }
    out->team = piece(cli, text, (size_t)(slash - text));
    out->name = piece(cli, slash + 1, (size_t)(text + head - slash - 1));
    out->selector = at ? at + 1 : NULL;
    return 0;
}
