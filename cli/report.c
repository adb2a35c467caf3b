/*
 * Failures and remarks, on standard error: "contracts: message" and a hint, or one JSON object with
 * --format json. Text from outside is shown with its control characters escaped, so that a name
 * cannot move the cursor of whoever reads it.
 */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void err_begin(struct cli *cli, struct out *out)
{
    cli_progress_clear(cli);
    out_stdout(out);
    out->fd = STDERR_FILENO;
}

static void plain_line(struct out *out, const char *label, const char *text)
{
    out_format(out, "contracts: %s", label);
    out_shown(out, text);
    out_text(out, "\n");
}

static void member(struct out *out, const char *key, const char *value)
{
    out_json_string(out, key);
    out_text(out, ":");
    out_json_string(out, value);
}

static void json_head(struct out *out, ctr_status status, const char *message)
{
    out_text(out, "{\"error\":{");
    member(out, "status", ctr_status_name(status));
    out_text(out, ",");
    member(out, "message", message);
    out_text(out, ",\"details\":{");
}

static void json_detail(struct out *out, size_t index, const char *key, const char *value)
{
    out_text(out, index ? "," : "");
    member(out, key, value);
}

static void err_end(struct out *out)
{
    (void)out_close(out, true);
}

int cli_problem(struct cli *cli, const struct problem *problem)
{
    struct out out;
    err_begin(cli, &out);
    if (cli->json_errors) {
        json_head(&out, problem->status, problem->message);
        for (size_t i = 0; i < 3 && problem->keys[i]; i++) {
            json_detail(&out, i, problem->keys[i], problem->values[i]);
        }
        out_text(&out, "}}}\n");
    } else {
        plain_line(&out, "", problem->message);
        if (problem->hint) {
            plain_line(&out, "hint: ", problem->hint);
        }
    }
    err_end(&out);
    return ctr_status_exit(problem->status);
}

static void library_problem(struct cli *cli, ctr_status status, const char *hint)
{
    const ctr_error *err = cli->err;
    struct out out;
    err_begin(cli, &out);
    const char *message =
        *ctr_error_message(err) ? ctr_error_message(err) : ctr_status_text(status);
    if (cli->note && status == CTR_E_INPUT) {
        message = cli_format_text(cli, "%s (%s)", message, cli->note);
    }
    if (cli->json_errors) {
        json_head(&out, status, message);
        for (size_t i = 0; i < ctr_error_detail_count(err); i++) {
            const char *key = ctr_error_detail_key(err, i);
            json_detail(&out, i, key, ctr_error_detail(err, key));
        }
        out_text(&out, "}}}\n");
    } else {
        plain_line(&out, "", message);
        if (hint) {
            plain_line(&out, "hint: ", hint);
        }
    }
    err_end(&out);
}

/* Which option raises the limit that was met, if one does. */
static const char *limit_hint(const ctr_error *err)
{
    static const char *const options[][2] = {{"max_depth", "--max-depth N allows deeper ones"},
                                             {"max_document_bytes", "--max-bytes N allows more"}};
    const char *limit = ctr_error_detail(err, "limit");
    for (size_t i = 0; limit && i < sizeof options / sizeof options[0]; i++) {
        if (strcmp(limit, options[i][0]) == 0) {
            return options[i][1];
        }
    }
    return NULL;
}

int cli_failed(struct cli *cli, ctr_status status, const char *hint)
{
    int code = ctr_status_exit(status);
    if (cli->pending.status != CTR_OK) {
        code = cli_problem(cli, &cli->pending);
        cli->pending.status = CTR_OK;
    } else if (status == CTR_E_CANCELLED && cli_stopped()) {
        struct problem stopped = {.status = status, .message = "interrupted; nothing was changed"};
        code = cli_problem(cli, &stopped);
    } else {
        library_problem(cli, status, hint ? hint : limit_hint(cli->err));
    }
    ctr_error_free(cli->err);
    cli->err = NULL;
    return code;
}

int cli_usage(struct cli *cli, const char *format, ...)
{
    va_list list;
    char *message = NULL;
    va_start(list, format);
    int n = vasprintf(&message, format, list);
    va_end(list);
    struct problem problem = {.status = CTR_E_ARGUMENT, .message = n < 0 ? "no memory" : message};
    problem.hint = cli->command
                       ? cli_format_text(cli, "run 'contracts help %s'", cli->command->words)
                       : "run 'contracts help'";
    int code = cli_problem(cli, &problem);
    if (n >= 0) {
        free(message);
    }
    return code;
}

void cli_remark(struct cli *cli, const char *format, ...)
{
    va_list list;
    char *message = NULL;
    if (cli->json_errors) {
        return;
    }
    va_start(list, format);
    int n = vasprintf(&message, format, list);
    va_end(list);
    if (n >= 0) {
        struct out out;
        err_begin(cli, &out);
        plain_line(&out, "", message);
        err_end(&out);
        free(message);
    }
}

enum { LONGEST_WORD = 40 };

/* Edits that lead from a to b; a swap of neighbours is one. */
static size_t edits(const char *a, const char *b)
{
    size_t rows[3][LONGEST_WORD + 1];
    size_t n = strlen(a);
    size_t m = strlen(b);
    if (n > LONGEST_WORD || m > LONGEST_WORD) {
        return LONGEST_WORD;
    }
    for (size_t j = 0; j <= m; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
            best = above[j] + 1 < best ? above[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            bool swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swap && rows[(i - 2) % 3][j - 2] + 1 < best) {
                best = rows[(i - 2) % 3][j - 2] + 1;
            }
            row[j] = best;
        }
    }
    return rows[n % 3][m];
}

void cli_nearest(struct nearest *nearest, const char *typed, const char *word)
{
    size_t longest = strlen(typed) > strlen(word) ? strlen(typed) : strlen(word);
    size_t distance = edits(typed, word);
    if (distance * 5 <= longest * 2 && (!nearest->word || distance < nearest->distance)) {
        nearest->word = word;
        nearest->distance = distance;
    }
}
