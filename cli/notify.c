/* The outbox, recipient by recipient. */
#include "notify.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAGE = 100, LARGEST_BODY = 1 << 20 };

struct text {
    char *data;
    size_t size;
    bool failed;
};

static int take(void *user, const void *bytes, size_t size)
{
    struct text *t = user;
    char *more = t->size + size > LARGEST_BODY ? NULL : realloc(t->data, t->size + size + 1);
    if (!more) {
        t->failed = true;
        return 1;
    }
    memcpy(more + t->size, bytes, size);
    t->data = more;
    t->size += size;
    more[t->size] = '\0';
    return 0;
}

/* JSON on one line: between its tokens stand line feeds and spaces, in its strings no line feed. */
static void one_line(struct text *t)
{
    size_t to = 0;
    for (size_t from = 0; from < t->size; from++) {
        if (t->data[from] != '\n') {
            t->data[to++] = t->data[from];
            continue;
        }
        while (from + 1 < t->size && t->data[from + 1] == ' ') {
            from++;
        }
    }
    t->size = to;
    t->data[to] = '\0';
}

static const char *compose(struct cli *cli, const ctr_action *action, size_t at, const char *key)
{
    struct text t = {NULL, 0, false};
    const char *party = ctr_action_party_at(action, at);
    ctr_status st = ctr_action_render(action, CTR_RENDER_JSON, take, &t, &cli->err);
    if (st != CTR_OK || t.failed || !t.data) {
        free(t.data);
        return NULL;
    }
    one_line(&t);
    const char *body =
        cli_format_text(cli, "{\"key\": %s, \"to\": %s, \"party\": %s, \"action\": %s}\n",
                        cli_json_text(cli, key), cli_json_text(cli, ctr_action_to_at(action, at)),
                        party ? cli_json_text(cli, party) : "null", t.data);
    free(t.data);
    return body;
}

static int64_t now_of(const struct cli *cli)
{
    struct timespec now = {0, 0};
    if (cli->now_us) {
        return cli->now_us;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int record(struct cli *cli, const ctr_call *call, const ctr_action *action, size_t at,
                  const char *error, const char *detail)
{
    ctr_delivery d;
    ctr_call plain = *call;
    plain.if_revision = 0;
    ctr_delivery_init(&d, sizeof d);
    d.action = ctr_action_id(action);
    d.to = ctr_action_to_at(action, at);
    d.ok = error == NULL;
    d.detail = error ? error : detail;
    ctr_status st = ctr_timer_delivered(cli->store, &d, &plain, NULL, &cli->err);
    return st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
}

static int deliver_one(struct cli *cli, const ctr_call *call, const ctr_action *action, size_t at,
                       struct notify *n)
{
    const char *endpoint = ctr_action_endpoint_at(action, at);
    const char *to = ctr_action_to_at(action, at);
    const char *detail = NULL;
    if (!endpoint) {
        n->waiting++;
        cli_remark(cli,
                   "%s of %s: '%s' has no endpoint in the master; tell them otherwise, then "
                   "give 'contracts timer delivered %s --recipient %s'",
                   ctr_action_kind_name(ctr_action_kind_of(action)), ctr_action_subject(action), to,
                   ctr_action_id(action), to);
        return 0;
    }
    const char *key = cli_format_text(cli, "%s-%zu", ctr_action_id(action), at + 1);
    const char *body = compose(cli, action, at, key);
    if (!body) {
        return cli_failed(cli, CTR_E_NOMEM, NULL);
    }
    const struct message m = {endpoint, key, body, strlen(body), n->timeout_s};
    const char *error = notify_send(cli, &m, &detail);
    n->failed += error != NULL;
    n->delivered += error == NULL;
    if (error) {
        cli_remark(cli, "%s of %s to %s: %s", ctr_action_kind_name(ctr_action_kind_of(action)),
                   ctr_action_subject(action), to, error);
    }
    return record(cli, call, action, at, error, detail);
}

static int deliver(struct cli *cli, const ctr_call *call, const ctr_action *action,
                   struct notify *n)
{
    int code = 0;
    for (size_t i = 0; i < ctr_action_recipients(action) && code == 0 && !cli_stopped(); i++) {
        if (ctr_action_delivered_us_at(action, i)) {
            continue;
        }
        if (ctr_action_next_try_us_at(action, i) > now_of(cli)) {
            n->waiting++; /* its time has not come */
        } else {
            code = deliver_one(cli, call, action, i, n);
        }
    }
    return code;
}

int notify_all(struct cli *cli, const ctr_call *call, struct notify *n)
{
    ctr_outbox_filter filter;
    const char *after = NULL;
    int code = 0;
    do {
        ctr_action_list *list = NULL;
        ctr_outbox_filter_init(&filter, sizeof filter);
        filter.limit = PAGE;
        filter.after = after;
        ctr_status st = ctr_timer_outbox(cli->store, &filter, &list, &cli->err);
        if (st != CTR_OK) {
            return cli_failed(cli, st, NULL);
        }
        for (size_t i = 0; i < ctr_action_list_count(list) && code == 0; i++) {
            code = deliver(cli, call, ctr_action_list_at(list, i), n);
        }
        const char *next = ctr_action_list_next(list);
        after = next ? cli_format_text(cli, "%s", next) : NULL;
        ctr_action_list_free(list);
    } while (after && code == 0 && !cli_stopped());
    return code;
}
