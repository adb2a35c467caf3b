/* Findings of the comparison of data contracts: whom they break, and how that is said. */
#include "spec/odcs/odcs.h"

static ctr_level worse(ctr_level a, ctr_level b)
{
    return a < b ? a : b;
}

ctr_level lc_odcs_guarantee(const struct lc_odcs_walk *w)
{
    return w->tolerant ? CTR_LEVEL_WARNING : CTR_LEVEL_BREAKING;
}

const char *lc_odcs_show(struct lc_odcs_walk *w, struct lc_node node)
{
    return node.value ? lc_cmp_show(w->ctx, node.value, 80) : "nothing";
}

const char *lc_odcs_differs(struct lc_odcs_walk *w, const char *what, struct lc_node older,
                            struct lc_node newer, const char *inside)
{
    const char *whole = *inside ? lc_format(w->ctx, "%s%s", what, inside) : what;
    return whole ? lc_cmp_change(w->ctx, whole, older.value, newer.value) : NULL;
}

/* Of an edition that is older. */
static const char *whom(const struct lc_odcs_saying *s, ctr_level readers, ctr_level writers)
{
    bool weaker = s->change & LC_ODCS_WEAKER && readers != CTR_LEVEL_INFO;
    bool stronger = s->change & LC_ODCS_STRONGER && writers != CTR_LEVEL_INFO;
    if (weaker && stronger) {
        return "readers and writers of the older edition are touched";
    }
    if (weaker) {
        return "readers lose what they were promised, writers are not touched";
    }
    if (stronger) {
        return "writers have to deliver it, readers are not touched";
    }
    return NULL;
}

ctr_status lc_odcs_say(struct lc_odcs_walk *w, const struct lc_odcs_saying *s)
{
    ctr_level readers = s->readers ? s->readers : CTR_LEVEL_INFO;
    ctr_level writers = s->writers ? s->writers : CTR_LEVEL_INFO;
    ctr_level backward = CTR_LEVEL_INFO;
    ctr_level forward = CTR_LEVEL_INFO;
    const char *who = s->whom ? s->whom : whom(s, readers, writers);
    const char *arguments = s->arguments ? s->arguments : "";
    const struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(s->part)};

    if (s->change & LC_ODCS_WEAKER) {
        backward = worse(backward, readers);
        forward = worse(forward, writers);
    }
    if (s->change & LC_ODCS_STRONGER) {
        backward = worse(backward, writers);
        forward = worse(forward, readers);
    }
    const char *message =
        who && s->message ? lc_format(w->ctx, "%s; %s", s->message, who) : s->message;
    if (!message) {
        return lc_nomem(w->ctx);
    }
    return lc_cmp_add_levels(w->c, s->rule, backward, forward, s->part ? &part : NULL, s->old,
                             s->new, arguments, message);
}
