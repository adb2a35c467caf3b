/* Results: written, looked into, freed; see bridge.h. */
#include "bridge_inside.h"

#include <stdlib.h>
#include <string.h>

#define RENDER_OF(word, type)                                                                      \
    static ctr_status render_##type(const void *result, ctr_render how, ctr_write_fn write,        \
                                    void *user, ctr_error **err)                                   \
    {                                                                                              \
        return ctr_##type##_render(result, how, write, user, err);                                 \
    }
#define FREE_OF(word, type)                                                                        \
    static void free_##type(void *result)                                                          \
    {                                                                                              \
        ctr_##type##_free(result);                                                                 \
    }
#define BOTH_OF(word, type) RENDER_OF(word, type) FREE_OF(word, type)

CTRGO_RESULTS(BOTH_OF)
CTRGO_ITEMS(RENDER_OF)
FREE_OF(DOCUMENT, document)

#define RESULT_ROW(word, type) [CTRGO_##word] = {render_##type, free_##type},
#define ITEM_ROW(word, type) [CTRGO_##word] = {render_##type, NULL},

static const struct {
    ctr_status (*render)(const void *result, ctr_render how, ctr_write_fn write, void *user,
                         ctr_error **err);
    void (*release)(void *result);
} kinds[] = {
    CTRGO_RESULTS(RESULT_ROW) CTRGO_ITEMS(ITEM_ROW)[CTRGO_DOCUMENT] = {NULL, free_document},
};

#define PART_ROW(whole, fields, part, get)                                                         \
    [CTRGO_##whole##_##fields] = {CTRGO_##whole, CTRGO_##part, #fields},

const struct ctrgo_part_row ctrgo_parts[CTRGO_PART_COUNT] = {CTRGO_PARTS(PART_ROW)};

#define PART_CASE(word, fields, part, get)                                                         \
    case CTRGO_##word##_##fields:                                                                  \
        return get;

const void *ctrgo_part(int which, const void *whole, size_t index)
{
    switch (which) {
        CTRGO_PARTS(PART_CASE)
    default:
        return NULL;
    }
}

int ctrgo_collect(void *user, const void *bytes, size_t size)
{
    struct ctrgo_text *t = user;
    char *more = realloc(t->bytes, t->size + size);
    if (!more) {
        return 1;
    }
    memcpy(more + t->size, bytes, size);
    t->bytes = more;
    t->size += size;
    return 0;
}

ctr_status ctrgo_hand_over(ctr_status status, struct ctrgo_text t, char **bytes, size_t *size)
{
    if (status != CTR_OK) {
        free(t.bytes);
        t = (struct ctrgo_text){NULL, 0};
    }
    *bytes = t.bytes;
    *size = t.size;
    return status;
}

ctr_status ctrgo_render(int kind, const void *result, ctr_render how, char **bytes, size_t *size,
                        ctr_error **err)
{
    struct ctrgo_text t = {NULL, 0};
    ctr_status status = kinds[kind].render(result, how, ctrgo_collect, &t, err);

    return ctrgo_hand_over(status, t, bytes, size);
}

void ctrgo_free(int kind, void *result)
{
    kinds[kind].release(result);
}
