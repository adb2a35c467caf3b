/*
 * Burn against target as a picture: cost cumulated as steps, the target as steps above it,
 * forecasts dashed, limits of the terms as lines with their names. Whole numbers of tenths of a
 * pixel, so that the same ledger always makes the same bytes.
 */
#include "base/date.h"
#include "exchange/markup.h"
#include "exchange/statement.h"
#include "report/burn.h"

enum {
    WIDTH = 9600, /* tenths of a pixel */
    HEIGHT = 5400,
    LEFT = 1150,
    RIGHT = 7350, /* names of lines stand behind it */
    TOP = 800,
    BOTTOM = 4750,
    LABEL = 170, /* least distance of two names */
    DATE = 900,  /* least distance of two dates */
    MARKS = 32
};

static const char style[] =
    "<style>svg{color-scheme:light dark;font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,"
    "sans-serif}"
    ".page{fill:#fff}.ink{fill:#1b2330}.soft{fill:#5b6676}.grid{stroke:#e3e7ee}"
    ".axis{stroke:#5b6676}.cost{stroke:#2457c5}.costs{fill:#2457c5}.area{fill:#2457c5;"
    "fill-opacity:.1}.target{stroke:#1b2330}.limit{stroke:#b06000}.limits{fill:#8f4e00}"
    ".fore{stroke:#8a3ffc}.fores{fill:#6d28d9}path,line{fill:none}"
    "@media(prefers-color-scheme:dark){.page{fill:#11161e}.ink{fill:#e7ebf2}.soft{fill:#9aa6b8}"
    ".grid{stroke:#252e3b}.axis{stroke:#9aa6b8}.cost{stroke:#8ab0ff}.costs{fill:#8ab0ff}"
    ".area{fill:#8ab0ff;fill-opacity:.14}.target{stroke:#e7ebf2}.limit{stroke:#f0a84a}"
    ".limits{fill:#f0b968}.fore{stroke:#c4a2ff}.fores{fill:#c4a2ff}}</style>\n";

struct picture {
    struct lc_text *t;
    const struct ctr_burn *b;
    int64_t first, last; /* days */
    int64_t top;         /* money at the top of the picture */
    int64_t step;        /* of the axis */
};

/* --- scales --- */

static int x_of(const struct picture *p, int64_t day)
{
    return (int)(LEFT + (lc_wide)(RIGHT - LEFT) * (day - p->first) / (p->last - p->first));
}

static int y_of(const struct picture *p, int64_t money)
{
    int64_t inside = money < 0 ? 0 : money > p->top ? p->top : money;
    return (int)(BOTTOM - (lc_wide)(BOTTOM - TOP) * inside / p->top);
}

static void put(struct picture *p, const char *before, int tenths)
{
    lc_buf_printf(&p->t->buf, "%s%d.%d", before, tenths / 10, tenths % 10);
}

static void most(int64_t *is, int64_t other)
{
    *is = other > *is ? other : *is;
}

