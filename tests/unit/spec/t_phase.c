/* Phases: what is refused and why, what there is in it, and what is told of its graph. */
#include "schema_case.h"

#include "spec/phase/phase.h"

static void phase_refuses(const char *text, const char *message)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_PHASE, "p.yaml", text, NULL);
    if (c.status == CTR_OK) {
        fail_msg("taken: %s", text);
    }
    assert_string_equal(ctr_error_message(c.ctx.error), message);
    assert_int_equal(c.status, CTR_E_INPUT);
    js_end(&c);
}

static void what_is_no_graph_is_refused_with_its_place(void **state)
{
    (void)state;
    phase_refuses("phases: []\ntransitions: []\n", "p.yaml:1:9: there is no phase in this list");
    phase_refuses("phases: [{id: a}]\n",
                  "p.yaml:1:1: there is no \"transitions\" here, expected an array of transitions");
    phase_refuses("phases: [{id: a}, {id: a}]\ntransitions: []\n",
                  "p.yaml:1:24: the phase 'a' is there twice; give one of them another \"id\"");
    phase_refuses("phases: [{id: a}]\ntransitions: [{from: a, to: b}]\n",
                  "p.yaml:2:29: there is no phase 'b'");
    phase_refuses(
        "phases: [{id: a}, {id: b}]\ntransitions: [{from: a, to: b},\n {from: a, to: b}]\n",
        "p.yaml:3:2: the transition from 'a' to 'b' is there twice; one is enough");
    phase_refuses("start: b\nphases: [{id: a}]\ntransitions: []\n",
                  "p.yaml:1:8: there is no phase 'b'");
    phase_refuses("phases: [{id: a}, {id: b}]\ntransitions: []\n",
                  "p.yaml:1:19: the phase 'b' cannot be reached from the start 'a'; let a "
                  "transition lead to it");
    phase_refuses("phases: [{id: a}, {id: b}]\ntransitions: [{from: a, to: b}, {from: b, to: a}]\n",
                  "p.yaml:1:10: no end can be reached from the phase 'a'; let a transition lead "
                  "on, or say \"terminal\": true");
    phase_refuses("phases: [{id: a, terminal: false}]\ntransitions: []\n",
                  "p.yaml:1:10: no end can be reached from the phase 'a'; let a transition lead "
                  "on, or say \"terminal\": true");
    phase_refuses("phases: [{id: a, timeout: soon}]\ntransitions: []\n",
                  "p.yaml:1:27: 'soon' is no span of time; write a number with m, h, d or w, such "
                  "as '14d'");
    phase_refuses("phases: [{id: a, exit: [{id: x, at_least: much}]}]\ntransitions: []\n",
                  "p.yaml:1:43: \"at_least\": expected a number, found a string");
    phase_refuses("phases: [{id: a, exit: [{id: x, mandatory: 1}]}]\ntransitions: []\n",
                  "p.yaml:1:44: \"mandatory\" is true or false; without it a criterion is");
    phase_refuses("phases: [{id: a, terminal: yes please}]\ntransitions: []\n",
                  "p.yaml:1:28: \"terminal\" is true or false; without it work ends where no "
                  "transition leads on");
    phase_refuses("phases: [{id: a, approvers: [1]}]\ntransitions: []\n",
                  "p.yaml:1:30: expected a name, a string, found a number");
}

static void spans_of_time_are_read(void **state)
{
    static const struct {
        const char *text;
        int64_t seconds; /* 0: it is none */
    } rows[] = {{"90m", 5400}, {"36h", 129600}, {"14d", 1209600}, {"2w", 1209600},
                {"0d", 0},     {"d", 0},        {"", 0},          {"14", 0},
                {"1d2", 0},    {"-1d", 0},      {"1.5d", 0},      {"99999999d", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t seconds = 0;
        bool good = lc_phase_seconds(lc_str(rows[i].text), &seconds);
        if (good != (rows[i].seconds != 0) || (good && seconds != rows[i].seconds)) {
            fail_msg("%s", rows[i].text);
        }
    }
}

static void a_document_has_its_parts(void **state)
{
    struct js_case c;
    struct ctr_outline outline;
    const char *text = "";
    (void)state;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "p.yaml",
            "phases: [{id: a b, requires: [x], exit: [{id: c}]}, {id: z}]\n"
            "transitions: [{from: a b, to: z}]\n",
            NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(c.old.row->format, CTR_FORMAT_PHASE);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &outline), CTR_OK);
    for (size_t i = 0; i < outline.count; i++) {
        text = lc_format(&c.ctx, "%s%s\n", text, outline.parts[i]);
    }
    assert_string_equal(text, "/\nphase a%20b\nphase a%20b exit c\nphase a%20b requires x\n"
                              "phase a%20b to z\nphase z\n");
    js_end(&c);
}

static void tells(const char *older, const char *newer, const char *wanted)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_PHASE, "old.yaml", older, NULL);
    js_read(&c, &c.new, CTR_FORMAT_PHASE, "new.yaml", newer, NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_FULL, CTR_PROFILE_DEFAULT, &c.diff), CTR_OK);
    assert_string_equal(js_told(&c), wanted);
    js_end(&c);
}

