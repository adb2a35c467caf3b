/*
 * Figures of a master contract in Prometheus' text format. A figure without a value is not written,
 * because the format has no word for "not known"; one with another name is written under both.
 */
#include "exchange/text.h"
#include "report/metrics.h"

/* Values of labels: backslash, quote and line feed are escaped, nothing else need be. */
static void label(struct lc_buf *buf, const char *name, const char *value, bool first)
{
    if (!value) {
        return;
    }
    lc_buf_printf(buf, "%s%s=\"", first ? "" : ",", name);
    for (const char *c = value; *c; c++) {
        if (*c == '\n') {
            lc_buf_text(buf, "\\n");
        } else {
            lc_buf_text(buf, *c == '"' || *c == '\\' ? "\\" : "");
            lc_buf_char(buf, *c);
        }
    }
    lc_buf_char(buf, '"');
}

static void line(struct lc_text *t, const struct ctr_metrics *s, const struct lc_metric *m,
                 const char *name, bool first)
{
    struct lc_buf *buf = &t->buf;

    if (first) {
        lc_buf_printf(buf, "# TYPE contracts_%s gauge\n", name);
    }
    lc_buf_printf(buf, "contracts_%s{", name);
    label(buf, "team", s->team, true);
    label(buf, "contract", s->name, false);
    label(buf, "subject", m->subject, false);
    label(buf, "statistic", m->statistic, false);
    label(buf, "unit", m->unit, false);
    lc_buf_printf(buf, "} %s\n", m->value);
}

/* Lines of one name stand together: the format asks for it. */
static void family(struct lc_text *t, const struct ctr_metrics *s, const char *name, bool alias)
{
    bool first = true;

    for (size_t i = 0; i < s->count; i++) {
        const struct lc_metric *m = &s->items[i];
        const char *own = alias ? m->alias : m->metric;
        if (own && m->value && strcmp(own, name) == 0) {
            line(t, s, m, name, first);
            first = false;
        }
    }
}

static bool is_first(const struct ctr_metrics *s, size_t at, bool alias)
{
    const char *name = alias ? s->items[at].alias : s->items[at].metric;

    for (size_t i = 0; i < at; i++) {
        const char *other = alias ? s->items[i].alias : s->items[i].metric;
        if (other && strcmp(other, name) == 0) {
            return false;
        }
    }
    return true;
}

void lc_prometheus_metrics(struct lc_text *t, const void *body)
{
    const struct ctr_metrics *s = body;

    for (size_t i = 0; i < s->count; i++) {
        if (is_first(s, i, false)) {
            family(t, s, s->items[i].metric, false);
        }
    }
    for (size_t i = 0; i < s->count; i++) {
        if (s->items[i].alias && is_first(s, i, true)) {
            family(t, s, s->items[i].alias, true);
        }
    }
}
