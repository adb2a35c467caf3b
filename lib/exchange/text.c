/* The means of text for people: safe text, styles, facts, tables. */
#include "exchange/text.h"

#include "base/time.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { FACT_WIDTH = 14, COLUMN_GAP = 2 };

bool lc_opens_command(const char *begin, const char *at)
{
    return *at == '[' && at - begin >= 2 && at[-1] == '#' && at[-2] == '#';
}

/* The next character of the text that starts at `begin`: its size, and whether it may be shown. */
static size_t next_char(const char *begin, struct lc_str rest, uint32_t *code, bool *shown)
{
    size_t size = lc_utf8_look(rest, code, shown);
    *shown = *shown && !lc_opens_command(begin, rest.ptr);
    return size;
}

static bool is_safe(struct lc_str text)
{
    const char *begin = text.ptr;
    while (text.len) {
        uint32_t code;
        bool shown;
        size_t size = next_char(begin, text, &code, &shown);
        if (!shown) {
            return false;
        }
        text = lc_str_n(text.ptr + size, text.len - size);
    }
    return true;
}

const char *lc_text_safe(struct lc_ctx *ctx, const char *text)
{
    struct lc_str rest = lc_str(text ? text : "");
    if (is_safe(rest)) {
        return rest.ptr;
    }
    char *out = lc_new(ctx, rest.len + 1, LC_UTF8_ESCAPE);
    char *to = out;
    while (out && rest.len) {
        uint32_t code;
        bool shown;
        size_t size = next_char(text, rest, &code, &shown);
        if (shown) {
            memcpy(to, rest.ptr, size);
            to += size;
        } else {
            to += lc_utf8_escape(to, code, size);
        }
        rest = lc_str_n(rest.ptr + size, rest.len - size);
    }
    return out ? out : "";
}

static const char *const codes[] = {
    [LC_PLAIN] = "",           [LC_BOLD] = "\033[1m",    [LC_DIM] = "\033[2m",
    [LC_RED] = "\033[31m",     [LC_YELLOW] = "\033[33m", [LC_GREEN] = "\033[32m",
    [LC_MAGENTA] = "\033[35m",
};

void lc_text_styled(struct lc_text *t, enum lc_style style, const char *text)
{
    bool styled = t->color && style != LC_PLAIN && text && *text;

    lc_buf_text(&t->buf, styled ? codes[style] : "");
    lc_buf_text(&t->buf, lc_text_safe(t->ctx, text));
    lc_buf_text(&t->buf, styled ? "\033[0m" : "");
}

/* Formatted scratch text; the list is used up. "" where memory runs out. */
__attribute__((format(printf, 2, 0))) static const char *formatted(struct lc_text *t,
                                                                   const char *format, va_list args)
{
    const char *text = lc_vformat(t->ctx, format, args);
    return text ? text : "";
}

void lc_text_add(struct lc_text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    lc_text_styled(t, LC_PLAIN, formatted(t, format, args));
    va_end(args);
}

void lc_text_end(struct lc_text *t)
{
    lc_buf_char(&t->buf, '\n');
}

void lc_text_line(struct lc_text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    lc_text_styled(t, LC_PLAIN, formatted(t, format, args));
    va_end(args);
    lc_text_end(t);
}

static void blanks(struct lc_text *t, size_t n)
{
    for (; n; n--) {
        lc_buf_char(&t->buf, ' ');
    }
}

void lc_text_fact(struct lc_text *t, const char *key, const char *value)
{
    size_t width = strlen(key);

    if (!value) {
        return;
    }
    blanks(t, 2);
    lc_text_styled(t, LC_DIM, key);
    blanks(t, width < FACT_WIDTH ? FACT_WIDTH - width : 1);
    lc_text_styled(t, LC_PLAIN, value);
    lc_text_end(t);
}

void lc_text_fact_time(struct lc_text *t, const char *key, int64_t us, const char *by)
{
    char time[LC_TIME_TEXT];

    if (us) {
        lc_time_format(us, time);
        lc_text_fact(t, key, by ? lc_format(t->ctx, "%s by %s", time, by) : time);
    }
}

const char *lc_text_count(struct lc_text *t, int64_t n, const char *noun)
{
    const char *text = lc_format(t->ctx, "%lld %s%s", (long long)n, noun, n == 1 ? "" : "s");
    return text ? text : "";
}

const char **lc_text_cells(struct lc_text *t, size_t rows, size_t columns)
{
    size_t size;

    if (!lc_size_mul(columns, sizeof(char *), &size)) {
        lc_nomem(t->ctx);
        return NULL;
    }
    return lc_new(t->ctx, rows, size);
}

static void table_row(struct lc_text *t, const struct lc_table *table, const char *const *cells,
                      const size_t *widths, bool heading)
{
    for (size_t i = 0; i < table->columns; i++) {
        enum lc_style style = heading        ? LC_BOLD
                              : table->style ? table->style(i, cells[i])
                                             : LC_PLAIN;
        lc_text_styled(t, style, cells[i]);
        if (i + 1 < table->columns) {
            blanks(t, widths[i] - lc_utf8_cells(lc_str(cells[i])) + COLUMN_GAP);
        }
    }
    lc_text_end(t);
}

void lc_text_table(struct lc_text *t, const struct lc_table *table)
{
    const char **cells = lc_text_cells(t, table->rows, table->columns);
    size_t *widths = lc_new(t->ctx, table->columns, sizeof *widths);

    if (!cells || !widths) {
        return;
    }
    for (size_t i = 0; i < table->columns; i++) {
        widths[i] = strlen(table->headings[i]);
    }
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        const char *cell = table->cells[i];
        cells[i] = cell ? lc_text_safe(t->ctx, cell) : "-";
        size_t width = lc_utf8_cells(lc_str(cells[i]));
        size_t *most = &widths[i % table->columns];
        *most = width > *most ? width : *most;
    }
    table_row(t, table, table->headings, widths, true);
    for (size_t i = 0; i < table->rows; i++) {
        table_row(t, table, cells + i * table->columns, widths, false);
    }
}

enum lc_style lc_style_of_state(const char *word)
{
    return strcmp(word, "active") == 0       ? LC_GREEN
           : strcmp(word, "deprecated") == 0 ? LC_YELLOW
           : strcmp(word, "retired") == 0    ? LC_DIM
                                             : LC_PLAIN;
}

enum lc_style lc_style_of_level(const char *word)
{
    return strcmp(word, "breaking") == 0    ? LC_RED
           : strcmp(word, "undecided") == 0 ? LC_MAGENTA
           : strcmp(word, "warning") == 0   ? LC_YELLOW
                                            : LC_PLAIN;
}
