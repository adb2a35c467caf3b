/* What a policy makes of a comparison, without a store. */
#include "policy_case.h"

#include <stdbool.h>

static const ctr_finding *at_part(const ctr_diff *diff, const char *part)
{
    for (size_t i = 0; i < ctr_diff_count(diff); i++) {
        const ctr_finding *f = ctr_diff_at(diff, i);
        if (strcmp(ctr_finding_part(f), part) == 0 &&
            strncmp(ctr_finding_rule(f), "policy.", 7) != 0) {
            return f;
        }
    }
    fail_msg("nothing at %s", part);
    return NULL;
}

static size_t count_rule(const ctr_diff *diff, const char *rule)
{
    size_t n = 0;
    for (size_t i = 0; i < ctr_diff_count(diff); i++) {
        n += strcmp(ctr_finding_rule(ctr_diff_at(diff, i)), rule) == 0;
    }
    return n;
}

static void a_policy_of_nothing_changes_nothing(void **state)
{
    ctr_diff *d = judge("{}", NEW_YEAR, NULL, 0);

    (void)state;
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_INCOMPATIBLE);
    assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_BREAKING), 2);
    assert_int_equal(ctr_diff_bump(d), CTR_BUMP_MAJOR);
    assert_int_equal(ctr_diff_bump_reason(d), CTR_BUMP_REASON_BREAKING);
    assert_int_equal(ctr_diff_set_aside(d), 0);
    assert_int_equal(ctr_finding_level_before(at_part(d, "/a")), 0);
    assert_null(ctr_finding_waiver(at_part(d, "/a")));
    ctr_diff_free(d);
}

static void the_last_level_that_fits_rules(void **state)
{
    ctr_diff *d = judge("{\"levels\":[{\"rule\":\"max-length-decreased\",\"level\":\"info\"},"
                        "{\"rule\":\"*\",\"format\":\"avro\",\"level\":\"info\"},"
                        "{\"rule\":\"*-decreased\",\"level\":\"warning\"},"
                        "{\"rule\":\"max-*\",\"direction\":\"forward\",\"level\":\"info\"}]}",
                        NEW_YEAR, NULL, 0);
    const ctr_finding *f = at_part(d, "/b");

    (void)state;
    assert_int_equal(ctr_finding_level(f), CTR_LEVEL_WARNING);
    assert_int_equal(ctr_finding_level_before(f), CTR_LEVEL_BREAKING);
    assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_BREAKING), 1);
    assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_WARNING), 1);
    assert_ptr_equal(ctr_diff_at(d, 0), at_part(d, "/a")); /* the order goes by the new levels */
    ctr_diff_free(d);
}

static void what_the_mode_does_not_ask_for_stays_info(void **state)
{
    ctr_source a = do_source("{\"type\":[\"string\",\"null\"]}", "policy.json");
    ctr_source b = do_source("{\"type\":[\"string\",\"null\",\"integer\"]}", "policy.json");
    ctr_policy *p = NULL;
    ctr_diff_options o;
    ctr_error *err = NULL;
    static const ctr_mode modes[] = {CTR_MODE_BACKWARD, CTR_MODE_FORWARD};

    (void)state;
    assert_ctr_ok(read_policy("{\"levels\":[{\"rule\":\"*\",\"level\":\"undecided\"}]}", &p, &err));
    for (size_t i = 0; i < 2; i++) {
        ctr_diff *d = NULL;
        ctr_diff_options_init(&o, sizeof o);
        o.policy = p;
        o.mode = modes[i];
        assert_ctr_ok(ctr_diff_documents(&a, &b, &o, &d, &err));
        assert_int_equal(ctr_diff_count(d), 1);
        assert_int_equal(ctr_finding_direction(ctr_diff_at(d, 0)), CTR_DIRECTION_FORWARD);
        assert_int_equal(ctr_diff_verdict(d), i ? CTR_VERDICT_UNDECIDED : CTR_VERDICT_COMPATIBLE);
        ctr_diff_free(d);
    }
    ctr_policy_free(p);
}

