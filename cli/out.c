/*
 * Output. Standard output is written through a buffer and every failure is noticed, a full disk as
 * well as a reader that has gone. A file is written beside its place, synced and renamed, so that
 * whoever looks sees the old content or the new, never half of it.
 */
#include "out.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024 };

static bool write_through(struct out *out, const char *bytes, size_t size)
{
    out->begun = true;
    while (size && !out->error) {
        ssize_t n = write(out->fd, bytes, size);
        if (n >= 0) {
            bytes += n;
            size -= (size_t)n;
        } else if (errno == EAGAIN) {
            struct pollfd wait = {out->fd, POLLOUT, 0};
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            out->error = errno;
        }
    }
    return !out->error;
}

static int put(struct out *out, const char *bytes, size_t size)
{
    if (out->error || size == 0) {
        return out->error;
    }
    out->last = bytes[size - 1];
    if (size >= BUFFER) {
        return out_flush(out) || !write_through(out, bytes, size);
    }
    if (out->used + size > BUFFER && out_flush(out)) {
        return out->error;
    }
    memcpy(out->buffer + out->used, bytes, size);
    out->used += size;
    return 0;
}

/* White space between the tokens of JSON is dropped; inside strings it stays. */
static int put_squeezed(struct out *out, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char c = bytes[i];
        bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!out->in_string && blank) {
            continue;
        }
        if (out->escaped) {
            out->escaped = false;
        } else if (c == '\\' && out->in_string) {
            out->escaped = true;
        } else if (c == '"') {
            out->in_string = !out->in_string;
        }
        if (put(out, &c, 1)) {
            return out->error;
        }
    }
    return 0;
}

/* JSON nested into an object that is written around it. A line feed is put out with what follows
 * it, so that the last one of the nested text, which ends nothing here, is dropped. */
static int put_indented(struct out *out, const char *bytes, size_t size)
{
    while (size) {
        if (out->held) {
            (void)put(out, "\n", 1);
            for (unsigned i = 0; i < out->indent; i++) {
                (void)put(out, " ", 1);
            }
        }
        const char *end = memchr(bytes, '\n', size);
        size_t n = end ? (size_t)(end - bytes) : size;
        (void)put(out, bytes, n);
        out->held = end != NULL;
        bytes += n + (end != NULL);
        size -= n + (end != NULL);
    }
    return out->error;
}

/* The file behind a symbolic link is what has to be replaced, not the link. */
static char *resolved(const char *path)
{
    char *real = realpath(path, NULL);
    if (!real && errno == ENOENT) {
        real = strdup(path);
    }
    return real;
}

static int begin_temp(struct out *out, mode_t mode)
{
    size_t size = strlen(out->path) + sizeof ".XXXXXX";
    out->temp = malloc(size);
    if (!out->temp) {
        return ENOMEM;
    }
    snprintf(out->temp, size, "%s.XXXXXX", out->path);
    out->fd = mkostemp(out->temp, O_CLOEXEC);
    if (out->fd < 0) {
        int error = errno;
        free(out->temp);
        out->temp = NULL;
        return error;
    }
    return fchmod(out->fd, mode) ? errno : 0;
}

static int begin_file(struct out *out, const char *path)
{
    struct stat st;
    mode_t mask = umask(0);
    umask(mask);
    out->path = resolved(path);
    if (!out->path) {
        return errno ? errno : ENOMEM;
    }
    if (stat(out->path, &st)) {
        return errno == ENOENT ? begin_temp(out, 0666 & ~mask) : errno;
    }
    if (S_ISREG(st.st_mode)) {
        return begin_temp(out, st.st_mode & 0777);
    }
    out->fd = open(out->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return out->fd < 0 ? errno : 0;
}

static const char *utf8_end(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t more = s[0] < 0x80 ? 0 : s[0] < 0xc2 ? 9 : s[0] < 0xe0 ? 1 : s[0] < 0xf0 ? 2 : 3;
    if (more == 9 || s[0] > 0xf4) {
        return NULL;
    }
    for (size_t i = 1; i <= more; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return NULL;
        }
    }
    bool wrong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
                 (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f);
    return wrong ? NULL : text + more + 1;
}

void out_stdout(struct out *out)
{
    *out = (struct out){.fd = STDOUT_FILENO, .last = '\n'};
    out->buffer = malloc(BUFFER);
    if (!out->buffer) {
        out->error = ENOMEM;
    }
}

int out_file(struct out *out, const char *path)
{
    out->fd = -1;
    out->error = begin_file(out, path);
    return out->error;
}

