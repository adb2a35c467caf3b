/* Names, exit codes and sentences of the statuses, from status.def. */
#include <contracts/error.h>

struct row {
    ctr_status status;
    const char *name;
    int exit;
    const char *text;
};

static const struct row rows[] = {
#define LC_STATUS(status, name, exit, text) {status, name, exit, text},
#include "base/status.def"
#undef LC_STATUS
};

static const struct row unknown = {CTR_E_IO, "unknown", 5, "a status this library does not know"};

static const struct row *find(ctr_status status)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].status == status) {
            return &rows[i];
        }
    }
    return &unknown;
}

const char *ctr_status_name(ctr_status status)
{
    return find(status)->name;
}

int ctr_status_exit(ctr_status status)
{
    return find(status)->exit;
}

const char *ctr_status_text(ctr_status status)
{
    return find(status)->text;
}
