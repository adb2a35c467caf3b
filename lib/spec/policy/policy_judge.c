/* What a policy makes of the findings of a comparison. */
#include "spec/policy/policy.h"

#include "base/map.h"
#include "base/sha256.h"
#include "spec/compare.h"
#include "spec/hit.h"

/* One comparison being judged. */
struct judging {
    struct lc_ctx *ctx;
    const struct ctr_policy *policy;
    const struct lc_judge_facts *facts;
    struct ctr_diff *diff;
    struct ctr_finding *findings; /* grows by what the policy says of itself */
    size_t count;
    struct lc_map waivers; /* fingerprint, or rule NUL unnamed part, to index + 1 of the first */
    size_t *next;          /* index + 1 of the next one of the same finding */
    struct lc_waiver_use *use;
    struct lc_judgement *sum;
};

/* ---- levels */

static ctr_level level_of(const struct judging *j, const struct ctr_finding *f)
{
    const struct lc_policy_terms *p = &j->policy->terms;

    for (size_t i = p->level_count; i > 0; i--) {
        const struct lc_policy_level *l = &p->levels[i - 1];
        if ((!l->format || l->format == (int32_t)j->diff->format) &&
            (!l->direction || l->direction == (int32_t)f->direction) &&
            lc_rule_fits(l->rule, f->rule)) {
            return (ctr_level)l->level;
        }
    }
    return f->level;
}

static ctr_status judged(struct lc_ctx *ctx, struct ctr_finding *f, struct lc_judged **out)
{
    *out = lc_new(ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    if (f->judged) {
        **out = *f->judged;
    }
    f->judged = *out;
    return CTR_OK;
}

static ctr_status weigh(const struct judging *j, struct ctr_finding *f)
{
    ctr_level level = level_of(j, f);
    struct lc_judged *mark;

    if (level == f->level || !lc_mode_asks(j->diff->mode, f->direction)) {
        return CTR_OK;
    }
    LC_TRY(judged(j->ctx, f, &mark));
    mark->level_before = (int32_t)f->level;
    f->level = level;
    return CTR_OK;
}

/* ---- waivers */

static ctr_status key_of(struct lc_ctx *ctx, const char *rule, const char *part, struct lc_str *out)
{
    const char *plain = lc_part_unnamed(ctx, part);
    size_t head = strlen(rule) + 1;
    size_t size = head + (plain ? strlen(plain) : 0);
    char *key = plain ? lc_new(ctx, size + 1, 1) : NULL;

    if (!key) {
        return CTR_E_NOMEM;
    }
    memcpy(key, rule, head);
    memcpy(key + head, plain, size - head);
    *out = lc_str_n(key, size);
    return CTR_OK;
}

static ctr_status index_waivers(struct judging *j)
{
    const struct lc_policy_terms *p = &j->policy->terms;

    lc_random(NULL, &j->waivers.seed, sizeof j->waivers.seed);
    j->next = lc_new(j->ctx, p->waiver_count + 1, sizeof *j->next);
    j->use = j->facts->use ? j->facts->use : lc_new(j->ctx, p->waiver_count + 1, sizeof *j->use);
    if (!j->next || !j->use) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < p->waiver_count; i++) {
        const struct ctr_waiver *w = &p->waivers[i];
        struct lc_str key = lc_str(w->fingerprint);
        if (!w->fingerprint) {
            LC_TRY(key_of(j->ctx, w->rule, w->part, &key));
        }
        j->next[i] = (size_t)(uintptr_t)lc_map_get(&j->waivers, key);
        LC_TRY(lc_map_set(j->ctx, &j->waivers, key, (void *)(uintptr_t)(i + 1)));
    }
    return CTR_OK;
}

static size_t first_of(const struct judging *j, struct lc_str key)
{
    return (size_t)(uintptr_t)lc_map_get(&j->waivers, key);
}

