/*
 * Plays story.txt through the public headers and compares what the library answers, and the journal
 * at the end, with results.jsonl and feed.jsonl. README.md describes the files.
 *
 *   story [DIRECTORY]              play and compare; the last line is "N passed, N failed"
 *   story --results [DIRECTORY]    play and print results.jsonl as it is now
 *   story --feed [DIRECTORY]       the same for feed.jsonl
 */
#include <contracts/contracts.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_FIELDS = 32, MAX_LINE = 1024 };

struct field {
    char key[32];
    char value[MAX_LINE];
};

/* One record of the story. */
struct step {
    struct field fields[MAX_FIELDS];
    size_t count;
};

struct text {
    char *bytes;
    size_t size;
};

struct play {
    char dir[64]; /* scratch */
    char db[80];
    int64_t seed;
    int64_t now_us;
    uint64_t random;
    struct text results;
    struct text feed;
    int bad;
};

static void stop(const char *what, const ctr_error *err)
{
    fprintf(stderr, "story: %s: %s\n", what, ctr_error_message(err));
    exit(1);
}

/* --- text --- */

static int append(void *user, const void *bytes, size_t size)
{
    struct text *t = user;
    char *more = realloc(t->bytes, t->size + size + 1);
    if (!more) {
        return 1;
    }
    memcpy(more + t->size, bytes, size);
    t->bytes = more;
    t->size += size;
    t->bytes[t->size] = '\0';
    return 0;
}

/* JSON without the white space between its tokens, and a line feed. */
static void append_line(struct text *to, const struct text *json)
{
    int in_string = 0;
    for (size_t i = 0; i < json->size; i++) {
        char c = json->bytes[i];
        if (in_string && c == '\\') {
            append(to, &json->bytes[i++], 1);
            append(to, &json->bytes[i], 1);
            continue;
        }
        in_string ^= c == '"';
        if (in_string || !strchr(" \n", c)) {
            append(to, &c, 1);
        }
    }
    append(to, "\n", 1);
}

static struct text read_file(const char *path)
{
    struct text t = {NULL, 0};
    char buffer[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "story: cannot read %s\n", path);
        exit(1);
    }
    append(&t, "", 0);
    while ((n = fread(buffer, 1, sizeof buffer, f)) > 0) {
        append(&t, buffer, n);
    }
    fclose(f);
    return t;
}

/* --- the story --- */

static const char *get(const struct step *s, const char *key)
{
    for (size_t i = 0; i < s->count; i++) {
        if (strcmp(s->fields[i].key, key) == 0) {
            return s->fields[i].value;
        }
    }
    return NULL;
}

/* Lines "key: value" up to an empty one. 0 at the end. */
static int next_step(FILE *f, struct step *s)
{
    char line[MAX_LINE];
    s->count = 0;
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line && s->count) {
            break;
        }
        char *colon = strchr(line, ':');
        if (!*line || *line == '#' || !colon || s->count == MAX_FIELDS) {
            continue;
        }
        struct field *field = &s->fields[s->count++];
        snprintf(field->key, sizeof field->key, "%.*s", (int)(colon - line), line);
        snprintf(field->value, sizeof field->value, "%s", colon + 2);
    }
    return s->count > 0;
}

/* "team/name" */
static void split(const struct step *s, char team[MAX_LINE], const char **name)
{
    const char *contract = get(s, "contract");
    char *slash;
    snprintf(team, MAX_LINE, "%s", contract ? contract : "/");
    slash = strchr(team, '/');
    *slash = '\0';
    *name = slash + 1;
}

/* --- a store at a fixed instant, with ids that follow from seed and instant --- */

static int fixed_clock(void *user, int64_t *now_us)
{
    *now_us = ((struct play *)user)->now_us;
    return 0;
}

static int seeded_random(void *user, void *buffer, size_t size)
{
    struct play *p = user;
    unsigned char *at = buffer;
    for (size_t i = 0; i < size; i++) {
        uint64_t z = p->random += UINT64_C(0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
        at[i] = (unsigned char)(z >> 56);
    }
    return 0;
}

static ctr_store *open_store(struct play *p, const char *actor, uint32_t flags)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    p->random = (uint64_t)p->seed * UINT64_C(0x2545f4914f6cdd1d) + (uint64_t)p->now_us;
    ctr_store_options_init(&o, sizeof o);
    o.flags = flags;
    o.actor = actor;
    o.clock = fixed_clock;
    o.random = seeded_random;
    o.user = p;
    if (ctr_store_open(p->db, &o, &store, &err) != CTR_OK) {
        stop("open", err);
    }
    return store;
}

