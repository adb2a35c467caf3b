/*
 * Rows of the tables of terms, as the documents' files write them. `type` is the struct, `member`
 * its member, `more` the member with the count of a list.
 */
#ifndef LC_TERMS_TERM_ROWS_H
#define LC_TERMS_TERM_ROWS_H

#include "terms/record.h"

#define LC_ROW(type, key_, kind_, flags_, member, effect_, fallback_, about_)                      \
    {                                                                                              \
        .key = key_, .kind = LC_TERM_##kind_, .flags = flags_, .offset = offsetof(type, member),   \
        .effect = LC_EFFECT_##effect_, .fallback = fallback_, .about = about_                      \
    }
#define LC_ROW_NUMBER(type, key_, kind_, member, least_, most_, effect_, fallback_, about_)        \
    {                                                                                              \
        .key = key_, .kind = LC_TERM_##kind_, .offset = offsetof(type, member), .least = least_,   \
        .most = most_, .effect = LC_EFFECT_##effect_, .fallback = fallback_, .about = about_       \
    }
#define LC_ROW_WORD(type, key_, member, words_, effect_, fallback_, about_)                        \
    {                                                                                              \
        .key = key_, .kind = LC_TERM_WORD, .offset = offsetof(type, member), .words = words_,      \
        .effect = LC_EFFECT_##effect_, .fallback = fallback_, .about = about_                      \
    }
#define LC_ROW_ID_WORD(type, key_, member, words_, effect_, fallback_, about_)                     \
    {                                                                                              \
        .key = key_, .kind = LC_TERM_WORD, .flags = LC_TERM_ID, .offset = offsetof(type, member),  \
        .words = words_, .effect = LC_EFFECT_##effect_, .fallback = fallback_, .about = about_     \
    }
#define LC_ROW_TEXTS(type, key_, member, more, effect_, about_)                                    \
    {                                                                                              \
        .key = key_, .kind = LC_TERM_TEXTS, .offset = offsetof(type, member),                      \
        .count_offset = offsetof(type, more), .effect = LC_EFFECT_##effect_, .about = about_       \
    }
#define LC_ROW_RECORD(type, key_, member, record_, about_)                                         \
    {                                                                                              \
        .key = key_, .kind = LC_TERM_RECORD, .offset = offsetof(type, member), .record = record_,  \
        .effect = LC_EFFECT_TEXT, .about = about_                                                  \
    }
#define LC_ROW_RECORDS(type, key_, member, more, record_, effect_, about_)                         \
    {                                                                                              \
        .key = key_, .kind = LC_TERM_RECORDS, .offset = offsetof(type, member),                    \
        .count_offset = offsetof(type, more), .record = record_, .effect = LC_EFFECT_##effect_,    \
        .about = about_                                                                            \
    }
#define LC_ROW_PAIRS(type, key_, member, more, least_, most_, effect_, about_)                     \
    {                                                                                              \
        .key = key_, .kind = LC_TERM_PAIRS, .offset = offsetof(type, member),                      \
        .count_offset = offsetof(type, more), .least = least_, .most = most_,                      \
        .effect = LC_EFFECT_##effect_, .about = about_                                             \
    }

#endif