/* The waiver in force of those with that key. */
static const struct ctr_waiver *in_force(const struct judging *j, struct lc_str key)
{
    for (size_t i = first_of(j, key); i; i = j->next[i - 1]) {
        const struct ctr_waiver *w = &j->policy->terms.waivers[i - 1];
        if (lc_waiver_state_at(w, j->facts->now_us) == CTR_WAIVER_ACTIVE) {
            return w;
        }
    }
    return NULL;
}

/* All with that key have found what they are for, which `by` accepts (NULL: none does). */
static void note_use(const struct judging *j, struct lc_str key, const struct ctr_waiver *by,
                     bool weighs)
{
    for (size_t i = first_of(j, key); i; i = j->next[i - 1]) {
        struct lc_waiver_use *use = &j->use[i - 1];
        use->fits = true;
        use->replaced |= by && by != &j->policy->terms.waivers[i - 1];
        use->counts |= !by && weighs;
    }
}

/* `weighs`: it counts, unless it is waived. */
static ctr_status waive(const struct judging *j, struct ctr_finding *f, bool weighs)
{
    const struct ctr_waiver *w;
    struct lc_judged *mark;
    struct lc_str key;

    if (!j->policy->terms.waiver_count) {
        return CTR_OK;
    }
    struct lc_mark before = lc_arena_mark(&j->ctx->arena);
    LC_TRY(key_of(j->ctx, f->rule, f->part, &key));
    w = in_force(j, lc_str(f->fingerprint));
    w = w ? w : in_force(j, key);
    note_use(j, lc_str(f->fingerprint), w, weighs);
    note_use(j, key, w, weighs);
    lc_arena_release(&j->ctx->arena, before);
    if (!w || f->level == CTR_LEVEL_INFO) {
        return CTR_OK;
    }
    LC_TRY(judged(j->ctx, f, &mark));
    mark->waiver = w;
    j->sum->waived++;
    return CTR_OK;
}

/* ---- parts that nobody uses */

static bool is_unused(const struct judging *j, const struct ctr_finding *f)
{
    const struct lc_judge_facts *facts = j->facts;

    if (!facts->used_known || f->level == CTR_LEVEL_INFO || !*f->part) {
        return false; /* what is said of the whole is of every part */
    }
    const struct lc_hit hit = lc_hit_of(f);
    for (size_t i = 0; i < facts->used_count; i++) {
        if (lc_hit_meets(&hit, facts->used[i])) {
            return false;
        }
    }
    return true;
}

static ctr_status set_aside(const struct judging *j, struct ctr_finding *f)
{
    bool unused = is_unused(j, f);
    bool apart = j->sum->line[CTR_SIDE_NEW] != NULL;
    struct lc_judged *mark;

    LC_TRY(waive(j, f, !unused && !apart && f->level != CTR_LEVEL_INFO));
    if (!unused) {
        return CTR_OK;
    }
    LC_TRY(judged(j->ctx, f, &mark));
    mark->unused = 1;
    j->sum->unused += !mark->waiver;
    return CTR_OK;
}

/* ---- what is said of the policy itself */

/* By what decides, with the rest for readers. */
static const char *named(struct lc_ctx *ctx, const struct ctr_waiver *w)
{
    const char *place = w->rule && w->part ? lc_format(ctx, "%s at %s", w->rule, w->part) : w->rule;

    return !w->fingerprint ? place
           : place         ? lc_format(ctx, "the finding %s (%s)", w->fingerprint, place)
                           : lc_format(ctx, "the finding %s", w->fingerprint);
}

/* Why one that holds is of no use. */
static const char *idle_of(const struct ctr_waiver *w)
{
    return lc_waiver_is_of_remark(w) ? "is of a remark on waivers, which no waiver accepts"
           : w->fingerprint && w->rule
               ? "fits nothing that was found: its fingerprint decides, and no finding has it"
               : "fits nothing that was found";
}

