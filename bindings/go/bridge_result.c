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
#define AT_OF(type)                                                                                \
    static const void *at_##type(const void *result, size_t index)                                 \
    {                                                                                              \
        return ctr_##type##_at(result, index);                                                     \
    }
#define SINGLE(word, type) RENDER_OF(word, type) FREE_OF(word, type)
#define LIST(word, type, item_word, item) SINGLE(word, type) AT_OF(type)

CTRGO_SINGLES(SINGLE)
CTRGO_LISTS(LIST)
CTRGO_ITEMS(RENDER_OF)
FREE_OF(DOCUMENT, document)

#define SINGLE_ROW(word, type) [CTRGO_##word] = {render_##type, free_##type, NULL, CTRGO_NONE},
#define LIST_ROW(word, type, item_word, item)                                                      \
    [CTRGO_##word] = {render_##type, free_##type, at_##type, CTRGO_##item_word},
#define ITEM_ROW(word, type) [CTRGO_##word] = {render_##type, NULL, NULL, CTRGO_NONE},

static const struct {
    ctr_status (*render)(const void *result, ctr_render how, ctr_write_fn write, void *user,
                         ctr_error **err);
    void (*release)(void *result);
    const void *(*at)(const void *result, size_t index); /* NULL = it is no list */
    int item;
} kinds[] = {
    CTRGO_SINGLES(SINGLE_ROW) CTRGO_LISTS(LIST_ROW)
        CTRGO_ITEMS(ITEM_ROW)[CTRGO_DOCUMENT] = {NULL, free_document, NULL, CTRGO_NONE},
};

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

const void *ctrgo_item(int kind, const void *result, size_t index, int *item_kind)
{
    *item_kind = kinds[kind].item;
    return kinds[kind].at ? kinds[kind].at(result, index) : NULL;
}

void ctrgo_free(int kind, void *result)
{
    kinds[kind].release(result);
}
