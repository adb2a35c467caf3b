/*
 * Looks up the version of a contract that is active now, or that a range admits.
 *
 *   lookup STORE TEAM NAME [SELECTOR]      e.g. lookup contracts.db shop orders '^1.2'
 */
#include <contracts/contracts.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    ctr_store *store = NULL;
    ctr_version *version = NULL;
    ctr_error *err = NULL;

    if (argc < 4) {
        fprintf(stderr, "usage: lookup STORE TEAM NAME [SELECTOR]\n");
        return 2;
    }
    ctr_status status = ctr_store_open(argv[1], NULL, &store, &err);
    if (status == CTR_OK) {
        status =
            ctr_version_get(store, argv[2], argv[3], argc > 4 ? argv[4] : NULL, &version, &err);
    }
    ctr_store_close(store); /* the version is ours, it outlives the store */
    if (status != CTR_OK) {
        fprintf(stderr, "lookup: %s\n", ctr_error_message(err));
        ctr_error_free(err);
        return ctr_status_exit(status);
    }
    printf("%s/%s@%s is %s, revision %lld, %lld bytes of %s\n", ctr_version_team(version),
           ctr_version_name(version), ctr_version_label(version),
           ctr_state_name(ctr_version_state(version)), (long long)ctr_version_revision(version),
           (long long)ctr_version_document_size(version),
           ctr_format_name(ctr_version_format(version)));
    ctr_version_free(version);
    return 0;
}