/* --- the calls; each renders its answer --- */

#define RENDER(type, result)                                                                       \
    do {                                                                                           \
        if (type##_render(result, CTR_RENDER_JSON, append, out, &err) != CTR_OK) {                 \
            stop("render", err);                                                                   \
        }                                                                                          \
        type##_free(result);                                                                       \
    } while (0)

static void do_create(ctr_store *store, const struct step *s, struct text *out)
{
    char team[MAX_LINE];
    struct text document = read_file(get(s, "document"));
    ctr_create c;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    split(s, team, &c.name);
    c.team = team;
    c.label = get(s, "label");
    c.owner_role = get(s, "owner_role");
    c.owner_agent = get(s, "owner_agent");
    c.document.data = document.bytes;
    c.document.size = document.size;
    c.document.file = get(s, "document");
    if (!ctr_type_parse(get(s, "type"), &c.type)) {
        stop(get(s, "type"), NULL);
    }
    if (ctr_contract_create(store, &c, NULL, &v, &err) != CTR_OK) {
        stop("create", err);
    }
    RENDER(ctr_version, v);
    free(document.bytes);
}

static void do_activate(ctr_store *store, const struct step *s, struct text *out)
{
    char team[MAX_LINE];
    const char *name;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    split(s, team, &name);
    if (ctr_version_activate(store, team, name, get(s, "label"), NULL, &v, &err) != CTR_OK) {
        stop("activate", err);
    }
    RENDER(ctr_version, v);
}

static void do_active(ctr_store *store, const struct step *s, struct text *out)
{
    char team[MAX_LINE];
    const char *name;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    split(s, team, &name);
    if (ctr_contract_active(store, team, name, &v, &err) != CTR_OK) {
        stop("active", err);
    }
    RENDER(ctr_version, v);
}

static void do_evolve(ctr_store *store, const struct step *s, struct text *out)
{
    char team[MAX_LINE];
    struct text document = read_file(get(s, "document"));
    ctr_evolve e;
    ctr_call call;
    ctr_evolution *evolution = NULL;
    ctr_error *err = NULL;

    ctr_evolve_init(&e, sizeof e);
    ctr_call_init(&call, sizeof call);
    split(s, team, &e.name);
    e.team = team;
    e.label = get(s, "label");
    e.document.data = document.bytes;
    e.document.size = document.size;
    e.document.file = get(s, "document");
    call.reason = get(s, "declare_break");
    call.flags = call.reason ? CTR_CALL_DECLARE_BREAK : 0;
    if (ctr_contract_evolve(store, &e, &call, &evolution, &err) != CTR_OK) {
        stop("evolve", err);
    }
    RENDER(ctr_evolution, evolution);
    free(document.bytes);
}

static void do_history(ctr_store *store, const struct step *s, struct text *out)
{
    char team[MAX_LINE];
    const char *name;
    ctr_version_list *list = NULL;
    ctr_error *err = NULL;

    split(s, team, &name);
    if (ctr_contract_history(store, team, name, NULL, 0, &list, &err) != CTR_OK) {
        stop("history", err);
    }
    RENDER(ctr_version_list, list);
}

static void do_register(ctr_store *store, const struct step *s, struct text *out)
{
    char team[MAX_LINE];
    ctr_consumer_spec spec;
    ctr_consumer *consumer = NULL;
    ctr_error *err = NULL;

    ctr_consumer_spec_init(&spec, sizeof spec);
    split(s, team, &spec.name);
    spec.team = team;
    spec.consumer = get(s, "consumer");
    spec.role = get(s, "role");
    if (ctr_consumer_register(store, &spec, NULL, &consumer, &err) != CTR_OK) {
        stop("register", err);
    }
    RENDER(ctr_consumer, consumer);
}

static void do_summary(ctr_store *store, const struct step *s, struct text *out)
{
    ctr_summary *summary = NULL;
    ctr_error *err = NULL;

    if (ctr_team_summary(store, get(s, "team"), &summary, &err) != CTR_OK) {
        stop("summary", err);
    }
    RENDER(ctr_summary, summary);
}

