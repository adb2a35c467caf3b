/* Cells and markup in which nothing that came from outside means anything. */
#include "exchange/markup.h"

#include <stdarg.h>

/* --- CSV --- */

static void put_cell(struct lc_text *t, const char *text, bool guarded)
{
    bool formula = guarded && strchr("=+-@\t\r", *text);

    if (!strpbrk(text, ",\"\r\n") && *text != ' ' && !formula) {
        lc_buf_text(&t->buf, text);
        return;
    }
    lc_buf_text(&t->buf, formula ? "\"'" : "\"");
    for (; *text; text++) {
        if (*text == '"') {
            lc_buf_char(&t->buf, '"');
        }
        lc_buf_char(&t->buf, *text);
    }
    lc_buf_char(&t->buf, '"');
}

void lc_csv_row(struct lc_text *t, const char *const *cells, size_t count, uint32_t guarded)
{
    for (size_t i = 0; i < count; i++) {
        if (i) {
            lc_buf_char(&t->buf, ',');
        }
        if (cells[i] && *cells[i]) {
            put_cell(t, cells[i], (guarded >> i) & 1);
        }
    }
    lc_buf_char(&t->buf, '\n');
}

/* --- HTML, SVG --- */

void lc_markup_text(struct lc_text *t, const char *text)
{
    static const char *const names[] = {"&#38;", "&#60;", "&#62;", "&#34;", "&#39;"};
    static const char special[] = "&<>\"'";

    text = lc_text_safe(t->ctx, text);
    while (*text) {
        size_t plain = strcspn(text, special);
        lc_buf_add(&t->buf, text, plain);
        text += plain;
        if (*text) {
            lc_buf_text(&t->buf, names[strchr(special, *text) - special]);
            text++;
        }
    }
}

void lc_markup(struct lc_text *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    while (*format) {
        size_t plain = strcspn(format, "%");
        lc_buf_add(&t->buf, format, plain);
        format += plain;
        if (format[0] == '%' && format[1] == 's') {
            lc_markup_text(t, va_arg(args, const char *));
            format += 2;
        } else if (format[0] == '%') {
            lc_buf_char(&t->buf, '%');
            format += 1 + (format[1] == '%');
        }
    }
    va_end(args);
}

const char *lc_markup_amount(struct lc_text *t, const char *amount)
{
    static const char space[] = "\xE2\x80\xAF";
    static const char minus[] = "\xE2\x88\x92";
    size_t length = strlen(amount);
    char *text = lc_new(t->ctx, length * sizeof space + sizeof minus, 1);
    size_t size = 0;

    if (!text) {
        return "";
    }
    if (*amount == '-') {
        memcpy(text, minus, sizeof minus - 1);
        size = sizeof minus - 1;
        amount++;
    }
    size_t whole = strcspn(amount, ".");
    for (size_t i = 0; amount[i]; i++) {
        if (i && i < whole && (whole - i) % 3 == 0) {
            memcpy(text + size, space, sizeof space - 1);
            size += sizeof space - 1;
        }
        text[size++] = amount[i];
    }
    text[size] = '\0';
    return text;
}
