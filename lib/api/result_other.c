/* Getters of consumers and events. */
#include "api/getter.h"
#include "domain/consumer/consumer.h"

LC_GET_STR(consumer, team, team)
LC_GET_STR(consumer, contract, contract)
LC_GET_STR(consumer, name, name)
LC_GET_STR(consumer, role, role)
LC_GET_STR(consumer, pin, pin)
LC_GET_STR(consumer, follows, follows)
LC_GET_SIZE(consumer, parts, part_count)
LC_GET_STR_AT(consumer, part, parts, part_count, )
LC_GET_INT(consumer, revision, revision)
LC_GET_INT(consumer, created_us, created_us)
LC_GET_STR(consumer, created_by, created_by)
LC_GET_FLAG(consumer, dry_run, dry_run)
LC_FREE(consumer)

LC_GET_SIZE(consumer_list, count, count)
LC_GET_AT(consumer_list, ctr_consumer, at, items, count)
LC_GET_STR(consumer_list, next, next)
LC_FREE(consumer_list)

LC_GET_INT(event, seq, seq)
LC_GET_STR(event, kind, kind)
LC_GET_STR(event, subject, subject)
LC_GET_STR(event, actor, actor)
LC_GET_INT(event, at_us, at_us)
LC_GET_STR(event, body, body)
LC_GET_STR(event, hash, hash)

LC_GET_SIZE(event_list, count, count)
LC_GET_AT(event_list, ctr_event, at, items, count)
LC_GET_INT(event_list, next, next)
LC_FREE(event_list)