static void a_waiver_holds_to_the_end_of_its_day(void **state)
{
    static const struct {
        const char *since, *expires;
        int64_t at;
        bool waived;
        const char *remark;
    } rows[] = {
        {NULL, "2029-12-31", NEW_YEAR - 1, true, NULL},
        {NULL, "2029-12-31", NEW_YEAR, false, "policy.waiver-expired"},
        {NULL, "2030-01-01T00:00:00+01:00", NEW_YEAR - 3600 * SECOND, true, NULL},
        {NULL, "2030-01-01T00:00:00+01:00", NEW_YEAR - 3600 * SECOND + 1, false,
         "policy.waiver-expired"},
        {NULL, "2029-12-31T23:00:00-05:00", NEW_YEAR + 4 * 3600 * SECOND, true, NULL},
        {"2030-01-01", "2030-02-01", NEW_YEAR - 1, false, NULL},
        {"2030-01-01", "2030-02-01", NEW_YEAR, true, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[512];
        char since[64] = "";
        if (rows[i].since) {
            snprintf(since, sizeof since, ",\"since\":\"%s\"", rows[i].since);
        }
        snprintf(text, sizeof text,
                 "{\"waivers\":[{\"rule\":\"max-length-decreased\",\"part\":\"/b\"" WHO
                 "%s,\"expires\":\"%s\"}]}",
                 since, rows[i].expires);
        ctr_diff *d = judge(text, rows[i].at, NULL, 0);
        const ctr_finding *f = at_part(d, "/b");
        print_message("%zu\n", i);
        assert_int_equal(ctr_finding_waiver(f) != NULL, rows[i].waived);
        assert_int_equal(ctr_finding_level(f), CTR_LEVEL_BREAKING);
        assert_int_equal(ctr_diff_waived(d), rows[i].waived);
        assert_int_equal(ctr_diff_set_aside(d), rows[i].waived);
        assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_BREAKING), rows[i].waived ? 1 : 2);
        assert_int_equal(count_rule(d, "policy.waiver-expired"), rows[i].remark != NULL);
        assert_int_equal(count_rule(d, "policy.waiver-unmatched"), 0);
        ctr_diff_free(d);
    }
}

/* Who gives no instant means now. */
static void without_an_instant_the_clock_is_read(void **state)
{
    static const char *const waivers[] = {
        "{\"waivers\":[{\"rule\":\"max-length-decreased\",\"part\":\"/b\"" WHO
        ",\"since\":\"2020-01-01\",\"expires\":\"2999-12-31\"}]}",
        "{\"waivers\":[{\"rule\":\"max-length-decreased\",\"part\":\"/b\"" WHO
        ",\"expires\":\"2020-01-01\"}]}",
    };
    (void)state;
    for (int expired = 0; expired < 2; expired++) {
        ctr_diff *diff = judge(waivers[expired], 0, NULL, 0);
        assert_true(!ctr_finding_waiver(at_part(diff, "/b")) == (bool)expired);
        assert_int_equal(count_rule(diff, "policy.waiver-expired"), expired);
        assert_int_equal(count_rule(diff, "policy.waiver-unmatched"), 0);
        ctr_diff_free(diff);
    }
}