/* 1, 2 or 5 times a power of ten, so that there are at most six steps. */
static int64_t nice_step(int64_t top)
{
    int64_t step = 1;

    for (int i = 0; top / step > 5; i++) {
        step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    return step;
}

static void scale(struct picture *p)
{
    const struct ctr_burn *b = p->b;
    int64_t top = 1;

    p->last = b->until_day;
    p->first = b->point_count ? b->points[0].day : b->until_day;
    for (size_t i = 0; i < b->point_count; i++) {
        most(&top, b->points[i].cost);
        most(&top, b->points[i].target);
    }
    for (size_t i = 0; i < b->forecast_count; i++) {
        most(&top, b->forecasts[i].cost);
        p->first = b->forecasts[i].day < p->first ? b->forecasts[i].day : p->first;
    }
    int64_t plain = top;
    for (size_t i = 0; i < b->limit_count; i++) { /* a far one does not press the rest down */
        if (b->limits[i].cost <= plain + plain / 2) {
            most(&top, b->limits[i].cost);
        }
    }
    p->last += p->last <= p->first;
    p->top = top + top / 12 + 1;
    p->step = nice_step(p->top);
}

/* --- axes --- */

static void line(struct picture *p, const char *class, const int at[4])
{
    lc_markup(p->t, "<line class=\"%s\" x1=\"", class);
    put(p, "", at[0]);
    put(p, "\" y1=\"", at[1]);
    put(p, "\" x2=\"", at[2]);
    put(p, "\" y2=\"", at[3]);
    lc_markup(p->t, "\"/>\n");
}

static void text(struct picture *p, const char *class, const char *anchor, int x, int y,
                 const char *words)
{
    lc_markup(p->t, "<text class=\"%s\" text-anchor=\"%s\" x=\"", class, anchor);
    put(p, "", x);
    put(p, "\" y=\"", y);
    lc_markup(p->t, "\">%s</text>\n", words);
}

static void money_axis(struct picture *p)
{
    struct lc_ctx *ctx = p->t->ctx;

    for (int64_t at = 0; at <= p->top; at += p->step) {
        int y = y_of(p, at);
        line(p, at ? "grid" : "axis", (const int[]){LEFT, y, RIGHT, y});
        const char *amount = lc_ledger_amount(ctx, at, p->b->exponent);
        text(p, "soft", "end", LEFT - 80, y + 40, lc_markup_amount(p->t, amount ? amount : ""));
        if (p->top - at < p->step) {
            return;
        }
    }
}

/* Days from the first to the last in even steps, as many as there is room for. */
static void date_axis(struct picture *p)
{
    int64_t days = p->last - p->first;
    int64_t many = (RIGHT - LEFT) / DATE;
    int64_t step = (days + many - 1) / many;

    for (int64_t day = p->first; day <= p->last; day += step) {
        char date[LC_DATE_TEXT];
        int x = x_of(p, day);
        line(p, "axis", (const int[]){x, BOTTOM, x, BOTTOM + 50});
        text(p, "soft", "middle", x, BOTTOM + 220, lc_date_format(day, date));
    }
}

/* --- what happened --- */

static void steps(struct picture *p, const char *class, bool target, bool closed)
{
    const struct ctr_burn *b = p->b;

    lc_markup(p->t, "<path class=\"%s\" d=\"M", class);
    put(p, "", x_of(p, p->first));
    put(p, " ",
        closed || !b->point_count ? y_of(p, 0)
        : target                  ? y_of(p, b->points[0].target)
                                  : y_of(p, 0));
    for (size_t i = 0; i < b->point_count; i++) {
        put(p, "H", x_of(p, b->points[i].day));
        put(p, "V", y_of(p, target ? b->points[i].target : b->points[i].cost));
    }
    put(p, "H", x_of(p, p->last));
    if (closed) {
        put(p, "V", y_of(p, 0));
    }
    lc_markup(p->t, closed ? "Z\"/>\n" : "\" stroke-width=\"2.5\"/>\n");
}

static void forecasts(struct picture *p)
{
    const struct ctr_burn *b = p->b;

    if (!b->forecast_count) {
        return;
    }
    lc_markup(p->t, "<path class=\"fore\" stroke-width=\"2\" stroke-dasharray=\"7 5\" d=\"");
    for (size_t i = 0; i < b->forecast_count; i++) {
        put(p, i ? "H" : "M", x_of(p, b->forecasts[i].day));
        put(p, i ? "V" : " ", y_of(p, b->forecasts[i].cost));
    }
    put(p, "H", x_of(p, p->last));
    lc_markup(p->t, "\"/>\n");
    for (size_t i = 0; i < b->forecast_count; i++) {
        lc_markup(p->t, "<circle class=\"fores\" r=\"3.5\" cx=\"");
        put(p, "", x_of(p, b->forecasts[i].day));
        put(p, "\" cy=\"", y_of(p, b->forecasts[i].cost));
        lc_markup(p->t, "\"/>\n");
    }
}

/* --- names of the lines, at the right, none over another --- */

struct mark {
    const char *class, *name, *amount;
    int64_t money;
    int at; /* of the name */
};

static void order(struct mark *marks, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct mark one = marks[i];
        size_t k = i;
        for (; k && marks[k - 1].money < one.money; k--) {
            marks[k] = marks[k - 1];
        }
        marks[k] = one;
    }
}

