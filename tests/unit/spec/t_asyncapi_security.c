/* Who is let in: schemes and the scopes that they ask for, in 2.x and 3.0. */
#include "asyncapi_case.h"

#define SAME "info neither document-rewritten at /\n"
#define TWO(schemes, ways)                                                                         \
    "asyncapi: 2.6.0\nservers: {p: {url: h, protocol: https, security: [" ways "]}}\n"             \
    "channels: {}\ncomponents: {securitySchemes: {" schemes "}}\n"
#define THREE(schemes, ways)                                                                       \
    "asyncapi: 3.0.0\nservers: {p: {host: h, protocol: https, security: [" ways "]}}\n"            \
    "channels: {}\ncomponents: {securitySchemes: {" schemes "}}\n"
#define OIDC "type: openIdConnect, openIdConnectUrl: 'https://x'"
#define OAUTH(word, scopes)                                                                        \
    "type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://t', " word ": {" scopes "}}}"
#define RW "r: r, w: w"
#define NEWER "info neither asyncapi-words-changed at /\n"
#define NARROWED "breaking backward asyncapi-security-narrowed at server p\n"
#define WIDENED "breaking forward asyncapi-security-widened at server p\n"

static void scopes_are_those_of_the_other_edition(void **state)
{
    (void)state;
    static const char none[] = THREE("", "{" OIDC "}");
    static const char two[] = TWO("s: {" OIDC "}", "{s: [r]}");
    aa_full(none, two, NARROWED NEWER);
    aa_full(two, none, WIDENED NEWER);
    aa_full(two, THREE("", "{" OIDC ", scopes: [r]}"), NEWER);
    aa_full(THREE("", "{" OIDC ", scopes: [r]}"), two, NEWER);
    aa_full(two, THREE("", "{" OIDC ", scopes: [w]}"), NARROWED WIDENED NEWER);
    aa_full(TWO("s: {" OAUTH("scopes", RW) "}", "{s: []}"),
            THREE("", "{" OAUTH("availableScopes", RW) "}"), NEWER);
    aa_full(TWO("s: {" OAUTH("scopes", RW) "}", "{s: [r]}"),
            THREE("s: {" OAUTH("availableScopes", RW) ", scopes: [r]}",
                  "{$ref: '#/components/securitySchemes/s'}"),
            NEWER);
}

static void more_scopes_keep_out_and_fewer_do_not(void **state)
{
    (void)state;
    static const char r[] = TWO("s: {" OAUTH("scopes", RW) "}", "{s: [r]}");
    static const char rw[] = TWO("s: {" OAUTH("scopes", RW) "}", "{s: [r, w]}");
    aa_full(rw, r, WIDENED);
    aa_full(r, rw, NARROWED);
    aa_full(rw, TWO("s: {" OAUTH("scopes", RW) "}", "{s: [w, r]}"), SAME);
    /* one way without it is enough */
    aa_full(r, TWO("s: {" OAUTH("scopes", RW) "}", "{s: [r, w]}, {s: [r]}"), SAME);
    aa_full(r, TWO("s: {" OAUTH("scopes", RW) "}", "{s: [r]}, {}"), WIDENED);
    aa_full(TWO("", ""), TWO("s: {type: plain}", "{s: []}, {}"),
            "info neither document-rewritten at /\n");
}

static void scopes_that_are_offered_are_told(void **state)
{
    (void)state;
#define FLOW(scopes) THREE("", "{" OAUTH("availableScopes", scopes) ", scopes: [r]}")
    aa_full(FLOW(RW), FLOW(RW ", z: z"), "warning forward asyncapi-security-widened at server p\n");
    aa_full(FLOW(RW), FLOW("r: r"), "warning backward asyncapi-security-narrowed at server p\n");
    aa_full(FLOW(RW), FLOW("r: other words, w: w"), SAME);
#undef FLOW
}

static void a_flow_is_a_way_to_get_a_credential(void **state)
{
    (void)state;
#define TOKEN "clientCredentials: {tokenUrl: 'https://t', scopes: {}}"
#define MORE TOKEN ", password: {tokenUrl: 'https://t', scopes: {}}"
#define FLOWS(flows) TWO("s: {type: oauth2, flows: {" flows "}}", "{s: []}")
    aa_full(FLOWS(TOKEN), FLOWS(MORE), WIDENED);
    aa_full(FLOWS(MORE), FLOWS(TOKEN), NARROWED);
    aa_full(FLOWS(TOKEN), FLOWS("clientCredentials: {tokenUrl: 'https://u', scopes: {}}"),
            NARROWED WIDENED);
#undef FLOWS
#undef MORE
#undef TOKEN
}

static void a_scheme_may_be_called_otherwise(void **state)
{
    (void)state;
    aa_full(TWO("s: {" OIDC "}", "{s: []}"), TWO("z: {" OIDC "}", "{z: []}"), SAME);
    /* the name is all that tells the two apart */
    aa_full(TWO("a: {type: plain}, b: {type: plain}", "{a: []}"),
            TWO("a: {type: plain}, b: {type: plain}", "{b: []}"), NARROWED WIDENED);
    aa_full(TWO("a: {type: plain}, b: {type: plain}", "{a: []}"),
            TWO("b: {type: plain}, c: {type: plain}", "{c: []}"), NARROWED WIDENED);
    aa_full(TWO("", "{a: []}"), TWO("", "{b: []}"), NARROWED WIDENED);
    aa_full(TWO("", "{a: []}"), TWO("", "{a: []}, {b: []}"), WIDENED);
}

static void all_schemes_of_a_way_are_wanted(void **state)
{
    (void)state;
#define BOTH "a: {type: plain}, b: {" OIDC "}"
    aa_full(TWO(BOTH, "{a: [], b: [r]}"), TWO(BOTH, "{a: []}"), WIDENED);
    aa_full(TWO(BOTH, "{a: []}"), TWO(BOTH, "{a: [], b: [r]}"), NARROWED);
    aa_full(TWO(BOTH, "{a: [], b: [r]}"), TWO(BOTH, "{b: [r], a: []}"), "");
    aa_full(TWO(BOTH, "{a: [], b: [r]}"), THREE(BOTH, "{type: plain}"), WIDENED NEWER);
#undef BOTH
}

static void what_is_wanted_is_said(void **state)
{
    (void)state;
    struct js_case c;
    aa_diff(&c, TWO("s: {" OIDC "}", "{s: [r]}"), TWO("s: {" OIDC "}", "{s: [r, admin]}"),
            CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, 1);
    assert_string_equal(c.diff.findings[0].message,
                        "the scope 'admin' is needed now, which those who were let in need not "
                        "have; keep a way without it until they do");
    js_end(&c);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(scopes_are_those_of_the_other_edition),
        cmocka_unit_test(more_scopes_keep_out_and_fewer_do_not),
        cmocka_unit_test(scopes_that_are_offered_are_told),
        cmocka_unit_test(a_flow_is_a_way_to_get_a_credential),
        cmocka_unit_test(a_scheme_may_be_called_otherwise),
        cmocka_unit_test(all_schemes_of_a_way_are_wanted),
        cmocka_unit_test(what_is_wanted_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