static void waivers_of_all_that_breaks_make_it_compatible(void **state)
{
    ctr_diff *plain = judge("{}", NEW_YEAR, NULL, 0);
    char text[1024];

    (void)state;
    snprintf(
        text, sizeof text,
        "{\"waivers\":[{\"fingerprint\":\"%s\"" WHO ",\"expires\":\"2031-01-01\"},"
        "{\"rule\":\"max-length-decreased\",\"part\":\"/b\"" WHO ",\"expires\":\"2029-01-01\"},"
        "{\"rule\":\"max-length-decreased\",\"part\":\"/b\"" WHO ",\"expires\":\"2032-01-01\"},"
        "{\"rule\":\"max-length-decreased\",\"part\":\"/a\"" WHO ",\"expires\":\"2031-01-01\"}]}",
        ctr_finding_fingerprint(at_part(plain, "/a")));
    ctr_diff *d = judge(text, NEW_YEAR, NULL, 0);
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_COMPATIBLE);
    assert_int_equal(ctr_diff_bump(d), CTR_BUMP_MINOR);
    assert_int_equal(ctr_diff_bump_reason(d), CTR_BUMP_REASON_SET_ASIDE);
    assert_int_equal(ctr_diff_waived(d), 2);
    assert_int_equal(count_rule(d, "policy.waiver-expired"), 0); /* another took its place */
    assert_int_equal(count_rule(d, "policy.waiver-unmatched"), 1);
    assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_WARNING), 1);
    const ctr_waiver *w = ctr_finding_waiver(at_part(d, "/b"));
    assert_string_equal(ctr_waiver_owner(w), "ada");
    assert_string_equal(ctr_waiver_reason(w), "agreed");
    assert_int_equal(ctr_waiver_state_at(w, NEW_YEAR), CTR_WAIVER_ACTIVE);
    assert_int_equal(ctr_waiver_expires(w), NEW_YEAR + (INT64_C(731) * 86400) * SECOND - 1);
    ctr_diff_free(d);
    ctr_diff_free(plain);
}

/* The first remark by that rule; NULL if there is none. */
static const char *remark_of(const ctr_diff *d, const char *rule)
{
    for (size_t i = 0; i < ctr_diff_count(d); i++) {
        if (strcmp(ctr_finding_rule(ctr_diff_at(d, i)), rule) == 0) {
            return ctr_finding_message(ctr_diff_at(d, i));
        }
    }
    return NULL;
}

#define OF_B(more, expires)                                                                        \
    "{\"rule\":\"max-length-decreased\",\"part\":\"/b\"" WHO more ",\"expires\":\"" expires "\"}"
#define STRICT "{\"levels\":[{\"rule\":\"policy.*\",\"level\":\"breaking\"}"

static void an_expired_waiver_is_told_of_unless_another_is_in_force(void **state)
{
    static const char mend[] = "mend what it accepted, or give a new one with its own reason";
    static const char idle[] = "what it accepted does not count, so remove it";
    static const char gone[] = "it fits nothing that was found, so remove it";
    static const struct {
        const char *policy;
        const char *advice; /* NULL: nothing is said */
        size_t breaking;    /* of /b and the remarks */
    } rows[] = {
        {STRICT "],\"waivers\":[" OF_B("", "2029-01-01") "]}", mend, 2},
        {STRICT "],\"waivers\":[" OF_B("", "2029-01-01") "," OF_B("", "2029-06-01") "]}", mend, 3},
        {STRICT "],\"waivers\":[" OF_B("", "2029-01-01") "," OF_B("", "2031-01-01") "]}", NULL, 0},
        {STRICT "],\"waivers\":[" OF_B("", "2031-01-01") "," OF_B("", "2029-01-01") "]}", NULL, 0},
        {STRICT "],\"waivers\":[" OF_B("", "2029-01-01") "," OF_B(",\"fingerprint\":\"%s\"",
                                                                  "2031-01-01") "]}",
         NULL, 0},
        {STRICT "],\"waivers\":[" OF_B(",\"fingerprint\":\"%s\"",
                                       "2029-01-01") "," OF_B("", "2031-01-01") "]}",
         NULL, 0},
        {STRICT "],\"waivers\":[" OF_B("", "2029-01-01") "," /* it begins later */
         OF_B(",\"since\":\"2030-06-01\"", "2031-01-01") "]}",
         mend, 2},
        {STRICT
         ",{\"rule\":\"max-*\",\"level\":\"info\"}],\"waivers\":[" OF_B("", "2029-01-01") "]}",
         idle, 1},
        {STRICT "],\"ignore_unused\":true,\"waivers\":[" OF_B("", "2029-01-01") "]}", idle, 1},
        {STRICT "],\"waivers\":[{\"rule\":\"type-changed\",\"part\":\"/b\"" WHO
                ",\"expires\":\"2029-01-01\"}," OF_B("", "2031-01-01") "]}",
         gone, 1},
    };
    static const char *const of_a[] = {"/a"};
    ctr_diff *plain = judge("{}", NEW_YEAR, NULL, 0);
    char text[1024];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *name = strstr(rows[i].policy, "%s");
        int head = name ? (int)(name - rows[i].policy) : (int)strlen(rows[i].policy);
        snprintf(text, sizeof text, "%.*s%s%s", head, rows[i].policy,
                 name ? ctr_finding_fingerprint(at_part(plain, "/b")) : "", name ? name + 2 : "");
        ctr_diff *d = judge(text, NEW_YEAR, of_a, strstr(text, "unused") ? 1 : 0);
        const char *advice = remark_of(d, "policy.waiver-expired");
        advice = advice ? strrchr(advice, ';') + 2 : NULL;
        if (!advice != !rows[i].advice || (advice && strcmp(advice, rows[i].advice) != 0)) {
            fail_msg("%s: %s", text, advice ? advice : "nothing is said");
        }
        /* /a breaks in all of them */
        assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_BREAKING), rows[i].breaking + 1);
        ctr_diff_free(d);
    }
    ctr_diff_free(plain);
}

