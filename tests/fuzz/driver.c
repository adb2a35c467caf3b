/*
 * Replays inputs through a fuzzer where libFuzzer is not there: every argument is a file or a
 * directory of files. Exits 0 when all went through, 2 when one cannot be read; a finding aborts.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size ? size : 1); /* no spare byte: sanitizers see every overrun */
    int result = 2;
    if (file && data && fread(data, 1, size, file) == size) {
        LLVMFuzzerTestOneInput(data, size);
        result = 0;
    } else {
        perror(path);
    }
    free(data);
    if (file) {
        fclose(file);
    }
    return result;
}

static int replay(const char *path, unsigned *count);

static int replay_directory(const char *path, unsigned *count)
{
    DIR *directory = opendir(path);
    int result = 0;
    const struct dirent *entry;
    if (!directory) {
        perror(path);
        return 2;
    }
    while ((entry = readdir(directory)) != NULL) {
        char name[4096];
        if (entry->d_name[0] != '.') {
            snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
            result |= replay(name, count);
        }
    }
    closedir(directory);
    return result;
}

static int replay(const char *path, unsigned *count)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        perror(path);
        return 2;
    }
    if (S_ISDIR(about.st_mode)) {
        return replay_directory(path, count);
    }
    (*count)++;
    return replay_file(path, (size_t)about.st_size);
}

int main(int argc, char **argv)
{
    unsigned count = 0;
    int result = 0;
    for (int i = 1; i < argc; i++) {
        result |= replay(argv[i], &count);
    }
    printf("%u inputs replayed\n", count);
    return result;
}
