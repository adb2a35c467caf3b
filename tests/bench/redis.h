/*
 * A Redis of one's own as the peer of bench_lookup: started on a free port of 127.0.0.1, nothing
 * saved, filled with as many keys and as many bytes a key, asked one GET at a time, stopped by its
 * process id however the benchmark ends. Without redis-server or hiredis: one line that says so.
 */
#ifndef TESTS_BENCH_REDIS_H
#define TESTS_BENCH_REDIS_H

#include "bench.h"

#include <stdbool.h>

#ifdef CTR_HIREDIS

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#pragma GCC diagnostic push /* its inline functions are not ours to mend */
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <hiredis.h>
#pragma GCC diagnostic pop

enum { REDIS_TRIES = 3, REDIS_WAIT_MS = 5000, REDIS_NO_PROGRAM = 127 };

static struct redis {
    pid_t pid;
    redisContext *link;
} redis;

static void redis_stop(void)
{
    if (redis.link) {
        redisFree(redis.link);
        redis.link = NULL;
    }
    if (redis.pid > 0) {
        kill(redis.pid, SIGKILL); /* it has nothing to save */
        waitpid(redis.pid, NULL, 0);
        redis.pid = 0;
    }
}

/* A port that nobody has at the moment. */
static int redis_free_port(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    int s = socket(AF_INET, SOCK_STREAM, 0);

    if (s < 0 || bind(s, (struct sockaddr *)&a, sizeof a) != 0 ||
        getsockname(s, (struct sockaddr *)&a, &size) != 0) {
        bench_die("a free port", "there is none");
    }
    close(s);
    return ntohs(a.sin_port);
}

static void redis_become(const char *port, const char *folder, pid_t parent)
{
    int null = open("/dev/null", O_RDWR);

    prctl(PR_SET_PDEATHSIG, SIGKILL); /* also when the benchmark is killed */
    if (null < 0 || getppid() != parent || dup2(null, 0) < 0 || dup2(null, 1) < 0 ||
        dup2(null, 2) < 0) {
        _exit(1);
    }
    execlp("redis-server", "redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", folder,
           "--save", "", "--appendonly", "no", "--databases", "1", "--daemonize", "no", "--logfile",
           "", (char *)NULL);
    _exit(REDIS_NO_PROGRAM);
}

/* Until it answers; false when it ended or keeps silent. */
static bool redis_answers(int port, int *ended)
{
    for (int ms = 0; ms < REDIS_WAIT_MS; ms += 10) {
        if (waitpid(redis.pid, ended, WNOHANG) == redis.pid) {
            redis.pid = 0;
            return false;
        }
        redis.link = redisConnect("127.0.0.1", port);
        redisReply *r = redis.link && !redis.link->err ? redisCommand(redis.link, "PING") : NULL;
        bool answers = r && r->type == REDIS_REPLY_STATUS && strcmp(r->str, "PONG") == 0;
        if (r) {
            freeReplyObject(r);
        }
        if (answers) {
            return true;
        }
        if (redis.link) {
            redisFree(redis.link);
            redis.link = NULL;
        }
        usleep(10000);
    }
    return false;
}

/* Start it; false and a line when there is none here. */
static bool redis_start(void)
{
    static bool registered;
    pid_t parent = getpid();
    int ended = 0;

    if (!registered && atexit(redis_stop) == 0) {
        registered = true;
    }
    for (int i = 0; i < REDIS_TRIES; i++) { /* somebody may have taken the port in between */
        char folder[] = "/tmp/bench-redis-XXXXXX";
        char text[16];
        int port = redis_free_port();
        snprintf(text, sizeof text, "%d", port);
        if (!mkdtemp(folder)) {
            bench_die("temporary folder", folder);
        }
        redis.pid = fork();
        if (redis.pid == 0) {
            redis_become(text, folder, parent);
        }
        bool answers = redis.pid > 0 && redis_answers(port, &ended);
        rmdir(folder); /* the server stands in it, and nothing is left however this ends */
        if (answers) {
            return true;
        }
        redis_stop();
        if (WIFEXITED(ended) && WEXITSTATUS(ended) == REDIS_NO_PROGRAM) {
            puts("look-up, cached, against Redis: not measured, there is no redis-server here");
            return false;
        }
    }
    puts("look-up, cached, against Redis: not measured, redis-server does not start");
    return false;
}

static redisReply *redis_must(redisReply *r, int type)
{
    if (!r || r->type != type) {
        bench_die("redis", r && r->str ? r->str : redis.link->errstr);
    }
    return r;
}

static void redis_set(const char *key, const void *value, size_t size)
{
    freeReplyObject(
        redis_must(redisCommand(redis.link, "SET %s %b", key, value, size), REDIS_REPLY_STATUS));
}

/* The size of what is there. */
static size_t redis_get(const char *key)
{
    redisReply *r = redis_must(redisCommand(redis.link, "GET %s", key), REDIS_REPLY_STRING);
    size_t size = (size_t)r->len;
    freeReplyObject(r);
    return size;
}

#else

static bool redis_start(void)
{
    puts("look-up, cached, against Redis: not measured, hiredis was not here at configure");
    return false;
}

static void redis_stop(void)
{
}

static void redis_set(const char *key, const void *value, size_t size)
{
    (void)key;
    (void)value;
    (void)size;
}

static size_t redis_get(const char *key)
{
    (void)key;
    return 0;
}

#endif
#endif
