/*
 * Worked examples of shares: each case through the library and through the command, every figure
 * that the case expects. Our own cases lie beside this file; those collected from the field are
 * read from $CTR_SHARED (or ../shared), and skipped with a line where that is missing. What
 * published answers get wrong has to be refused or comes out corrected.
 */
#include "codec/json_read.h"
#include "codec/json_write.h"
#include "support/fixture.h"
#include "terms/money.h"

#include <contracts/contracts.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures;
static int cases;
static struct lc_ctx ctx;

static const struct lc_value *load(const char *path, struct lc_doc *doc)
{
    const struct lc_read_options options = {.file = path};
    FILE *f = fopen(path, "rb");
    char *text = lc_new(&ctx, 1 << 20, 1);
    size_t size = f && text ? fread(text, 1, 1 << 20, f) : 0;
    if (f) {
        fclose(f);
    }
    if (!size || lc_json_read(&ctx, lc_str_n(text, size), &options, doc) != CTR_OK) {
        return NULL;
    }
    return doc->root;
}

/* The rule of a case: its inputs beside model and currency. */
static void write_rule(struct lc_buf *buf, const struct lc_value *item)
{
    const struct lc_value *inputs = lc_get(item, "inputs");
    lc_buf_text(buf, "{\"model\":");
    lc_json_value(buf, lc_get(item, "model"));
    if (lc_get(item, "currency")) {
        lc_buf_text(buf, ",\"currency\":");
        lc_json_value(buf, lc_get(item, "currency"));
    }
    for (uint32_t i = 0; i < inputs->count; i++) {
        lc_buf_char(buf, ',');
        lc_json_string(buf, lc_key(&inputs->members[i]));
        lc_buf_char(buf, ':');
        lc_json_value(buf, &inputs->members[i].value);
    }
    lc_buf_char(buf, '}');
}

static int by_call(const char *rule_text, size_t size, struct text_sink *out)
{
    ctr_source source;
    ctr_share_rule *rule = NULL;
    ctr_share *share = NULL;
    int code = 0;
    ctr_source_init(&source, sizeof source);
    source.data = rule_text;
    source.size = size;
    if (ctr_share_rule_read(&source, NULL, &rule, NULL) != CTR_OK) {
        return 3;
    }
    if (ctr_share_compute(rule, NULL, NULL, &share, NULL) != CTR_OK ||
        ctr_share_render(share, CTR_RENDER_JSON, text_sink_write, out, NULL) != CTR_OK) {
        code = 3;
    }
    code = code ? code : !ctr_share_computable(share);
    ctr_share_free(share);
    ctr_share_rule_free(rule);
    return code;
}