/* Its rule and part are for readers, so it is no waiver of what they name. */
static void a_waiver_of_no_finding_says_what_decides(void **state)
{
    (void)state;
    ctr_diff *d =
        judge("{\"waivers\":[" OF_B(",\"fingerprint\":\"0000000000000000\"", "2031-01-01") "]}",
              NEW_YEAR, NULL, 0);
    assert_string_equal(
        remark_of(d, "policy.waiver-unmatched"),
        "the waiver of the finding 0000000000000000 (max-length-decreased at /b), which ada owns, "
        "fits nothing that was found: its fingerprint decides, and no finding has it; remove it if "
        "it has done its service, or give the fingerprint of what it is for");
    assert_null(ctr_finding_waiver(at_part(d, "/b")));
    ctr_diff_free(d);
}

static void a_remark_of_the_policy_asks_for_no_bump_and_may_break(void **state)
{
    ctr_source a = do_source(older, "policy.json");
    ctr_policy *p = NULL;
    ctr_diff *d = NULL;
    ctr_diff_options o;
    ctr_error *err = NULL;

    (void)state;
    assert_ctr_ok(read_policy("{\"levels\":[{\"rule\":\"policy.*\",\"level\":\"breaking\"}],"
                              "\"waivers\":[{\"rule\":\"max-length-decreased\",\"part\":\"/b\"" WHO
                              ",\"expires\":\"2031-01-01\"}]}",
                              &p, &err));
    ctr_diff_options_init(&o, sizeof o);
    o.policy = p;
    o.now_us = NEW_YEAR;
    assert_ctr_ok(ctr_diff_documents(&a, &a, &o, &d, &err));
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_INCOMPATIBLE);
    assert_int_equal(ctr_diff_bump(d), CTR_BUMP_NONE);
    assert_int_equal(ctr_diff_bump_reason(d), CTR_BUMP_REASON_IDENTICAL);
    assert_string_equal(ctr_finding_file(ctr_diff_at(d, 0), CTR_SIDE_NEW), "policy.json");
    assert_string_equal(ctr_finding_pointer(ctr_diff_at(d, 0), CTR_SIDE_NEW), "/waivers/0");
    ctr_diff_free(d);
    ctr_policy_free(p);
}

