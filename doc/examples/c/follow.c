/*
 * Prints what happens in a store, as it happens, whoever does it; stops after some quiet time.
 *
 *   follow STORE [AFTER [QUIET-MILLISECONDS]]
 */
#include <contracts/contracts.h>
#include <stdio.h>
#include <stdlib.h>

/* Prints the events behind *after and moves it on. */
static ctr_status print_news(ctr_store *store, int64_t *after, ctr_error **err)
{
    ctr_event_filter filter;
    ctr_event_list *list = NULL;

    ctr_event_filter_init(&filter, sizeof filter);
    filter.after = *after;
    ctr_status status = ctr_event_find(store, &filter, &list, err);
    for (size_t i = 0; i < ctr_event_list_count(list); i++) {
        const ctr_event *event = ctr_event_list_at(list, i);
        *after = ctr_event_seq(event);
        printf("%lld %s %s by %s\n", (long long)*after, ctr_event_kind(event),
               ctr_event_subject(event), ctr_event_actor(event));
    }
    ctr_event_list_free(list);
    return status;
}

int main(int argc, char **argv)
{
    ctr_store *store = NULL;
    ctr_error *err = NULL;
    int64_t after = argc > 2 ? atoll(argv[2]) : 0;
    int64_t last = 0;
    uint32_t quiet_ms = argc > 3 ? (uint32_t)atoi(argv[3]) : 10000;

    if (argc < 2) {
        fprintf(stderr, "usage: follow STORE [AFTER [QUIET-MILLISECONDS]]\n");
        return 2;
    }
    ctr_status status = ctr_store_open(argv[1], NULL, &store, &err);
    while (status == CTR_OK) {
        status = ctr_event_wait(store, after, quiet_ms, &last, &err);
        if (status != CTR_OK || last <= after) {
            break; /* an error, or quiet for long enough */
        }
        status = print_news(store, &after, &err);
    }
    if (status != CTR_OK) {
        fprintf(stderr, "follow: %s\n", ctr_error_message(err));
    }
    ctr_error_free(err);
    ctr_store_close(store);
    return ctr_status_exit(status);
}
