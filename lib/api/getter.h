/*
 * Getters of results, one line each. NULL gives NULL, 0 or nothing.
 */
#ifndef LC_API_GETTER_H
#define LC_API_GETTER_H

#define LC_GET(result, type, name, member, none)                                                   \
    type ctr_##result##_##name(const ctr_##result *result)                                         \
    {                                                                                              \
        return result ? result->member : none;                                                     \
    }
#define LC_GET_STR(result, name, member) LC_GET(result, const char *, name, member, NULL)
#define LC_GET_INT(result, name, member) LC_GET(result, int64_t, name, member, 0)
#define LC_GET_FLAG(result, name, member) LC_GET(result, int, name, member, 0)
#define LC_GET_SIZE(result, name, member) LC_GET(result, size_t, name, member, 0)
#define LC_GET_ENUM(result, type, name, member)                                                    \
    type ctr_##result##_##name(const ctr_##result *result)                                         \
    {                                                                                              \
        return result ? (type)result->member : (type)0;                                            \
    }
/* Pointer to an element of a list, NULL past the end. */
#define LC_GET_AT(result, type, name, items, count)                                                \
    const type *ctr_##result##_##name(const ctr_##result *result, size_t index)                    \
    {                                                                                              \
        return result && index < result->count ? &result->items[index] : NULL;                     \
    }
/* Member of an element of a list: a pointer (NULL past the end), or a number (0). */
#define LC_GET_REF_AT(result, type, name, items, count, member)                                    \
    const type *ctr_##result##_##name(const ctr_##result *result, size_t index)                    \
    {                                                                                              \
        return result && index < result->count ? result->items[index] member : NULL;               \
    }
#define LC_GET_STR_AT(result, name, items, count, member)                                          \
    LC_GET_REF_AT(result, char, name, items, count, member)
#define LC_GET_NUM_AT(result, type, name, items, count, member)                                    \
    type ctr_##result##_##name(const ctr_##result *result, size_t index)                           \
    {                                                                                              \
        return result && index < result->count ? result->items[index] member : (type)0;            \
    }
#define LC_FREE(result)                                                                            \
    void ctr_##result##_free(ctr_##result *result)                                                 \
    {                                                                                              \
        lc_block_free(result);                                                                     \
    }
/* The word of an enum, and back. */
#define LC_WORDS(name)                                                                             \
    const char *ctr_##name##_name(ctr_##name value)                                                \
    {                                                                                              \
        return lc_word_name(lc_words_##name, (int64_t)value);                                      \
    }
#define LC_PARSE(name)                                                                             \
    int ctr_##name##_parse(const char *word, ctr_##name *out)                                      \
    {                                                                                              \
        int32_t value;                                                                             \
        if (!out || !lc_word_parse(lc_words_##name, word, &value)) {                               \
            return 0;                                                                              \
        }                                                                                          \
        *out = (ctr_##name)value;                                                                  \
        return 1;                                                                                  \
    }

#endif
