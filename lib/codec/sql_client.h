/*
 * Commands of clients, which stand between and in statements and begin with a backslash: those of
 * psql, and of mysql what ends a statement.
 */
#ifndef LC_CODEC_SQL_CLIENT_H
#define LC_CODEC_SQL_CLIENT_H

#include "codec/sql_read.h"

enum lc_sql_client {
    LC_CLIENT_NONE,   /* no command begins here */
    LC_CLIENT_PASSED, /* no matter of the schema */
    LC_CLIENT_SENDS,  /* the statement ends here */
    LC_CLIENT_ROWS,   /* rows follow, up to a line of "\." */
    LC_CLIENT_STOPS,  /* nothing behind it is run */
    LC_CLIENT_UNKNOWN /* it runs what is not here to see */
};

enum { LC_CLIENT_BRANCHES = 32 };

/* \if … \endif, one inside another. */
struct lc_sql_branches {
    uint8_t state[LC_CLIENT_BRANCHES];
    uint32_t depth;
    bool skips; /* what stands here is not run */
};

/* The command that begins at `text`; *size is its length. Branches are followed. */
enum lc_sql_client lc_sql_client_command(enum lc_sql_dialect dialect, struct lc_str text,
                                         struct lc_sql_branches *branches, size_t *size);

#endif
