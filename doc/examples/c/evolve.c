/*
 * Creates a contract, activates it, gives it a new edition, and says what that would break.
 * Needs no file: the store is in memory, the documents stand here.
 */
#include <contracts/contracts.h>
#include <stdio.h>

static const char v1[] = "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},"
                         "\"note\":{\"type\":\"string\"}},\"required\":[\"id\"]}";
static const char v2[] = "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},"
                         "\"note\":{\"type\":\"string\"}},\"required\":[\"id\",\"note\"]}";

/* Says so, in the library's own words, if a call failed. */
static int failed(ctr_status status, ctr_error **err)
{
    if (status != CTR_OK) {
        fprintf(stderr, "evolve: %s: %s\n", ctr_status_name(status), ctr_error_message(*err));
        ctr_error_free(*err);
    }
    return status != CTR_OK;
}

int main(void)
{
    ctr_store *store = NULL;
    ctr_error *err = NULL;
    ctr_create create;
    ctr_evolve evolve;
    ctr_evolution *evolution = NULL;

    ctr_create_init(&create, sizeof create);
    create.team = "shop";
    create.name = "orders";
    create.document.data = v1;
    create.document.size = sizeof v1 - 1;
    ctr_evolve_init(&evolve, sizeof evolve);
    evolve.team = "shop";
    evolve.name = "orders";
    evolve.document.data = v2;
    evolve.document.size = sizeof v2 - 1;

    if (failed(ctr_store_open(":memory:", NULL, &store, &err), &err) ||
        failed(ctr_contract_create(store, &create, NULL, NULL, &err), &err) ||
        failed(ctr_version_activate(store, "shop", "orders", "1.0.0", NULL, NULL, &err), &err) ||
        failed(ctr_contract_evolve(store, &evolve, NULL, &evolution, &err), &err)) {
        ctr_store_close(store);
        return 1;
    }
    const ctr_diff *diff = ctr_evolution_diff(evolution);
    printf("verdict %s, proposed version %s\n", ctr_verdict_name(ctr_evolution_verdict(evolution)),
           ctr_evolution_proposed(evolution));
    for (size_t i = 0; i < ctr_diff_count(diff); i++) {
        const ctr_finding *finding = ctr_diff_at(diff, i);
        printf("%-9s %-8s line %lld: %s\n", ctr_level_name(ctr_finding_level(finding)),
               ctr_finding_part(finding), (long long)ctr_finding_line(finding, CTR_SIDE_NEW),
               ctr_finding_message(finding));
    }
    ctr_evolution_free(evolution);
    ctr_store_close(store);
    return 0;
}