/* Why it does not hold, or, where it does, that it is of no use. */
static const char *why_of(struct lc_ctx *ctx, const struct ctr_waiver *w, ctr_waiver_state state)
{
    if (state == CTR_WAIVER_EXPIRED) {
        return lc_format(ctx, "expired on %s", w->expires);
    }
    if (state != CTR_WAIVER_TOO_LONG) {
        return idle_of(w);
    }
    const char *most = lc_format(ctx, "%lld", (long long)w->longest);
    return w->since && most
               ? lc_format(ctx, "holds for %lld days, which is more than the %s that are allowed",
                           (long long)lc_waiver_days(w), most)
               : lc_format(ctx, "does not say since when it holds, and %s days are allowed",
                           most ? most : "");
}

/* What to do about one that is past its time, or too long. */
static const char *done_of(const struct lc_waiver_use *use)
{
    return use->counts ? "mend what it accepted, or give a new one with its own reason"
           : use->fits ? "what it accepted does not count, so remove it"
                       : "it fits nothing that was found, so remove it";
}

static const char *done_of_idle(const struct ctr_waiver *w)
{
    return w->fingerprint && w->rule
               ? "remove it if it has done its service, or give the fingerprint of what it is for"
               : "remove it if it has done its service";
}

static const char *message_of(struct lc_ctx *ctx, const struct ctr_waiver *w,
                              ctr_waiver_state state, const struct lc_waiver_use *use)
{
    const char *what = named(ctx, w);
    const char *why = why_of(ctx, w, state);

    return what && why ? lc_format(ctx, "the waiver of %s, which %s owns, %s; %s", what, w->owner,
                                   why, state == CTR_WAIVER_ACTIVE ? done_of_idle(w) : done_of(use))
                       : NULL;
}