static void parts_that_nobody_uses_are_set_aside_where_uses_are_known(void **state)
{
    static const char *const of_a[] = {"/a"};
    static const char *const all[] = {"/"};

    (void)state;
    ctr_diff *d = judge("{\"ignore_unused\":true}", NEW_YEAR, of_a, 1);
    assert_int_equal(ctr_finding_unused(at_part(d, "/b")), 1);
    assert_int_equal(ctr_finding_unused(at_part(d, "/a")), 0);
    assert_int_equal(ctr_diff_unused(d), 1);
    assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_BREAKING), 1);
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_INCOMPATIBLE);
    ctr_diff_free(d);
    d = judge("{\"ignore_unused\":true}", NEW_YEAR, all, 1);
    assert_int_equal(ctr_diff_unused(d), 0);
    ctr_diff_free(d);
    d = judge("{\"ignore_unused\":true}", NEW_YEAR, NULL, 0); /* nobody knows */
    assert_int_equal(ctr_diff_unused(d), 0);
    ctr_diff_free(d);
    d = judge("{\"ignore_unused\":false}", NEW_YEAR, of_a, 1);
    assert_int_equal(ctr_diff_unused(d), 0);
    ctr_diff_free(d);
}

/* How many findings are set aside where one part is used alone. */
static int64_t set_aside_by_use(ctr_format format, const char *from, const char *to,
                                const char *used)
{
    ctr_source a = do_source(from, "old");
    ctr_source b = do_source(to, "new");
    ctr_diff_options o;
    ctr_policy *p = NULL;
    ctr_diff *d = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(read_policy("ignore_unused: true\n", &p, &err));
    ctr_diff_options_init(&o, sizeof o);
    a.format = b.format = format;
    o.policy = p;
    o.used = &used;
    o.used_count = 1;
    assert_ctr_ok(ctr_diff_documents(&a, &b, &o, &d, &err));
    int64_t count = (int64_t)ctr_diff_unused(d);
    assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_BREAKING) + (size_t)count, 1);
    ctr_diff_free(d);
    ctr_policy_free(p);
    return count;
}

