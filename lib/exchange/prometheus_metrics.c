/*
 * Figures of a master contract in Prometheus' text format. A figure without a value is not written,
 * because the format has no word for "not known"; one with another name is written under both.
 */
#include "exchange/text.h"
#include "report/metrics.h"

/* What a figure is, in the words of doc/metrics.md. */
static const struct {
    const char *metric, *what;
} helps[] = {
    {"cr_decision_lead_time", "Hours from the opening of a change to the decision on it."},
    {"cr_decision_lead_time_working",
     "Working hours from the opening of a change to the decision on it."},
    {"open_changes", "Changes that are neither closed nor rejected nor withdrawn."},
    {"slo_attainment", "Percent of the cases of a service level that met their goal."},
    {"slo_error_budget", "Late cases that the target of a service level still allows."},
    {"pain_gain_balance", "Share of the delivery side so far; above zero it is paid."},
    {"iteration_forecast_error", "Actual cost less its forecast, in percent of the forecast."},
    {"scope_volatility", "Scope changed since the backlog was frozen, in percent of it."},
    {"criteria_met", "Percent of the acceptance criteria that are accepted."},
    {"value_hypotheses", "Hypotheses of value, by how they came out."},
};

static const char *help_of(const char *metric)
{
    for (size_t i = 0; i < sizeof helps / sizeof helps[0]; i++) {
        if (strcmp(helps[i].metric, metric) == 0) {
            return helps[i].what;
        }
    }
    return "A figure of a master contract.";
}

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
        lc_buf_printf(buf, "# HELP contracts_%s %s\n", name, help_of(m->metric));
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