static int by_command(const char *rule_text, size_t size, struct text_sink *out)
{
    char path[] = "/tmp/share-case-XXXXXX";
    char command[8192];
    char answer[4096];
    int fd = mkstemp(path);
    size_t n = 0;
    if (fd < 0 || write(fd, rule_text, size) != (ssize_t)size) {
        return -1;
    }
    close(fd);
    snprintf(command, sizeof command, "'%s' share --rule %s --format json 2>/dev/null",
             getenv("CONTRACTS"), path);
    FILE *pipe = popen(command, "r");
    while (pipe && (n = fread(answer, 1, sizeof answer, pipe)) > 0) {
        text_sink_write(out, answer, n);
    }
    int status = pipe ? pclose(pipe) : -1;
    unlink(path);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Equal as amounts, or within half a major unit where the source prints whole ones. */
static bool same(const struct lc_value *wanted, const struct lc_value *is, bool whole)
{
    int64_t a;
    int64_t b;
    if (!is || (is->kind != LC_STRING && is->kind != LC_NUMBER) ||
        lc_fixed_parse(lc_raw(wanted), &a) != LC_FIXED_OK ||
        lc_fixed_parse(lc_raw(is), &b) != LC_FIXED_OK) {
        return false;
    }
    return llabs(a - b) <= (whole ? 500000 : 0);
}

static bool member_is(const struct lc_value *wanted, const struct lc_value *is, bool whole)
{
    if (wanted->kind != LC_ARRAY) {
        return same(wanted, is, whole);
    }
    if (!lc_is(is, LC_ARRAY) || is->count != wanted->count) {
        return false;
    }
    for (uint32_t i = 0; i < wanted->count; i++) {
        if (!same(lc_at(wanted, i), lc_at(is, i), whole)) {
            return false;
        }
    }
    return true;
}

static void judge(const struct lc_value *item, const char *how, int code,
                  const struct text_sink *out)
{
    struct lc_str id = lc_text(lc_get(item, "id"));
    const struct lc_value *expected = lc_get(item, "expected");
    const struct lc_value *exit_code = lc_get(item, "exit");
    struct lc_str rounding = lc_text(lc_get(item, "rounding"));
    bool whole = rounding.ptr && memmem(rounding.ptr, rounding.len, "whole", 5) != NULL;
    int64_t wanted = 0;
    struct lc_doc doc = {0};
    cases++;
    if (exit_code) {
        lc_int(exit_code, &wanted);
    }
    if (code != wanted) {
        printf("FAIL %.*s %s: code %d, wanted %lld\n", (int)id.len, id.ptr, how, code,
               (long long)wanted);
        failures++;
        return;
    }
    if (!expected || lc_json_read(&ctx, lc_str_n(out->text, out->size), NULL, &doc) != CTR_OK) {
        failures += expected != NULL;
        return;
    }
    for (uint32_t i = 0; i < expected->count; i++) {
        const struct lc_member *m = &expected->members[i];
        if (!member_is(&m->value, lc_get_str(doc.root, lc_key(m)), whole)) {
            printf("FAIL %.*s %s: %.*s\n", (int)id.len, id.ptr, how, (int)m->key_len, m->key_chars);
            failures++;
        }
    }
}

static void run_case(const struct lc_value *item)
{
    struct lc_buf rule;
    struct text_sink out[2] = {{0}, {0}};
    lc_buf_init(&rule, &ctx.alloc, 1 << 20);
    write_rule(&rule, item);
    judge(item, "by the call", by_call(rule.data, rule.size, &out[0]), &out[0]);
    if (getenv("CONTRACTS")) {
        judge(item, "by the command", by_command(rule.data, rule.size, &out[1]), &out[1]);
    }
    free(out[0].text);
    free(out[1].text);
    lc_buf_free(&rule);
}

/* Calendars and metrics are other rooms'. */
static bool is_ours(const struct lc_value *item)
{
    static const char *const others[] = {"ce_deemed", "volatility", "business_hours"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (lc_str_is(lc_text(lc_get(item, "model")), others[i])) {
            return false;
        }
    }
    return true;
}

static bool run_file(const char *path)
{
    struct lc_doc doc = {0};
    const struct lc_value *list = lc_get(load(path, &doc), "cases");
    for (uint32_t i = 0; lc_is(list, LC_ARRAY) && i < list->count; i++) {
        if (is_ours(&list->items[i])) {
            run_case(&list->items[i]);
        }
    }
    return list != NULL;
}

int main(void)
{
    char path[4096];
    const char *top = getenv("CTR_SRCDIR");
    const char *shared = getenv("CTR_SHARED");
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        return 1;
    }
    snprintf(path, sizeof path, "%s/tests/corpora/share_cases.json", top ? top : ".");
    if (!run_file(path)) {
        printf("FAIL cannot read %s\n", path);
        failures++;
    }
    snprintf(path, sizeof path, "%s/corpora/ledger/worked_examples.json",
             shared ? shared : "../shared");
    if (access(path, R_OK) != 0) {
        printf("no %s: cases of the field skipped\n", path);
    } else if (!run_file(path)) {
        printf("FAIL cannot read %s\n", path);
        failures++;
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    printf("%d cases, %d failures\n", cases, failures);
    return failures != 0;
}
