/* Files of zones: names are checked first, so that nothing outside the directory is ever read. */
#include "core/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct search {
    struct lc_ctx *ctx;
    const char *directory;
    const char *name;
};

static ctr_status detail(const struct search *s, ctr_status status)
{
    lc_detail(s->ctx, "zone", s->name);
    lc_detail(s->ctx, "directory", s->directory);
    return status;
}

static ctr_status no_directory(const struct search *s, int reason)
{
    return detail(s, lc_fail(s->ctx, CTR_E_NOT_FOUND,
                             "time zone '%s' needs the system's data, but '%s' cannot be used: %s; "
                             "install the package tzdata or name another directory",
                             s->name, s->directory, strerrordesc_np(reason)));
}

static ctr_status no_zone(const struct search *s, int reason)
{
    if (reason == ENOENT || reason == ENOTDIR) {
        return detail(s, lc_fail(s->ctx, CTR_E_INPUT,
                                 "there is no time zone '%s' in '%s'; wanted a name such as "
                                 "Europe/Berlin (package tzdata, old names in tzdata-legacy)",
                                 s->name, s->directory));
    }
    return detail(s, lc_fail(s->ctx, CTR_E_IO, "cannot read time zone '%s' in '%s': %s", s->name,
                             s->directory, strerrordesc_np(reason)));
}

/* The file's real path, which must lie below the directory's. */
static ctr_status locate(const struct search *s, char real[PATH_MAX])
{
    char base[PATH_MAX];
    const char *path = lc_format(s->ctx, "%s/%s", s->directory, s->name);
    if (!path) {
        return CTR_E_NOMEM;
    }
    if (!realpath(s->directory, base)) {
        return no_directory(s, errno);
    }
    if (!realpath(path, real)) {
        return no_zone(s, errno);
    }
    size_t size = strlen(base);
    if (strncmp(real, base, size) != 0 || real[size] != '/') {
        return detail(s, lc_fail(s->ctx, CTR_E_INPUT,
                                 "time zone '%s' is a link that leads out of '%s', which is "
                                 "refused; name the zone that is meant",
                                 s->name, s->directory));
    }
    return CTR_OK;
}

/* Until `most` bytes or the end. -1: errno. */
static ssize_t read_all(int fd, char *at, size_t most)
{
    size_t used = 0;
    while (used < most) {
        ssize_t n = read(fd, at + used, most - used);
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        if (n == 0) {
            break;
        }
        used += n > 0 ? (size_t)n : 0;
    }
    return (ssize_t)used;
}

static ctr_status read_file(const struct search *s, const char *path, struct lc_str *out)
{
    struct stat st;
    char *bytes = lc_new(s->ctx, LC_ZONE_FILE_MOST + 1, 1);
    if (!bytes) {
        return CTR_E_NOMEM;
    }
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return no_zone(s, errno);
    }
    bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    ssize_t size = regular ? read_all(fd, bytes, LC_ZONE_FILE_MOST + 1) : 0;
    int reason = errno;
    close(fd);
    if (!regular) {
        return detail(s, lc_fail(s->ctx, CTR_E_INPUT,
                                 "'%s' in '%s' is no time zone; wanted a name such as "
                                 "Europe/Berlin",
                                 s->name, s->directory));
    }
    if (size < 0) {
        return no_zone(s, reason);
    }
    *out = lc_str_n(bytes, (size_t)size);
    return CTR_OK;
}

ctr_status lc_zone_load(struct lc_ctx *ctx, const char *directory, const char *name,
                        const struct lc_zone **out)
{
    char real[PATH_MAX];
    struct lc_str bytes;
    struct search s = {ctx, directory ? directory : LC_ZONE_DIRECTORY, name};
    struct lc_zone *zone = lc_new(ctx, 1, sizeof *zone);

    if (!zone) {
        return CTR_E_NOMEM;
    }
    *out = zone;
    if (lc_zone_fixed(name, zone)) {
        zone->name = lc_dup_c(ctx, name);
        return zone->name ? CTR_OK : CTR_E_NOMEM;
    }
    if (!lc_zone_name_ok(lc_str(name))) {
        return detail(&s, lc_fail(ctx, CTR_E_INPUT,
                                  "'%.100s' is no time zone; wanted a name such as Europe/Berlin, "
                                  "UTC, or an offset such as +02:00",
                                  name));
    }
    LC_TRY(locate(&s, real));
    LC_TRY(read_file(&s, real, &bytes));
    return lc_tzif_read(ctx, name, bytes, zone);
}
