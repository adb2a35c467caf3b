/* Figures for a scraper: what names and labels look like, whatever they hold. */
#include "report/metrics.h"
#include "support/fixture.h"

#include <stdlib.h>

static void labels_of_a_scraper_are_escaped(void **state)
{
    static const struct lc_metric items[] = {
        {.metric = "slo_attainment",
         .alias = "review_sla",
         .subject = "a \"b\" \\c\nd\te",
         .value = "97.5",
         .unit = "%"},
        {.metric = "open_changes", .value = "3", .unit = "changes"},
        {.metric = "slo_attainment", .subject = "ö", .value = "-0.000001", .unit = "%"},
        {.metric = "slo_error_budget", .subject = "ö", .unit = "cases", .reason = "not measured"},
    };
    const struct ctr_metrics metrics = {
        .team = "shop", .name = "deal", .items = items, .count = sizeof items / sizeof items[0]};
    struct text_sink out = {NULL, 0};
    ctr_error *err = NULL;
    static const char wanted[] =
        "# HELP contracts_slo_attainment Percent of the cases of a service level that met their "
        "goal.\n"
        "# TYPE contracts_slo_attainment gauge\n"
        "contracts_slo_attainment{team=\"shop\",contract=\"deal\",subject=\"a \\\"b\\\" "
        "\\\\c\\nd\te\",unit=\"%\"} 97.5\n"
        "contracts_slo_attainment{team=\"shop\",contract=\"deal\",subject=\"ö\",unit=\"%\"} "
        "-0.000001\n"
        "# HELP contracts_open_changes Changes that are neither closed nor rejected nor "
        "withdrawn.\n"
        "# TYPE contracts_open_changes gauge\n"
        "contracts_open_changes{team=\"shop\",contract=\"deal\",unit=\"changes\"} 3\n"
        "# HELP contracts_review_sla Percent of the cases of a service level that met their goal.\n"
        "# TYPE contracts_review_sla gauge\n"
        "contracts_review_sla{team=\"shop\",contract=\"deal\",subject=\"a \\\"b\\\" "
        "\\\\c\\nd\te\",unit=\"%\"} 97.5\n";

    (void)state;
    assert_ctr_ok(ctr_metrics_render(&metrics, CTR_RENDER_PROMETHEUS, text_sink_write, &out, &err));
    assert_string_equal(out.text, wanted);
    free(out.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(labels_of_a_scraper_are_escaped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