/* Who does not know of what is demanded does not give it. */
static void what_has_to_be_given_concerns_all_who_give(void **state)
{
    static const struct {
        ctr_format format;
        const char *from, *to, *used;
        int64_t unused;
    } rows[] = {
        {CTR_FORMAT_JSON_SCHEMA, "{\"properties\":{\"a\":{},\"b\":{}}}",
         "{\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"b\"]}", "/a", 0},
        {CTR_FORMAT_JSON_SCHEMA, "{\"properties\":{\"a\":{},\"o\":{\"properties\":{\"b\":{}}}}}",
         "{\"properties\":{\"a\":{},\"o\":{\"properties\":{\"b\":{}},\"required\":[\"b\"]}}}", "/a",
         1},
        {CTR_FORMAT_JSON_SCHEMA, "{\"properties\":{\"a\":{},\"b\":{}}}",
         "{\"properties\":{\"a\":{},\"b\":{\"type\":\"null\"}}}", "/a", 1},
        {CTR_FORMAT_AVRO,
         "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}",
         "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},"
         "{\"name\":\"b\",\"type\":\"int\"}]}",
         "R.a", 0},
        {CTR_FORMAT_PROTOBUF, "syntax = \"proto2\"; message M { optional int32 a = 1; }",
         "syntax = \"proto2\"; message M { optional int32 a = 1; required int32 b = 2; }", "M.a",
         0},
        {CTR_FORMAT_GRAPHQL, "type Query { a(f: F): Int } input F { a: Int }",
         "type Query { a(f: F): Int } input F { a: Int b: Int! }", "F.a", 0},
        {CTR_FORMAT_GRAPHQL, "type Query { a(x: Int): Int b: Int }",
         "type Query { a(x: Int, y: Int!): Int b: Int }", "Query.a(x)", 0},
        {CTR_FORMAT_GRAPHQL, "type Query { a(x: Int): Int b: Int }",
         "type Query { a(x: Int, y: Int!): Int b: Int }", "Query.b", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t unused = set_aside_by_use(rows[i].format, rows[i].from, rows[i].to, rows[i].used);
        if (unused != rows[i].unused) {
            fail_msg("%s -> %s, %s: %d set aside", rows[i].from, rows[i].to, rows[i].used,
                     (int)unused);
        }
    }
}

static void used_parts_that_are_nowhere_are_refused(void **state)
{
    static const char *const typo[] = {"/a", "/typo"};
    ctr_source a = do_source(older, "policy.json");
    ctr_source b = do_source(newer, "policy.json");
    ctr_diff_options o;
    ctr_policy *p = NULL;
    ctr_diff *diff = NULL;
    ctr_error *err = NULL;

    (void)state;
    assert_ctr_ok(read_policy("ignore_unused: true\n", &p, &err));
    ctr_diff_options_init(&o, sizeof o);
    o.policy = p;
    o.used = typo;
    o.used_count = 2;
    assert_int_equal(ctr_diff_documents(&a, &b, &o, &diff, &err), CTR_E_NOT_FOUND);
    assert_null(diff);
    assert_string_equal(ctr_error_detail(err, "item"), "/typo");
    ctr_error_free(err);
    ctr_policy_free(p);
}

static void what_is_wrong_is_refused_where_it_stands(void **state)
{
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"[]", "policy.json:1:1: a policy should be a map with 'levels', 'waivers', "
               "'ignore_unused', 'max_waiver_days', 'grace_days', 'semver' or 'groups'"},
        {"{\"wavers\":[]}",
         "policy.json:1:2: /wavers: a policy has no such member; did you mean 'waivers'?"},
        {"{\"levels\":[{\"rule\":\"max-lenght-decreased\",\"level\":\"info\"}]}",
         "policy.json:1:20: /levels/0/rule: 'max-lenght-decreased' is no rule; did you mean "
         "'max-length-decreased'?"},
        {"{\"levels\":[{\"rule\":\"zzzz*\",\"level\":\"info\"}]}",
         "policy.json:1:20: /levels/0/rule: 'zzzz*' fits no rule; 'contracts rules' lists them"},
        {"{\"levels\":[{\"rule\":\"*\"}]}",
         "policy.json:1:12: /levels/0: the level lacks 'level': what such a finding weighs where "
         "the mode asks for its direction"},
        {"{\"waivers\":[{\"rule\":\"max-length-decreased\",\"part\":\"/b\",\"owner\":\"ada\","
         "\"expires\":\"2030-01-01\"}]}",
         "policy.json:1:13: /waivers/0: the waiver lacks 'reason': why the finding is accepted"},
        {"{\"waivers\":[{\"rule\":\"max-length-decreased\"" WHO ",\"expires\":\"2030-01-01\"}]}",
         "policy.json:1:13: /waivers/0/part: is missing; a waiver names a fingerprint, or a rule "
         "and a part"},
        {"{\"waivers\":[{\"fingerprint\":\"12\"" WHO ",\"expires\":\"2030-01-01\"}]}",
         "policy.json:1:28: /waivers/0/fingerprint: should be 16 hex digits in lower case, found "
         "'12'"},
        {"{\"waivers\":[{\"rule\":\"policy.waiver-expired\",\"part\":\"/b\"" WHO
         ",\"expires\":\"2031-01-01\"}]}",
         "policy.json:1:13: /waivers/0/rule: 'policy.waiver-expired' is a remark on waivers, and "
         "no "
         "waiver accepts it; mend that waiver, or give the rule another level"},
        {"{\"waivers\":[{\"fingerprint\":\"0123456789abcdef\"" WHO ",\"expires\":\"soon\"}]}",
         "policy.json:1:89: /waivers/0/expires: should be a time as 2026-11-30T18:00:00+01:00, or "
         "a date, found 'soon'"},
        {"{\"max_waiver_days\":30,\"waivers\":[{\"fingerprint\":\"0123456789abcdef\"" WHO
         ",\"since\":\"2030-01-01\",\"expires\":\"2030-01-31\"}]}",
         "policy.json:1:131: /waivers/0/expires: makes it hold for 31 days; a waiver holds for 30 "
         "at most"},
        {"{\"max_waiver_days\":30,\"waivers\":[{\"fingerprint\":\"0123456789abcdef\"" WHO
         ",\"expires\":\"2030-02-01\"}]}",
         "policy.json:1:34: /waivers/0/since: is missing; max_waiver_days counts from it"},
        {"{\"grace_days\":{\"stable\":0}}", "policy.json:1:25: /grace_days/stable: should be a "
                                            "whole number from 1 to 36500, found '0'"},
        {"{\"grace_days\":30}",
         "policy.json:1:15: /grace_days: should be a map: a period of grace, found '30'"},
        {"{\"grace_days\":{\"alpha\":3}}",
         "policy.json:1:16: /grace_days/alpha: a period of grace has no such member"},
        {"{\"groups\":{\"by\":\"document\"}}",
         "policy.json:1:17: /groups/by: is 'document', and 'pointer' is missing: where in it the "
         "group stands, such as /info/x-group"},
        {"{\"groups\":{\"pointer\":\"/x\"}}",
         "policy.json:1:22: /groups/pointer: is of no use unless 'by' is 'document'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_policy *p = NULL;
        ctr_error *err = NULL;
        print_message("%s\n", rows[i].text);
        assert_int_equal(read_policy(rows[i].text, &p, &err), CTR_E_INPUT);
        assert_null(p);
        assert_string_equal(ctr_error_message(err), rows[i].message);
        ctr_error_free(err);
    }
}

