/*
 * One message to one endpoint: an HTTP POST, or a line at the end of a file. Nothing of an address
 * that may be secret appears in what is told.
 */
#include "notify.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#ifdef HAVE_CURL
#include <curl/curl.h>
#endif

/* ---- files ---- */

/* "file:///var/x", "file:/var/x", "file:x". */
static const char *path_of(const char *endpoint)
{
    const char *path = endpoint + strlen("file:");
    if (strncmp(path, "//", 2) != 0) {
        return path;
    }
    path += 2;
    if (strncmp(path, "localhost/", 10) == 0) {
        path += strlen("localhost");
    }
    return *path == '/' ? path : NULL;
}

static bool write_all(int fd, const char *data, size_t size)
{
    while (size) {
        ssize_t n = write(fd, data, size);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            errno = n < 0 ? errno : EIO;
            return false;
        }
        data += n;
        size -= (size_t)n;
    }
    return true;
}

static const char *append(struct cli *cli, const struct message *m, const char **detail)
{
    const char *path = path_of(m->endpoint);
    if (!path || !*path) {
        return "a file: address has a path, and no host but localhost";
    }
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    if (fd < 0) {
        return cli_format_text(cli, "cannot open the file: %s", strerror(errno));
    }
    bool done = write_all(fd, m->body, m->size) && (fsync(fd) == 0 || errno == EINVAL);
    const char *why = done ? NULL : cli_format_text(cli, "cannot write: %s", strerror(errno));
    if (close(fd) != 0 && !why) {
        why = cli_format_text(cli, "cannot write: %s", strerror(errno));
    }
    *detail = why ? NULL : "appended";
    return why;
}

/* ---- HTTP ---- */

#ifdef HAVE_CURL

/* What is answered is not looked at. */
static size_t ignore(char *data, size_t size, size_t count, void *user)
{
    (void)data;
    (void)user;
    return size * count;
}

static int stopped(void *user, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)user;
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return cli_stopped() != 0;
}

static const char *answer(struct cli *cli, CURL *curl, CURLcode code, const char **detail)
{
    long status = 0;
    if (code != CURLE_OK) {
        return cli_format_text(cli, "%s", curl_easy_strerror(code));
    }
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    const char *text = cli_format_text(cli, "HTTP %ld", status);
    if (status >= 200 && status < 300) {
        *detail = text;
        return NULL;
    }
    return status >= 300 && status < 400
               ? cli_format_text(cli, "%s: redirects are not followed", text)
               : text;
}

static const char *post(struct cli *cli, const struct message *m, const char **detail)
{
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = NULL;
    headers = curl_slist_append(headers, "Content-Type: application/json");
    headers = curl_slist_append(headers, cli_format_text(cli, "Idempotency-Key: \"%s\"", m->key));
    headers = curl_slist_append(headers, "Expect:");
    if (!curl || !headers) {
        curl_slist_free_all(headers);
        curl_easy_cleanup(curl);
        return "out of memory";
    }
    curl_easy_setopt(curl, CURLOPT_URL, m->endpoint);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)m->timeout_s);
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, m->body);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)m->size);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "contracts/" CTR_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, stopped);
    const char *error = answer(cli, curl, curl_easy_perform(curl), detail);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return error;
}

#else

static const char *post(struct cli *cli, const struct message *m, const char **detail)
{
    (void)cli;
    (void)m;
    (void)detail;
    return "this program was built without libcurl and cannot deliver to HTTP endpoints";
}

#endif

static bool begins(const char *text, const char *scheme)
{
    return strncasecmp(text, scheme, strlen(scheme)) == 0;
}

const char *notify_send(struct cli *cli, const struct message *m, const char **detail)
{
    if (begins(m->endpoint, "file:")) {
        return append(cli, m, detail);
    }
    if (begins(m->endpoint, "http://") || begins(m->endpoint, "https://")) {
        return post(cli, m, detail);
    }
    return cli_format_text(cli,
                           "'%.*s' is no scheme that it can be delivered to; wanted http:, "
                           "https: or file:",
                           (int)strcspn(m->endpoint, ":"), m->endpoint);
}
