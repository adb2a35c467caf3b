/* Views: reading them with all that is said of them, and comparing them. */
#ifndef LC_SPEC_SQL_VIEW_H
#define LC_SPEC_SQL_VIEW_H

#include "spec/sql/sql.h"

/* ---- reading ---- */

/* Behind CREATE … VIEW. (sql_view.c) */
ctr_status lc_sql_create_view(struct lc_sql_cursor *c, bool temporary, bool replace);
/* What stands before VIEW, in WITH (…), and in SET and RESET (…) of ALTER. (sql_view_term.c) */
ctr_status lc_sql_view_head(const struct lc_sql_cursor *c, struct lc_sql_thing *v);
ctr_status lc_sql_view_options(struct lc_sql_cursor *c, struct lc_sql_thing *v, bool set);
/* What stands behind the query, which ends at *end. */
ctr_status lc_sql_view_tail(const struct lc_sql_cursor *c, struct lc_sql_thing *v, uint32_t *end);
/* An action of ALTER that only views have. *done is false if it is none. */
ctr_status lc_sql_alter_view(struct lc_sql_cursor *c, struct lc_sql_thing *v, bool *done);
ctr_status lc_sql_refresh(struct lc_sql_cursor *c); /* behind REFRESH */

/* ---- comparing ---- */

/* A table that is a view now, or the other way round. (sql_compare_window.c) */
ctr_status lc_sql_compare_window(struct lc_sql_cmp *x, const struct lc_sql_thing *older,
                                 const struct lc_sql_thing *newer);
/* What is said of both besides the query. (sql_view_term.c) */
ctr_status lc_sql_compare_view_terms(struct lc_sql_cmp *x, const struct lc_sql_thing *older,
                                     const struct lc_sql_thing *newer);
/* What changed for readers of a table is said at the views over it. (sql_compare_view.c) */
ctr_status lc_sql_compare_views(struct lc_sql_cmp *x);

#endif