/* An id that was there before may be another phase's now, if somebody says where its own went. */
static void names_may_move_along_or_change_places(void **state)
{
    (void)state;
    static const char older[] = "phases: [{id: a}, {id: b}]\ntransitions: [{from: a, to: b}]\n";
    static const char along[] = "phases: [{id: b, renamed_from: a}, {id: c, renamed_from: b}]\n"
                                "transitions: [{from: b, to: c}]\n";
    static const char swapped[] = "phases: [{id: b, renamed_from: a}, {id: a, renamed_from: b}]\n"
                                  "transitions: [{from: b, to: a}]\n";
    static const char merged[] = "phases: [{id: b, renamed_from: a}, {id: d}]\n"
                                 "transitions: [{from: b, to: d}]\n";
    static const char renamed[] = "breaking both phase-renamed at phase a\n"
                                  "breaking both phase-renamed at phase b\n";
    tells(older, along, renamed);
    tells(older, swapped, renamed);
    tells(swapped, swapped, "");
    /* nobody says where b went, so that b is b */
    tells(older, merged,
          "breaking both phase-start-changed at /\n"
          "breaking backward phase-removed at phase a\n"
          "breaking both phase-no-longer-terminal at phase b\n"
          "breaking forward phase-added at phase d\n");
}

static void a_name_that_another_phase_takes_is_still_a_renaming(void **state)
{
    (void)state;
    static const char older[] = "phases: [{id: a}, {id: b}]\ntransitions: [{from: a, to: b}]\n";
    static const char between[] = "phases: [{id: a}, {id: c, renamed_from: b}, {id: b}]\n"
                                  "transitions: [{from: a, to: c}, {from: c, to: b}]\n";
    static const char stale[] = "phases: [{id: a}, {id: c, renamed_from: b}, {id: b}]\n"
                                "transitions: [{from: a, to: b}, {from: b, to: c}]\n";
    tells(older, between,
          "breaking forward phase-added at phase b\n"
          "breaking both phase-no-longer-terminal at phase b\n"
          "breaking both phase-renamed at phase b\n");
    /* said before, and c is c */
    tells(between, stale,
          "breaking forward phase-transition-added at phase a to b\n"
          "breaking backward phase-transition-removed at phase a to c\n"
          "breaking both phase-no-longer-terminal at phase b\n"
          "breaking forward phase-transition-added at phase b to c\n"
          "breaking both phase-became-terminal at phase c\n"
          "breaking backward phase-transition-removed at phase c to b\n");
}

static void what_no_rule_knows_of_a_transition_is_undecided(void **state)
{
    (void)state;
    static const char older[] = "phases: [{id: a}, {id: b}]\ntransitions: [{from: a, to: b}]\n";
    tells(older, "phases: [{id: a}, {id: b}]\ntransitions: [{from: a, to: b, guard: z}]\n",
          "undecided both phase-member-changed at phase a to b\n");
    tells(older, "phases: [{id: a}, {id: b}]\ntransitions: [{from: a, to: b, name: on}]\n",
          "info neither phase-note-changed at phase a to b\n");
}

static void a_threshold_that_need_not_be_met_is_info(void **state)
{
    (void)state;
    static const char older[] =
        "phases: [{id: a, exit: [{id: x, mandatory: false, at_least: 4}]}]\ntransitions: []\n";
    static const char newer[] =
        "phases: [{id: a, exit: [{id: x, mandatory: false, at_least: 5}]}]\ntransitions: []\n";
    tells(older, newer, "info neither phase-threshold-raised at phase a exit x\n");
    tells(newer, older, "info neither phase-threshold-lowered at phase a exit x\n");
}

/* Each phase stands before the one that leads to it: a walk that starts over would take minutes. */
static void a_long_chain_is_read_in_one_walk(void **state)
{
    enum { PHASES = 50000 };
    struct js_case c;
    struct lc_buf buf;
    (void)state;
    js_begin(&c);
    lc_buf_init(&buf, &c.ctx.alloc, SIZE_MAX - 1);
    lc_buf_printf(&buf, "start: p%d\nphases:\n", PHASES - 1);
    for (int i = 0; i < PHASES; i++) {
        lc_buf_printf(&buf, "- id: p%d\n", i);
    }
    lc_buf_text(&buf, "transitions:\n");
    for (int i = 1; i < PHASES; i++) {
        lc_buf_printf(&buf, "- {from: p%d, to: p%d}\n", i, i - 1);
    }
    js_read(&c, &c.old, CTR_FORMAT_PHASE, "p.yaml", lc_buf_cstr(&buf), NULL);
    assert_int_equal(c.status, CTR_OK);
    lc_buf_free(&buf);
    js_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_graph_is_refused_with_its_place),
        cmocka_unit_test(spans_of_time_are_read),
        cmocka_unit_test(a_document_has_its_parts),
        cmocka_unit_test(names_may_move_along_or_change_places),
        cmocka_unit_test(a_name_that_another_phase_takes_is_still_a_renaming),
        cmocka_unit_test(what_no_rule_knows_of_a_transition_is_undecided),
        cmocka_unit_test(a_threshold_that_need_not_be_met_is_info),
        cmocka_unit_test(a_long_chain_is_read_in_one_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
