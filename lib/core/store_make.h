/* What opening and closing a store share. Not for other rooms. */
#ifndef LC_CORE_STORE_MAKE_H
#define LC_CORE_STORE_MAKE_H

#include "core/store.h"

/* Free a handle, however much of it was made. `tidy` lets SQLite delete an empty log. */
void lc_store_free(ctr_store *store, bool tidy);

#endif