static ctr_status place_of(struct lc_ctx *ctx, const struct ctr_waiver *w, size_t index,
                           const struct lc_place **out)
{
    struct lc_place *p = lc_new(ctx, 1, sizeof *p);

    *out = p;
    if (!p || !w->file) {
        *out = NULL; /* a policy that is stored has no place */
        return p ? CTR_OK : CTR_E_NOMEM;
    }
    p->pointer = lc_format(ctx, "/waivers/%zu", index);
    p->file = lc_dup_c(ctx, w->file); /* a name of its own: it is none of the documents */
    p->line = w->line;
    p->column = w->column;
    return p->pointer && p->file ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status remark(struct judging *j, size_t index, ctr_waiver_state state)
{
    const struct ctr_waiver *w = &j->policy->terms.waivers[index];
    const struct lc_rule *rule =
        lc_rule(state == CTR_WAIVER_EXPIRED    ? LC_RULE_POLICY_WAIVER_EXPIRED
                : state == CTR_WAIVER_TOO_LONG ? LC_RULE_POLICY_WAIVER_TOO_LONG
                                               : LC_RULE_POLICY_WAIVER_UNMATCHED);
    struct ctr_finding f = {.rule = rule->id,
                            .level = rule->level,
                            .direction = rule->direction,
                            .part = w->part ? w->part : ""};
    const char *arguments = lc_format(j->ctx, "%s %s %s", w->fingerprint ? w->fingerprint : "",
                                      w->rule ? w->rule : "", w->expires);

    if (!arguments) {
        return CTR_E_NOMEM;
    }
    f.message = message_of(j->ctx, w, state, &j->use[index]);
    f.fingerprint = lc_finding_fingerprint(j->ctx, f.rule, f.part, arguments);
    if (!f.message || !f.fingerprint) {
        return CTR_E_NOMEM;
    }
    LC_TRY(place_of(j->ctx, w, index, &f.place[CTR_SIDE_NEW]));
    LC_TRY(weigh(j, &f));
    j->findings[j->count++] = f;
    return CTR_OK;
}

/* Is there something to say of it? Not of one in whose place another is in force. */
static bool is_remarkable(const struct lc_waiver_use *use, ctr_waiver_state state)
{
    bool over = state == CTR_WAIVER_EXPIRED || state == CTR_WAIVER_TOO_LONG;

    return over ? use->counts || !use->replaced : state == CTR_WAIVER_ACTIVE && !use->fits;
}

static ctr_status remark_on_waivers(struct judging *j)
{
    for (size_t i = 0; i < j->policy->terms.waiver_count; i++) {
        ctr_waiver_state state = lc_waiver_state_at(&j->policy->terms.waivers[i], j->facts->now_us);
        LC_TRY(is_remarkable(&j->use[i], state) ? remark(j, i, state) : CTR_OK);
    }
    return CTR_OK;
}

/* ---- all of it */

static int32_t or_default(int32_t given, int32_t otherwise)
{
    return given ? given : otherwise;
}

static ctr_status begin(struct judging *j)
{
    const struct lc_policy_terms *p = &j->policy->terms;
    const char *const *line = j->facts->line;
    bool apart = line[CTR_SIDE_OLD] && line[CTR_SIDE_NEW] &&
                 strcmp(line[CTR_SIDE_OLD], line[CTR_SIDE_NEW]) != 0;

    j->sum = lc_new(j->ctx, 1, sizeof *j->sum);
    j->findings = lc_new(j->ctx, j->diff->count + p->waiver_count + 1, sizeof *j->findings);
    if (!j->sum || !j->findings) {
        return CTR_E_NOMEM;
    }
    *j->sum = (struct lc_judgement){
        .id = p->id,
        .sha256 = j->policy->sha256,
        .line = {apart ? line[CTR_SIDE_OLD] : NULL, apart ? line[CTR_SIDE_NEW] : NULL},
        .semver = {or_default(p->semver.zero, CTR_ZERO_SHIFT),
                   or_default(p->semver.prerelease, CTR_PRERELEASE_RELEASE),
                   or_default(p->semver.labels, CTR_LABEL_KEEP),
                   or_default(p->semver.risk, CTR_RISK_PROFILE)},
    };
    j->diff->judgement = j->sum;
    if (j->diff->count) {
        memcpy(j->findings, j->diff->findings, j->diff->count * sizeof *j->findings);
    }
    j->count = j->diff->count;
    return index_waivers(j);
}

ctr_status lc_policy_judge(struct lc_ctx *ctx, const struct ctr_policy *policy,
                           const struct lc_judge_facts *facts, struct ctr_diff *diff)
{
    struct judging j = {.ctx = ctx, .policy = policy, .facts = facts, .diff = diff};

    LC_TRY(begin(&j));
    for (size_t i = 0; i < diff->count; i++) {
        LC_TRY(weigh(&j, &j.findings[i]));
        LC_TRY(set_aside(&j, &j.findings[i]));
        LC_TRY(lc_poll(ctx));
    }
    LC_TRY(facts->quiet ? CTR_OK : remark_on_waivers(&j));
    LC_TRY(lc_diff_settle(ctx, j.findings, j.count, diff));
    const struct lc_counts *c = &diff->counts;
    j.sum->set_aside = (int64_t)j.count - c->breaking - c->undecided - c->warning - c->info;
    return CTR_OK;
}

ctr_status lc_policy_lift(struct lc_ctx *ctx, struct ctr_diff *diff)
{
    size_t count = 0;
    struct ctr_finding *list = lc_new(ctx, diff->count + 1, sizeof *list);

    if (!list) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < diff->count; i++) {
        struct ctr_finding *f = &list[count];
        *f = diff->findings[i];
        if (f->judged && f->judged->level_before) {
            f->level = (ctr_level)f->judged->level_before;
        }
        f->judged = NULL;
        count += !lc_finding_of_policy(f);
    }
    diff->judgement = NULL;
    return lc_diff_settle(ctx, list, count, diff);
}