static void its_hash_goes_by_what_it_says(void **state)
{
    ctr_policy *a = NULL;
    ctr_policy *b = NULL;
    ctr_policy *c = NULL;
    ctr_error *err = NULL;

    (void)state;
    assert_ctr_ok(read_policy("{\"ignore_unused\":true,\"id\":\"x\"}", &a, &err));
    assert_ctr_ok(read_policy("# said again\nid: x\nignore_unused: true\nx-mine: 1\n", &b, &err));
    assert_ctr_ok(read_policy("{\"ignore_unused\":false,\"id\":\"x\"}", &c, &err));
    assert_string_equal(ctr_policy_sha256(a), ctr_policy_sha256(b));
    assert_string_not_equal(ctr_policy_sha256(a), ctr_policy_sha256(c));
    assert_int_equal(ctr_policy_ignore_unused(a), 1);
    assert_int_equal(ctr_policy_zero(a), CTR_ZERO_SHIFT);
    assert_int_equal(ctr_policy_lines(NULL), CTR_LINE_NONE);
    assert_int_equal(ctr_policy_levels(a), 0);
    ctr_policy_free(a);
    ctr_policy_free(b);
    ctr_policy_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_of_nothing_changes_nothing),
        cmocka_unit_test(the_last_level_that_fits_rules),
        cmocka_unit_test(what_the_mode_does_not_ask_for_stays_info),
        cmocka_unit_test(a_waiver_holds_to_the_end_of_its_day),
        cmocka_unit_test(without_an_instant_the_clock_is_read),
        cmocka_unit_test(waivers_of_all_that_breaks_make_it_compatible),
        cmocka_unit_test(an_expired_waiver_is_told_of_unless_another_is_in_force),
        cmocka_unit_test(a_waiver_of_no_finding_says_what_decides),
        cmocka_unit_test(a_remark_of_the_policy_asks_for_no_bump_and_may_break),
        cmocka_unit_test(parts_that_nobody_uses_are_set_aside_where_uses_are_known),
        cmocka_unit_test(what_has_to_be_given_concerns_all_who_give),
        cmocka_unit_test(used_parts_that_are_nowhere_are_refused),
        cmocka_unit_test(what_is_wrong_is_refused_where_it_stands),
        cmocka_unit_test(its_hash_goes_by_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
