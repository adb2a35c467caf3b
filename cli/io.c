/*
 * Files and standard input, with limits, and paths that must not leave a directory.
 */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_READ = 64 * 1024 };

bool cli_pend(struct cli *cli, ctr_status status, const char *name, const char *message)
{
    cli->pending = (struct problem){.status = status, .message = message};
    cli->pending.keys[0] = "file";
    cli->pending.values[0] = name;
    return false;
}

static bool cannot(struct cli *cli, const char *what, const char *name, int error)
{
    if (error == EINTR) {
        return cli_pend(cli, CTR_E_CANCELLED, name, "interrupted; nothing was changed");
    }
    const char *text = cli_format_text(cli, "cannot %s '%s': %s", what, name, strerror(error));
    return cli_pend(cli, CTR_E_INPUT, name, text);
}

static bool too_large(struct cli *cli, const char *name, uint64_t limit)
{
    const char *text = cli_format_text(cli, "'%s' is larger than the limit of %llu bytes", name,
                                       (unsigned long long)limit);
    (void)cli_pend(cli, CTR_E_LIMIT, name, text);
    cli->pending.keys[1] = "limit";
    cli->pending.values[1] = cli_format_text(cli, "%llu", (unsigned long long)limit);
    cli->pending.hint = "a larger limit is given with --max-bytes";
    return false;
}

/* Room for one byte more than is there, so that the end is seen without growing. */
static size_t first_size(int fd, uint64_t limit)
{
    struct stat st;
    uint64_t size = FIRST_READ;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size <= limit) {
        size = (uint64_t)st.st_size;
    }
    return (size_t)size + 1;
}

static bool known_too_large(int fd, uint64_t limit)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size > limit;
}

static char *grown(struct cli *cli, const char *name, char *block, size_t *room)
{
    char *more = *room < SIZE_MAX / 2 ? realloc(block, *room * 2) : NULL;
    if (!more) {
        free(block);
        (void)cli_pend(cli, CTR_E_NOMEM, name, "no memory for the document");
        return NULL;
    }
    *room *= 2;
    return more;
}

bool cli_read_all(struct cli *cli, int fd, const char *name, uint64_t limit, void **data,
                  size_t *size)
{
    size_t room = first_size(fd, limit);
    size_t used = 0;
    if (known_too_large(fd, limit)) {
        return too_large(cli, name, limit);
    }
    char *block = malloc(room);
    if (!block) {
        return cli_pend(cli, CTR_E_NOMEM, name, "no memory for the document");
    }
    for (;;) {
        ssize_t n = read(fd, block + used, room - used);
        if (n < 0 && errno == EINTR && !cli_stopped()) {
            continue;
        }
        if (n < 0) {
            int error = errno;
            free(block);
            return cannot(cli, "read", name, error);
        }
        used += (size_t)n;
        if (used > limit) {
            free(block);
            return too_large(cli, name, limit);
        }
        if (n == 0) {
            break;
        }
        if (used == room && !(block = grown(cli, name, block, &room))) {
            return false;
        }
    }
    cli_keep_block(cli, block);
    *data = block;
    *size = used;
    return true;
}

bool cli_open_input(struct cli *cli, const char *name, int *fd)
{
    struct stat st;
    if (strcmp(name, "-") == 0) {
        *fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
        return *fd >= 0 ? true : cannot(cli, "read", "standard input", errno);
    }
    *fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (*fd < 0) {
        return cannot(cli, "read", name, errno);
    }
    if (fstat(*fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        close(*fd);
        return cannot(cli, "read", name, EISDIR);
    }
    return true;
}

enum { OPTION_LIMIT = 4 * 1024 * 1024 };

int cli_text_or_file(struct cli *cli, const char *value, const char **out)
{
    int fd;
    void *data;
    size_t size;
    *out = value;
    if (!value || value[0] != '@') {
        return 0;
    }
    if (!cli_open_input(cli, value + 1, &fd)) {
        return cli_failed(cli, CTR_E_INPUT, NULL);
    }
    bool ok = cli_read_all(cli, fd, value + 1, OPTION_LIMIT, &data, &size);
    close(fd);
    if (ok && memchr(data, '\0', size)) {
        ok = cli_pend(cli, CTR_E_INPUT, value + 1,
                      cli_format_text(cli, "'%s' holds a NUL byte; text is wanted", value + 1));
    }
    if (!ok) {
        return cli_failed(cli, CTR_E_INPUT, NULL);
    }
    char *text = cli_keep(cli, size + 1);
    memcpy(text, data, size);
    *out = text + (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0); /* its mark */
    return 0;
}

/* One step down; a symbolic link is ELOOP whatever it leads to. */
static int step(int at, const char *name, int flags)
{
    struct stat st;
    int fd = openat(at, name, flags | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 && fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode)) {
        errno = ELOOP;
    }
    return fd;
}

static int regular(int fd)
{
    struct stat st;
    if (fd >= 0 && (fstat(fd, &st) || !S_ISREG(st.st_mode))) {
        close(fd);
        errno = ENOENT;
        return -1;
    }
    return fd;
}

int cli_open_beneath(int base, const char *path)
{
    char name[256];
    int at = base;
    if (path[0] == '/') {
        errno = EXDEV;
        return -1;
    }
    for (;;) {
        size_t size = strcspn(path, "/");
        bool last = path[size] == '\0';
        if (size == 0 || size >= sizeof name || (size == 1 && path[0] == '.') ||
            (size == 2 && memcmp(path, "..", 2) == 0)) {
            errno = size == 2 ? EXDEV : ENOENT;
            break;
        }
        memcpy(name, path, size);
        name[size] = '\0';
        int fd = last ? step(at, name, O_RDONLY | O_NONBLOCK | O_NOCTTY)
                      : step(at, name, O_PATH | O_DIRECTORY);
        int error = errno;
        if (at != base) {
            close(at);
        }
        errno = error;
        if (last || fd < 0) {
            return last ? regular(fd) : -1;
        }
        at = fd;
        path += size + 1;
    }
    int error = errno;
    if (at != base) {
        close(at);
    }
    errno = error;
    return -1;
}
