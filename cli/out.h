/*
 * Where results go: standard output, or a file that appears whole or not at all.
 */
#ifndef CLI_OUT_H
#define CLI_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct out {
    int fd;
    char *buffer;
    size_t used;
    bool begun;              /* something has gone out */
    char last;               /* last byte written, '\n' at the start */
    int error;               /* errno of the first failure; EPIPE: the reader has gone */
    char *path;              /* --output, links resolved; NULL = standard output */
    char *temp;              /* written first, then renamed over path; NULL = written in place */
    unsigned indent;         /* spaces put behind every line feed; 0 = text goes out as it is */
    bool held;               /* a line feed waits for what follows it */
    bool squeeze;            /* drop the white space of JSON between tokens: one object a line */
    bool in_string, escaped; /* where squeezing stands */
};

void out_stdout(struct out *out);
/* Begin a file. 0, or errno. A file that is not regular (a device, a pipe) is written in place. */
int out_file(struct out *out, const char *path);
/* A ctr_write_fn: `user` is the struct out. Not 0 after a failure. */
int out_write(void *user, const void *bytes, size_t size);
void out_text(struct out *out, const char *text);
void out_format(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Is this text to whoever reads it, a terminal and the runner of a workflow included? */
bool out_is_plain(const char *text);
/* Text with what is not plain escaped: \n, \x1b, \u202e. */
void out_shown(struct out *out, const char *text);
/* A JSON string with quotes, what is not plain escaped; bytes that are not UTF-8 become U+FFFD. */
void out_json_string(struct out *out, const char *text);
/* A line feed unless the last byte was one. */
void out_end_line(struct out *out);
/* Hand everything to the system. Not 0 after a failure. */
int out_flush(struct out *out);
/* True if nobody reads any more: the other end of a pipe is closed. */
bool out_reader_gone(const struct out *out);
/* Flush and, with `keep`, put the file in its place; otherwise remove it. 0, or errno. */
int out_close(struct out *out, bool keep);

#endif