static const struct {
    const char *name;
    void (*run)(ctr_store *store, const struct step *s, struct text *out);
} verbs[] = {
    {"create", do_create},   {"activate", do_activate}, {"active", do_active},
    {"evolve", do_evolve},   {"history", do_history},   {"register", do_register},
    {"summary", do_summary},
};

static void play_step(struct play *p, const struct step *s)
{
    const char *verb = get(s, "do");
    struct text out = {NULL, 0};
    size_t i = 0;
    int init = strcmp(verb, "init") == 0;

    p->now_us = strtoll(get(s, "at_us"), NULL, 10);
    ctr_store *store = open_store(p, get(s, "actor"), init ? CTR_STORE_CREATE : 0);
    if (!init) {
        while (strcmp(verbs[i].name, verb) != 0) {
            if (++i == sizeof verbs / sizeof verbs[0]) {
                stop(verb, NULL);
            }
        }
        verbs[i].run(store, s, &out);
        append_line(&p->results, &out);
        free(out.bytes);
    }
    ctr_store_close(store);
}

static void read_feed(struct play *p)
{
    ctr_store *store = open_store(p, NULL, 0);
    ctr_event_list *list = NULL;
    ctr_report *report = NULL;
    ctr_error *err = NULL;

    if (ctr_event_find(store, NULL, &list, &err) != CTR_OK) {
        stop("events", err);
    }
    for (size_t i = 0; i < ctr_event_list_count(list); i++) {
        struct text event = {NULL, 0};
        const ctr_event *e = ctr_event_list_at(list, i);
        if (ctr_event_render(e, CTR_RENDER_JSON, append, &event, &err) != CTR_OK) {
            stop("render", err);
        }
        append_line(&p->feed, &event);
        free(event.bytes);
    }
    ctr_event_list_free(list);
    if (ctr_store_check(store, CTR_CHECK_REPLAY, &report, &err) != CTR_OK) {
        stop("check", err);
    }
    p->bad += !ctr_report_ok(report);
    ctr_report_free(report);
    ctr_store_close(store);
}

/* --- comparing --- */

/* One line of each after the other; the first difference is shown. 1 if there is none. */
static int same(const char *path, const struct text *is)
{
    struct text want = read_file(path);
    int equal = strcmp(want.bytes, is->bytes) == 0;
    size_t at = 0;

    while (!equal && want.bytes[at] == is->bytes[at]) {
        at++;
    }
    if (!equal) {
        size_t from = at > 60 ? at - 60 : 0;
        fprintf(stderr, "FAIL: %s differs at byte %zu\n  wanted ...%.100s\n  is     ...%.100s\n",
                path, at, want.bytes + from, is->bytes + from);
    }
    free(want.bytes);
    return equal;
}

static void play_story(struct play *p)
{
    static struct step step;
    FILE *f = fopen("story.txt", "r");

    if (!f) {
        perror("story: story.txt");
        exit(1);
    }
    while (next_step(f, &step)) {
        if (get(&step, "seed")) {
            p->seed = strtoll(get(&step, "seed"), NULL, 10);
        } else {
            play_step(p, &step);
        }
    }
    fclose(f);
    read_feed(p);
}

static void clean_up(struct play *p)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-lc.lock"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char path[sizeof p->db + 16];
        snprintf(path, sizeof path, "%s%s", p->db, ends[i]);
        unlink(path);
    }
    rmdir(p->dir);
    free(p->results.bytes);
    free(p->feed.bytes);
}

int main(int argc, char **argv)
{
    struct play play = {.dir = "/tmp/contracts-story-XXXXXX"};
    const char *option = argc > 1 && argv[1][0] == '-' ? argv[1] : "";
    const char *dir = *option ? argv[2] : argv[1];
    const char *sources = getenv("CTR_SRCDIR");
    char beside[4096];

    snprintf(beside, sizeof beside, "%s/tests/scenario", sources ? sources : ".");
    if (chdir(dir ? dir : beside) != 0 || !mkdtemp(play.dir)) {
        perror("story");
        return 1;
    }
    snprintf(play.db, sizeof play.db, "%s/story.db", play.dir);
    play_story(&play);
    if (*option) {
        fputs(strcmp(option, "--feed") == 0 ? play.feed.bytes : play.results.bytes, stdout);
    } else {
        int good = same("results.jsonl", &play.results) + same("feed.jsonl", &play.feed);
        play.bad += 2 - good;
        printf("%d passed, %d failed\n", 3 - play.bad, play.bad);
    }
    clean_up(&play);
    return play.bad != 0;
}
