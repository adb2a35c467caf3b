/*
 * For the address sanitizer: which bytes of a piece of memory that is handed out in parts nobody
 * may touch. Without it these do nothing.
 */
#ifndef LC_BASE_POISON_H
#define LC_BASE_POISON_H

#if defined(__SANITIZE_ADDRESS__)
#define LC_WITH_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LC_WITH_POISON 1
#endif
#endif

#ifdef LC_WITH_POISON
#include <sanitizer/asan_interface.h>
#define LC_POISON(at, size) ASAN_POISON_MEMORY_REGION(at, size)
#define LC_UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION(at, size)
#else
#define LC_POISON(at, size) ((void)(at), (void)(size))
#define LC_UNPOISON(at, size) ((void)(at), (void)(size))
#endif

#endif
