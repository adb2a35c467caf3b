/* Calls about governing documents: shares, calendars, terms, layouts, work; see bridge.h. */
#include "bridge_inside.h"

ctr_status ctrgo_share_rule(const ctrgo_source *source, const char *data, size_t size,
                            ctr_diff_options *options, uintptr_t user, ctr_share_rule **out,
                            ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    ctrgo_progress_of(options, user);
    return ctr_share_rule_read(&s, options, out, err);
}

ctr_status ctrgo_share_lint(const ctrgo_source *source, const char *data, size_t size,
                            ctr_diff_options *options, uintptr_t user, ctr_share_findings **out,
                            ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    ctrgo_progress_of(options, user);
    return ctr_share_lint(&s, options, out, err);
}

ctr_status ctrgo_calendar(const ctrgo_source *source, const char *data, size_t size,
                          const ctr_calendar_options *options, ctr_calendar **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_calendar_read(&s, options, out, err);
}

ctr_status ctrgo_calendars(const ctrgo_source *source, const char *data, size_t size,
                           const ctr_calendar_options *options, ctr_calendar_list **out,
                           ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_calendar_list_read(&s, options, out, err);
}

ctr_status ctrgo_terms(const ctrgo_source *source, const char *data, size_t size,
                       ctr_terms_kind kind, uint32_t flags, const ctr_diff_options *options,
                       ctr_terms **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_terms_read(&s, kind, flags, options, out, err);
}

ctr_status ctrgo_lint(const ctrgo_source *source, const char *data, size_t size,
                      ctr_terms_kind kind, const ctr_diff_options *options, ctr_lint_report **out,
                      ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_terms_lint(&s, kind, options, out, err);
}

ctr_status ctrgo_classify(const ctrgo_source *master, const char *master_data, size_t master_size,
                          const ctrgo_source *change, const char *change_data, size_t change_size,
                          const ctr_classify_options *options, ctr_classification **out,
                          ctr_error **err)
{
    ctr_source m = ctrgo_source_of(master, master_data, master_size);
    ctr_source c = ctrgo_source_of(change, change_data, change_size);
    return ctr_change_classify(&m, &c, options, out, err);
}

ctr_status ctrgo_rank(const ctrgo_source *source, const char *data, size_t size,
                      const ctr_diff_options *options, ctr_ranking **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_sow_rank(&s, options, out, err);
}

ctr_status ctrgo_volatility(const ctrgo_source *source, const char *data, size_t size,
                            const ctrgo_source *backlog, const char *items, size_t items_size,
                            const ctr_diff_options *options, ctr_volatility **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    ctr_source b;
    if (!backlog) {
        return ctr_sow_volatility(&s, NULL, options, out, err);
    }
    b = ctrgo_source_of(backlog, items, items_size);
    return ctr_sow_volatility(&s, &b, options, out, err);
}

ctr_status ctrgo_terms_schema(ctr_terms_kind kind, ctr_schema_form form, char **bytes, size_t *size,
                              ctr_error **err)
{
    struct ctrgo_text t = {NULL, 0};
    ctr_status status = ctr_terms_schema(kind, form, ctrgo_collect, &t, err);
    return ctrgo_hand_over(status, t, bytes, size);
}

ctr_status ctrgo_terms_to_xml(const ctrgo_source *source, const char *data, size_t data_size,
                              ctr_terms_kind kind, char **bytes, size_t *size, ctr_error **err)
{
    struct ctrgo_text t = {NULL, 0};
    ctr_source s = ctrgo_source_of(source, data, data_size);
    ctr_status status = ctr_terms_to_xml(&s, kind, ctrgo_collect, &t, err);
    return ctrgo_hand_over(status, t, bytes, size);
}

ctr_status ctrgo_scaffold(const char *dir, uint32_t dry_run, int64_t now_us, ctr_layout **out,
                          ctr_error **err)
{
    ctr_layout_options o;
    ctr_layout_options_init(&o, sizeof o);
    o.dir = dir;
    o.dry_run = dry_run;
    o.now_us = now_us;
    return ctr_layout_scaffold(&o, out, err);
}

ctr_status ctrgo_sync(ctr_store *store, const char *dir, const char *team, const ctr_call *call,
                      ctr_layout **out, ctr_error **err)
{
    ctr_sync_options o;
    ctr_sync_options_init(&o, sizeof o);
    o.dir = dir;
    o.team = team;
    return ctr_layout_sync(store, &o, call, out, err);
}

ctr_status ctrgo_measure(ctr_store *store, const char *team, const char *name, const char *of,
                         const char *value, const char *on, int64_t n, const char *low,
                         const char *high, const char *evidence, const ctr_call *call,
                         ctr_sow **out, ctr_error **err)
{
    ctr_sow_measurement m;
    ctr_sow_measurement_init(&m, sizeof m);
    m.of = of;
    m.value = value;
    m.on = on;
    m.n = n;
    m.low = low;
    m.high = high;
    m.evidence = evidence;
    return ctr_sow_measured(store, team, name, &m, call, out, err);
}
