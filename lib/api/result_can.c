/* Getters of decisions. */
#include "api/getter.h"
#include "flow/can.h"

LC_WORDS(answer)
LC_PARSE(answer)
LC_WORDS(can_why)
LC_PARSE(can_why)

LC_GET_ENUM(can, ctr_answer, answer, answer)
LC_GET_STR(can, question, question)
LC_GET_STR(can, subject, subject)
LC_GET_STR(can, environment, environment)
LC_GET_SIZE(can, count, count)
LC_GET_AT(can, ctr_reason, at, reasons, count)
LC_FREE(can)

LC_GET_ENUM(reason, ctr_answer, answer, answer)
LC_GET_ENUM(reason, ctr_can_why, why, why)
LC_GET_STR(reason, text, text)
LC_GET_STR(reason, contract, contract)
LC_GET_STR(reason, version, version)
LC_GET_STR(reason, against, against)
LC_GET_STR(reason, consumer, consumer)
LC_GET_STR(reason, build, build)
LC_GET_STR(reason, environment, environment)
LC_GET_STR(reason, instance, instance)
LC_GET_SIZE(reason, parts, part_count)
LC_GET_STR_AT(reason, part, parts, part_count, )
LC_GET(reason, const ctr_finding *, finding, finding, NULL)
