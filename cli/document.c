/*
 * Documents: from a file, from standard input, or out of the store, together with what their
 * `$ref`s name. A `$ref` of a file is looked up below the document's directory only; one of a
 * stored version among the files stored with it.
 */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define DOCUMENT_LIMIT (UINT64_C(256) << 20)

/* Is it a version, TEAM/NAME@SELECTOR? A file of that name wins; "./" and "/" force a file. */
static bool names_version(const char *argument)
{
    bool forced =
        argument[0] == '/' || strncmp(argument, "./", 2) == 0 || strncmp(argument, "../", 3) == 0;
    return !forced && strchr(argument, '@') && access(argument, F_OK) != 0;
}

static int open_directory(const char *path)
{
    return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* The directory that holds `file`. */
static int parent(struct cli *cli, const char *file)
{
    const char *slash = strrchr(file, '/');
    if (!slash) {
        return open_directory(".");
    }
    int size = slash == file ? 1 : (int)(slash - file);
    return open_directory(cli_format_text(cli, "%.*s", size, file));
}

static int choose_base(struct cli *cli, const char *argument, struct input *out)
{
    const char *base = cli_opt(cli, OPT_BASE);
    if (base) {
        out->base = open_directory(base);
        if (out->base < 0) {
            return cli_usage(cli, "--base '%s' cannot be opened: %s", base, strerror(errno));
        }
    } else if (strcmp(argument, "-") != 0) {
        out->base = parent(cli, argument);
    }
    return 0;
}

int cli_input_file(struct cli *cli, const char *argument, struct input *out)
{
    int fd;
    bool standard = strcmp(argument, "-") == 0;
    *out = (struct input){.cli = cli, .base = -1, .limit = DOCUMENT_LIMIT};
    out->name = standard ? "standard input" : argument;
    int code = cli_opt_size(cli, OPT_MAX_BYTES, &out->limit);
    code = code ? code : choose_base(cli, argument, out);
    if (code) {
        return code;
    }
    if (!cli_open_input(cli, argument, &fd)) {
        if (!strchr(argument, '@') && strchr(argument, '/') && access(argument, F_OK) != 0) {
            cli->pending.hint = "a stored version is named TEAM/NAME@VERSION";
        }
        return cli_failed(cli, CTR_E_INPUT, NULL);
    }
    bool ok = cli_read_all(cli, fd, out->name, out->limit, &out->data, &out->size);
    close(fd);
    return ok ? 0 : cli_failed(cli, CTR_E_INPUT, NULL);
}

/* The selector is settled once, so that facts, document and files are of one version. */
static int read_stored(struct cli *cli, const char *argument, struct input *out)
{
    ctr_document *document = NULL;
    int code = cli_target(cli, argument, TARGET_VERSION, &out->target);
    code = code || cli->store ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    struct target *t = &out->target;
    ctr_status st =
        ctr_version_get(cli->store, t->team, t->name, t->selector, &out->version, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    t->selector = ctr_version_label(out->version);
    st =
        ctr_version_document(cli->store, t->team, t->name, t->selector, NULL, &document, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    cli_keep_document(cli, document);
    out->data = (void *)(uintptr_t)ctr_document_data(document);
    out->size = ctr_document_size(document);
    out->name = cli_format_text(cli, "%s/%s@%s", t->team, t->name, t->selector);
    return 0;
}

int cli_input_any(struct cli *cli, const char *argument, struct input *out)
{
    if (!names_version(argument)) {
        return cli_input_file(cli, argument, out);
    }
    *out = (struct input){.cli = cli, .base = -1, .stored = true};
    return read_stored(cli, argument, out);
}

static int resolve_stored(struct input *input, const char *path, const void **data, size_t *size)
{
    struct cli *cli = input->cli;
    struct target *t = &input->target;
    ctr_document *document = NULL;
    ctr_error *err = NULL;
    ctr_status st =
        ctr_version_document(cli->store, t->team, t->name, t->selector, path, &document, &err);
    if (st != CTR_OK) {
        if (st != CTR_E_NOT_FOUND) {
            const char *message = cli_format_text(cli, "%s", ctr_error_message(err));
            (void)cli_pend(cli, st, input->name, message);
        }
        ctr_error_free(err);
        return st == CTR_E_NOT_FOUND ? 1 : -1;
    }
    cli_keep_document(cli, document);
    *data = ctr_document_data(document);
    *size = ctr_document_size(document);
    return 0;
}

/* For the library the file is not there; it knows where the `$ref` stands, we know why. */
static int not_there(struct cli *cli, int error)
{
    cli->note = error == ELOOP   ? "its path goes through a symbolic link, which is refused"
                : error == EXDEV ? "its path leaves the document's directory, which is refused"
                : error == EBADF
                    ? "standard input has no directory; say with --base where files are"
                : error == ENOENT ? NULL
                                  : strerror(error);
    return 1;
}

static int resolve_file(struct input *input, const char *path, const void **data, size_t *size)
{
    void *bytes = NULL;
    int fd = cli_open_beneath(input->base, path);
    if (fd < 0) {
        return not_there(input->cli, input->base < 0 ? EBADF : errno);
    }
    bool ok = cli_read_all(input->cli, fd, cli_format_text(input->cli, "%s", path), input->limit,
                           &bytes, size);
    close(fd);
    *data = bytes;
    return ok ? 0 : -1;
}

/* A ctr_resolve_fn; `user` is the input. */
static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    struct input *input = user;
    return input->stored ? resolve_stored(input, path, data, size)
                         : resolve_file(input, path, data, size);
}

void cli_input_source(struct input *input, ctr_source *source)
{
    source->data = input->data;
    source->size = input->size;
    source->file = input->name;
    source->folder = input->stored ? input->name : NULL;
    source->resolve = resolve;
    source->user = input;
}

void cli_input_free(struct input *input)
{
    if (input->base >= 0) {
        close(input->base);
    }
    input->base = -1;
    ctr_version_free(input->version);
    input->version = NULL;
}

int cli_diff_options(struct cli *cli, ctr_diff_options *options)
{
    int64_t depth = 0;
    ctr_diff_options_init(options, sizeof *options);
    options->progress = cli_progress;
    options->user = cli;
    options->cancel = cli_stop_flag();
    int code = cli_opt_int(cli, OPT_MAX_DEPTH, 1, DEEPEST, &depth);
    code = code ? code : cli_opt_size(cli, OPT_MAX_BYTES, &options->max_document_bytes);
    code = code ? code : cli_opt_mode(cli, &options->mode);
    code = code ? code : cli_opt_profile(cli, &options->profile);
    options->max_depth = (uint32_t)depth;
    return code;
}
