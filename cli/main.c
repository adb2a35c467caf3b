/*
 * The `contracts` command: sets up one run, lets the command do its work, and tells how it ended.
 */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A program started without its standard descriptors must not get the store as one of them: what
 * is written to "standard output" would land in it. Writing to these fails, as it should. */
static void fill_standard_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            int got = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
            if (got != fd) {
                _exit(ctr_status_exit(CTR_E_IO));
            }
        }
    }
}

static int global_options(struct cli *cli)
{
    static const char *const when[] = {"auto", "always", "never", NULL};
    const char *set = getenv("CONTRACTS_DB");
    const char *given = cli_opt(cli, OPT_DB);
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    size_t color = 0;
    cli->db = given ? given : set && *set ? set : "contracts.db";
    int code = cli_opt_word(cli, OPT_COLOR, when, &color);
    code = code ? code : cli_opt_time(cli, OPT_NOW, &cli->now_us);
    if (code) {
        return code;
    }
    bool dumb = terminal && strcmp(terminal, "dumb") == 0;
    bool wanted =
        !(no_color && *no_color) && !dumb && !cli_has(cli, OPT_OUTPUT) && isatty(STDOUT_FILENO);
    cli->color = color == 1 || (color == 0 && wanted);
    return *cli->db ? 0 : cli_usage(cli, "--db is empty");
}

static int output_failed(struct cli *cli, int error, bool done)
{
    const char *path = cli_opt(cli, OPT_OUTPUT);
    bool full = error == ENOSPC || error == EDQUOT;
    struct problem problem = {.status = full ? CTR_E_FULL : CTR_E_IO};
    problem.message =
        path ? cli_format_text(cli, "cannot write '%s': %s", path, strerror(error))
             : cli_format_text(cli, "cannot write standard output: %s", strerror(error));
    bool changed =
        done && cli->command && (cli->command->flags & CMD_WRITES) && !cli_has(cli, OPT_DRY_RUN);
    problem.hint = changed ? "the change itself is stored" : NULL;
    problem.keys[0] = path ? "path" : NULL;
    problem.values[0] = path;
    return cli_problem(cli, &problem);
}

/* A result must not take the place of the store it came from. */
static bool is_store(const struct cli *cli, const char *path)
{
    struct stat a;
    struct stat b;
    if (stat(path, &a) || stat(cli->db, &b)) {
        return strcmp(path, cli->db) == 0;
    }
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int begin_output(struct cli *cli)
{
    const char *path = cli_opt(cli, OPT_OUTPUT);
    if (!path || strcmp(path, "-") == 0) {
        return 0;
    }
    if (!*path || is_store(cli, path)) {
        return cli_usage(cli, *path ? "--output '%s' is the store" : "--output '%s' is empty",
                         path);
    }
    int error = out_file(&cli->out, path);
    return error ? output_failed(cli, error, false) : 0;
}

static int run_command(struct cli *cli)
{
    int code = global_options(cli);
    code = code ? code : begin_output(cli);
    if (code == 0) {
        code = cli->command->run(cli);
    }
    cli_store_close(cli);
    return code;
}

/* --help and --version, wherever they stand. */
static void answer_question(struct cli *cli)
{
    if (cli_has(cli, OPT_VERSION)) {
        out_format(&cli->out, "contracts %s\n%s\n", ctr_library_version(), ctr_library_details());
    } else if (cli->command) {
        cli_help_command(&cli->out, cli->command);
    } else if (cli->arg_count) {
        cli_help_noun(&cli->out, cli->args[0]);
    } else {
        cli_help_overview(&cli->out);
    }
}

static int finish(struct cli *cli, int code)
{
    bool done = code == 0 || code == 1;
    cli_progress_clear(cli);
    int error = out_close(&cli->out, done);
    if (error && error != EPIPE && done) {
        code = output_failed(cli, error, true);
    }
    ctr_error_free(cli->err);
    cli_keep_free(cli);
    return code;
}

int main(int argc, char **argv)
{
    struct cli cli = {0};
    fill_standard_descriptors();
    cli_catch_signals();
    out_stdout(&cli.out);
    int code = cli_parse(&cli, argc, argv);
    bool question = cli_has(&cli, OPT_HELP) || cli_has(&cli, OPT_VERSION);
    if (code == 0 && question) {
        answer_question(&cli);
    } else if (code == 0) {
        code = run_command(&cli);
    }
    return finish(&cli, code);
}
