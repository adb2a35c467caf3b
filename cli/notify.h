/*
 * Delivery of what came due, to the endpoints that masters name. The library opens no connection;
 * this is what a host does in its place.
 */
#ifndef CLI_NOTIFY_H
#define CLI_NOTIFY_H

#include "cli.h"

struct notify {
    int64_t timeout_s; /* of one request */
    size_t delivered, failed, waiting;
};

/* Deliver everything of the outbox that may be tried now and record what became of it; 0, or the
 * exit code of a failure of the store that has been told. */
int notify_all(struct cli *cli, const ctr_call *call, struct notify *n);

/* notify_send.c: one message. What went wrong, or NULL and what was answered in *detail. */
struct message {
    const char *endpoint;
    const char *key; /* the same in every attempt */
    const char *body;
    size_t size;
    int64_t timeout_s;
};
const char *notify_send(struct cli *cli, const struct message *m, const char **detail);

#endif