/* Downward from the top, then back up from the bottom where they ran out of it. */
static void spread(const struct picture *p, struct mark *marks, size_t count)
{
    int least = TOP - 100;
    int end = BOTTOM;

    for (size_t i = 0; i < count; i++) {
        int y = y_of(p, marks[i].money) + 40;
        marks[i].at = y < least ? least : y;
        least = marks[i].at + LABEL;
    }
    for (size_t i = count; i > 0 && marks[i - 1].at > end; i--) {
        marks[i - 1].at = end;
        end -= LABEL;
    }
}

static void limits(struct picture *p, struct mark *marks, size_t *count)
{
    for (size_t i = 0; i < p->b->limit_count && *count < MARKS - 3; i++) {
        const struct lc_burn_limit *l = &p->b->limits[i];
        if (l->cost > p->top || l->cost < 0) {
            continue;
        }
        int y = y_of(p, l->cost);
        lc_markup(p->t, "<g stroke-dasharray=\"2 4\" stroke-width=\"1.3\">");
        line(p, "limit", (const int[]){LEFT, y, RIGHT, y});
        lc_markup(p->t, "</g>\n");
        marks[(*count)++] = (struct mark){"limits", lc_statement_limit(l->what), l->at, l->cost, 0};
    }
}

static void names(struct picture *p, struct mark *marks, size_t count)
{
    const struct ctr_burn *b = p->b;

    if (b->point_count) {
        const struct lc_burn_point *end = &b->points[b->point_count - 1];
        marks[count++] = (struct mark){"costs", "cost", end->text_cost, end->cost, 0};
        marks[count++] = (struct mark){"ink", "target", end->text_target, end->target, 0};
    }
    if (b->forecast_count) {
        const struct lc_burn_forecast *end = &b->forecasts[b->forecast_count - 1];
        marks[count++] = (struct mark){"fores", "forecast", end->text_cost, end->cost, 0};
    }
    order(marks, count);
    spread(p, marks, count);
    for (size_t i = 0; i < count; i++) {
        text(p, marks[i].class, "start", RIGHT + 90, marks[i].at,
             lc_format(p->t->ctx, "%s %s", marks[i].name, lc_markup_amount(p->t, marks[i].amount)));
    }
}

void lc_svg_burn(struct lc_text *t, const void *body)
{
    struct picture p = {.t = t, .b = body};
    struct mark marks[MARKS];
    size_t count = 0;

    scale(&p);
    lc_markup(t,
              "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 540\" role=\"img\">\n"
              "<title>Cost against target: %s/%s until %s, in %s</title>\n",
              p.b->team, p.b->name, p.b->until, p.b->currency);
    lc_buf_text(&t->buf, style);
    lc_markup(t, "<rect class=\"page\" width=\"960\" height=\"540\"/>\n<g font-size=\"17\" "
                 "font-weight=\"600\">");
    text(&p, "ink", "start", 300, 360,
         lc_format(t->ctx, "Cost against target, %s/%s", p.b->team, p.b->name));
    lc_markup(t, "</g>\n");
    text(&p, "soft", "start", 300, 560,
         lc_format(t->ctx, "until %s, by the day that cost is effective, in %s", p.b->until,
                   p.b->currency));
    money_axis(&p);
    date_axis(&p);
    steps(&p, "area", false, true);
    limits(&p, marks, &count);
    steps(&p, "target", true, false);
    forecasts(&p);
    steps(&p, "cost", false, false);
    names(&p, marks, count);
    lc_markup(t, "</svg>\n");
}