int out_write(void *user, const void *bytes, size_t size)
{
    struct out *out = user;
    return out->squeeze  ? put_squeezed(out, bytes, size)
           : out->indent ? put_indented(out, bytes, size)
                         : put(out, bytes, size);
}

void out_text(struct out *out, const char *text)
{
    (void)put(out, text, strlen(text));
}

void out_format(struct out *out, const char *format, ...)
{
    va_list list;
    char *text = NULL;
    va_start(list, format);
    int n = vasprintf(&text, format, list);
    va_end(list);
    if (n < 0) {
        out->error = ENOMEM;
        return;
    }
    (void)put(out, text, (size_t)n);
    free(text);
}

/* The code point that stands from `at` to `end`. */
static unsigned code_at(const char *at, const char *end)
{
    size_t size = (size_t)(end - at);
    unsigned code = (unsigned char)*at & (size == 1 ? 0x7Fu : 0x7Fu >> size);
    while (++at < end) {
        code = code << 6 | ((unsigned char)*at & 0x3Fu);
    }
    return code;
}

/* What a terminal obeys, what turns the direction of writing, what cannot be seen. */
static bool is_hidden(unsigned code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200B ||
           code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

/* The runner of a GitHub workflow takes a command from "##[", wherever in a line it stands. */
static bool opens_command(const char *begin, const char *at)
{
    return *at == '[' && at - begin >= 2 && at[-1] == '#' && at[-2] == '#';
}

bool out_is_plain(const char *text)
{
    for (const char *at = text, *next; *at; at = next) {
        next = utf8_end(at);
        if (!next || is_hidden(code_at(at, next)) || opens_command(text, at)) {
            return false;
        }
    }
    return true;
}

void out_shown(struct out *out, const char *text)
{
    for (const char *at = text, *next; *at; at = next) {
        next = utf8_end(at);
        unsigned code = next ? code_at(at, next) : (unsigned char)*at;
        next = next ? next : at + 1;
        if (code == '\t' || code == '\n' || code == '\r') {
            out_format(out, "\\%c", "tn??r"[code - '\t']);
        } else if (code < 0x80 ? is_hidden(code) || opens_command(text, at) : next == at + 1) {
            out_format(out, "\\x%02x", code);
        } else if (is_hidden(code)) {
            out_format(out, "\\u%04x", code);
        } else {
            (void)put(out, at, (size_t)(next - at));
        }
    }
}

void out_json_string(struct out *out, const char *text)
{
    const char *begin = text;
    out_text(out, "\"");
    while (*text) {
        const char *next = utf8_end(text);
        unsigned char c = (unsigned char)*text;
        if (!next) {
            out_text(out, "\xef\xbf\xbd");
            next = text + 1;
        } else if (c == '"' || c == '\\') {
            out_format(out, "\\%c", c);
        } else if (c >= '\b' && c <= '\r' && c != '\v') {
            out_format(out, "\\%c", "btn?fr"[c - '\b']);
        } else if (is_hidden(code_at(text, next)) || opens_command(begin, text)) {
            out_format(out, "\\u%04x", code_at(text, next));
        } else {
            (void)put(out, text, (size_t)(next - text));
        }
        text = next;
    }
    out_text(out, "\"");
}

void out_end_line(struct out *out)
{
    if (out->last != '\n') {
        out_text(out, "\n");
    }
}

int out_flush(struct out *out)
{
    size_t used = out->used;
    out->used = 0;
    if (used) {
        (void)write_through(out, out->buffer, used);
    }
    return out->error;
}

bool out_reader_gone(const struct out *out)
{
    struct pollfd look = {out->fd, 0, 0};
    return out->error == EPIPE || (poll(&look, 1, 0) > 0 && (look.revents & POLLERR));
}

/* The descriptor, then the rename. */
static int finish_file(struct out *out, bool keep)
{
    int error = out->error;
    if (keep && !error && out->temp && fsync(out->fd)) {
        error = errno;
    }
    if (out->fd >= 0 && close(out->fd) && !error) {
        error = errno;
    }
    if (out->temp && (!keep || error || rename(out->temp, out->path))) {
        error = error || !keep ? error : errno;
        unlink(out->temp);
    }
    return error;
}

int out_close(struct out *out, bool keep)
{
    int error = out_flush(out);
    if (out->path) {
        error = finish_file(out, keep);
    }
    free(out->buffer);
    free(out->path);
    free(out->temp);
    out->buffer = out->path = out->temp = NULL;
    return error;
}
