/*
 * What programs compiled against these headers have built in: values of constants, sizes of enums,
 * places of fields. Append-only: a line that has to change is a break of the binary interface.
 * libabigail sees neither macros nor padding; the compiler sees all of it.
 */
#include "../../lib/base/first.h"

#include <contracts/contracts.h>
#include <stddef.h>

#define PIN(constant, value) _Static_assert(constant == value, #constant " is " #value " for ever")
#define ENUM(type) _Static_assert(sizeof(type) == 4, #type " is 32 bits wide")
/* Places hold for 64-bit pointers; elsewhere the order of fields is all that matters. */
#if UINTPTR_MAX == UINT64_MAX
#define AT(type, field, place)                                                                     \
    _Static_assert(offsetof(type, field) == place, #type "." #field " stays where it is")
/* The size that a struct had in its first release is the least one that calls take. */
#define SIZE(type, size)                                                                           \
    _Static_assert(sizeof(type) >= size, #type " only grows");                                     \
    _Static_assert(LC_FIRST_##type == size, #type " is taken as it was in its first release")
#else
#define AT(type, field, place) _Static_assert(offsetof(type, field) <= place, #type "." #field)
#define SIZE(type, size) _Static_assert(LC_FIRST_##type <= sizeof(type), #type)
#endif

/* 0.1: flags */
PIN(CTR_CONSUMER_ALLOW_UNKNOWN_PARTS, 1);
PIN(CTR_CREATE_IF_ABSENT, 1);
PIN(CTR_STORE_READONLY, 1);
PIN(CTR_STORE_CREATE, 2);
PIN(CTR_STORE_MEMORY, 4);
PIN(CTR_STORE_NO_CACHE, 8);
PIN(CTR_STORE_NO_WALINDEX, 16);
PIN(CTR_CHECK_REPLAY, 1);
PIN(CTR_CALL_DRY_RUN, 1);
PIN(CTR_CALL_FORCE, 2);
PIN(CTR_CALL_DECLARE_BREAK, 4);
PIN(CTR_SHARE_GIVEN_TARGET, 1);
PIN(CTR_SHARE_GIVEN_COST, 2);

/* 0.1: ctr_type */
ENUM(ctr_type);
PIN(CTR_TYPE_REST_API, 1);
PIN(CTR_TYPE_MESSAGE_QUEUE, 2);
PIN(CTR_TYPE_DATABASE_SCHEMA, 3);
PIN(CTR_TYPE_PHASE_TRANSITION, 4);
PIN(CTR_TYPE_DATA_FORMAT, 5);
PIN(CTR_TYPE_EVENT, 6);
PIN(CTR_TYPE_MASTER, 7);
PIN(CTR_TYPE_SOW, 8);

/* 0.1: ctr_state */
ENUM(ctr_state);
PIN(CTR_STATE_DRAFT, 1);
PIN(CTR_STATE_ACTIVE, 2);
PIN(CTR_STATE_DEPRECATED, 3);
PIN(CTR_STATE_RETIRED, 4);

/* 0.1: ctr_effect */
ENUM(ctr_effect);
PIN(CTR_EFFECT_BREAKS, 1);
PIN(CTR_EFFECT_BREAKS_ON_UPGRADE, 2);
PIN(CTR_EFFECT_UNKNOWN, 3);
PIN(CTR_EFFECT_UNAFFECTED, 4);

/* 0.1: ctr_status */
ENUM(ctr_status);
PIN(CTR_OK, 0);
PIN(CTR_E_ARGUMENT, -1);
PIN(CTR_E_INPUT, -2);
PIN(CTR_E_LIMIT, -3);
PIN(CTR_E_UNSUPPORTED, -4);
PIN(CTR_E_NOT_FOUND, -5);
PIN(CTR_E_EXISTS, -6);
PIN(CTR_E_CONFLICT, -7);
PIN(CTR_E_STATE, -8);
PIN(CTR_E_DENIED, -9);
PIN(CTR_E_BUSY, -10);
PIN(CTR_E_IO, -11);
PIN(CTR_E_FULL, -12);
PIN(CTR_E_READONLY, -13);
PIN(CTR_E_CORRUPT, -14);
PIN(CTR_E_NOT_OURS, -15);
PIN(CTR_E_NEWER, -16);
PIN(CTR_E_REPLACED, -17);
PIN(CTR_E_FORKED, -18);
PIN(CTR_E_NOMEM, -19);
PIN(CTR_E_CANCELLED, -20);
PIN(CTR_E_BLOCKED, -21);

/* 0.1: ctr_exchange_form */
ENUM(ctr_exchange_form);
PIN(CTR_EXCHANGE_AUTO, 0);
PIN(CTR_EXCHANGE_XML, 1);
PIN(CTR_EXCHANGE_JSON, 2);

/* 0.1: ctr_import_policy */
ENUM(ctr_import_policy);
PIN(CTR_IMPORT_FAIL, 0);
PIN(CTR_IMPORT_SKIP, 1);
PIN(CTR_IMPORT_REPLACE_DRAFTS, 2);

/* 0.1: ctr_format */
ENUM(ctr_format);
PIN(CTR_FORMAT_AUTO, 0);
PIN(CTR_FORMAT_OPENAPI, 1);
PIN(CTR_FORMAT_JSON_SCHEMA, 2);
PIN(CTR_FORMAT_OPAQUE, 3);
PIN(CTR_FORMAT_MASTER, 4);
PIN(CTR_FORMAT_SOW, 5);
PIN(CTR_FORMAT_ASYNCAPI, 6);
PIN(CTR_FORMAT_AVRO, 7);
PIN(CTR_FORMAT_SQL, 9);
PIN(CTR_FORMAT_PROTOBUF, 8);
PIN(CTR_FORMAT_GRAPHQL, 10);
PIN(CTR_FORMAT_AGENT_CARD, 12);
PIN(CTR_FORMAT_MCP_TOOLS, 13);
PIN(CTR_FORMAT_PROMPT, 14);
PIN(CTR_FORMAT_MODEL_SCHEMA, 15);
PIN(CTR_FORMAT_PHASE, 16);
PIN(CTR_FORMAT_ODCS, 11);

/* 0.1: governing documents */
PIN(CTR_TERMS_EFFECTIVE, 1);
ENUM(ctr_terms_kind);
PIN(CTR_TERMS_AUTO, 0);
PIN(CTR_TERMS_MASTER, 1);
PIN(CTR_TERMS_SOW, 2);
PIN(CTR_TERMS_CHANGE, 3);
ENUM(ctr_lint_level);
PIN(CTR_LINT_ERROR, 1);
PIN(CTR_LINT_WARNING, 2);
PIN(CTR_LINT_INFO, 3);
ENUM(ctr_schema_form);
PIN(CTR_SCHEMA_JSON, 1);
PIN(CTR_SCHEMA_XSD, 2);
ENUM(ctr_change_class);
PIN(CTR_CLASS_MINOR, 1);
PIN(CTR_CLASS_MAJOR, 2);
AT(ctr_classify_options, struct_size, 0);
AT(ctr_classify_options, max_depth, 4);
AT(ctr_classify_options, max_document_bytes, 8);
AT(ctr_classify_options, base, 16);
AT(ctr_classify_options, minor_budget_pct, 24);
AT(ctr_classify_options, minor_slip, 32);
AT(ctr_classify_options, breaking_consumers, 40);
AT(ctr_classify_options, now_us, 48);
AT(ctr_classify_options, allocator, 56);
SIZE(ctr_classify_options, 64);

/* 0.1: ctr_mode */
ENUM(ctr_mode);
PIN(CTR_MODE_DEFAULT, 0);
PIN(CTR_MODE_BACKWARD, 1);
PIN(CTR_MODE_FORWARD, 2);
PIN(CTR_MODE_FULL, 3);
PIN(CTR_MODE_NONE, 4);
PIN(CTR_MODE_BACKWARD_TRANSITIVE, 5);
PIN(CTR_MODE_FORWARD_TRANSITIVE, 6);
PIN(CTR_MODE_FULL_TRANSITIVE, 7);

/* 0.1: ctr_profile */
ENUM(ctr_profile);
PIN(CTR_PROFILE_DEFAULT, 0);
PIN(CTR_PROFILE_STRICT, 1);
PIN(CTR_PROFILE_TOLERANT, 2);
PIN(CTR_PROFILE_CONFLUENT, 3);
PIN(CTR_PROFILE_FILE, 4);
PIN(CTR_PROFILE_PACKAGE, 5);
PIN(CTR_PROFILE_WIRE_JSON, 6);
PIN(CTR_PROFILE_WIRE, 7);

/* 0.1: ctr_dialect */
ENUM(ctr_dialect);
PIN(CTR_DIALECT_AUTO, 0);
PIN(CTR_DIALECT_DRAFT_04, 1);
PIN(CTR_DIALECT_DRAFT_06, 2);
PIN(CTR_DIALECT_DRAFT_07, 3);
PIN(CTR_DIALECT_2019_09, 4);
PIN(CTR_DIALECT_2020_12, 5);
PIN(CTR_DIALECT_OPENAPI_30, 6);
PIN(CTR_DIALECT_OPENAPI_31, 7);

/* 0.1: ctr_level */
ENUM(ctr_level);
PIN(CTR_LEVEL_BREAKING, 1);
PIN(CTR_LEVEL_UNDECIDED, 2);
PIN(CTR_LEVEL_WARNING, 3);
PIN(CTR_LEVEL_INFO, 4);

/* 0.1: ctr_direction */
ENUM(ctr_direction);
PIN(CTR_DIRECTION_BACKWARD, 1);
PIN(CTR_DIRECTION_FORWARD, 2);
PIN(CTR_DIRECTION_BOTH, 3);
PIN(CTR_DIRECTION_NEITHER, 4);

/* 0.1: ctr_verdict */
ENUM(ctr_verdict);
PIN(CTR_VERDICT_COMPATIBLE, 1);
PIN(CTR_VERDICT_INCOMPATIBLE, 2);
PIN(CTR_VERDICT_UNDECIDED, 3);

/* 0.1: ctr_bump */
ENUM(ctr_bump);
PIN(CTR_BUMP_NONE, 1);
PIN(CTR_BUMP_PATCH, 2);
PIN(CTR_BUMP_MINOR, 3);
PIN(CTR_BUMP_MAJOR, 4);

/* 0.1: ctr_bump_reason */
ENUM(ctr_bump_reason);
PIN(CTR_BUMP_REASON_IDENTICAL, 1);
PIN(CTR_BUMP_REASON_EDITORIAL, 2);
PIN(CTR_BUMP_REASON_ADDITION, 3);
PIN(CTR_BUMP_REASON_WARNING, 4);
PIN(CTR_BUMP_REASON_UNDECIDED, 5);
PIN(CTR_BUMP_REASON_BREAKING, 6);
PIN(CTR_BUMP_REASON_SET_ASIDE, 7);

/* 0.1: ctr_zero_rule */
ENUM(ctr_zero_rule);
PIN(CTR_ZERO_SHIFT, 1);
PIN(CTR_ZERO_SAME, 2);
PIN(CTR_ZERO_FREE, 3);

/* 0.1: ctr_prerelease_rule */
ENUM(ctr_prerelease_rule);
PIN(CTR_PRERELEASE_RELEASE, 1);
PIN(CTR_PRERELEASE_NEXT, 2);

/* 0.1: ctr_label_rule */
ENUM(ctr_label_rule);
PIN(CTR_LABEL_KEEP, 1);
PIN(CTR_LABEL_REFUSE, 2);

/* 0.1: ctr_risk_rule */
ENUM(ctr_risk_rule);
PIN(CTR_RISK_PROFILE, 1);
PIN(CTR_RISK_MAJOR, 2);
PIN(CTR_RISK_MINOR, 3);

/* 0.1: ctr_line_rule */
ENUM(ctr_line_rule);
PIN(CTR_LINE_NONE, 1);
PIN(CTR_LINE_MAJOR, 2);
PIN(CTR_LINE_DOCUMENT, 3);

/* 0.1: ctr_waiver_state */
ENUM(ctr_waiver_state);
PIN(CTR_WAIVER_ACTIVE, 1);
PIN(CTR_WAIVER_EXPIRED, 2);
PIN(CTR_WAIVER_PENDING, 3);
PIN(CTR_WAIVER_TOO_LONG, 4);

/* 0.1: ctr_side */
ENUM(ctr_side);
PIN(CTR_SIDE_OLD, 0);
PIN(CTR_SIDE_NEW, 1);

/* 0.1: ctr_durability */
ENUM(ctr_durability);
PIN(CTR_DURABILITY_DEFAULT, 0);
PIN(CTR_DURABILITY_FULL, 1);
PIN(CTR_DURABILITY_NORMAL, 2);

/* 0.1: ctr_render */
ENUM(ctr_render);
PIN(CTR_RENDER_TEXT, 1);
PIN(CTR_RENDER_JSON, 2);
PIN(CTR_RENDER_COLOR, 3);
PIN(CTR_RENDER_MARKDOWN, 4);
PIN(CTR_RENDER_CSV, 5);
PIN(CTR_RENDER_HTML, 6);
PIN(CTR_RENDER_SVG, 7);
PIN(CTR_RENDER_PROMETHEUS, 8);
PIN(CTR_RENDER_SARIF, 9);
PIN(CTR_RENDER_JUNIT, 10);
PIN(CTR_RENDER_GITHUB, 11);

/* 0.1: ctr_share_model */
ENUM(ctr_share_model);
PIN(CTR_SHARE_BANDED, 1);
PIN(CTR_SHARE_TARGET_COST, 2);
PIN(CTR_SHARE_FPIF, 3);
PIN(CTR_SHARE_CPIF, 4);
PIN(CTR_SHARE_TIME_MATERIAL, 5);
PIN(CTR_SHARE_FIXED_ITERATION, 6);
PIN(CTR_SHARE_FPIF_PTA, 7);
PIN(CTR_SHARE_CPIF_STRUCTURE, 8);
PIN(CTR_SHARE_TARGET_ADJUST, 9);
PIN(CTR_SHARE_CE_QUOTATION, 10);
PIN(CTR_SHARE_ALLOC_IN_ORDER, 11);
PIN(CTR_SHARE_LARGEST_REMAINDER, 12);

/* 0.1: ctr_share_level */
ENUM(ctr_share_level);
PIN(CTR_SHARE_ERROR, 1);
PIN(CTR_SHARE_WARNING, 2);
PIN(CTR_SHARE_INFO, 3);

/* 0.1: ctr_share_input */
AT(ctr_share_input, struct_size, 0);
AT(ctr_share_input, given, 4);
AT(ctr_share_input, target, 8);
AT(ctr_share_input, cost, 16);
SIZE(ctr_share_input, 24);

/* 0.1: ctr_share_amounts */
AT(ctr_share_amounts, struct_size, 0);
AT(ctr_share_amounts, limited, 4);
AT(ctr_share_amounts, contractor_share, 8);
AT(ctr_share_amounts, client_share, 16);
AT(ctr_share_amounts, contractor_paid, 24);
AT(ctr_share_amounts, profit, 32);
AT(ctr_share_amounts, marginal_rate, 40);
SIZE(ctr_share_amounts, 48);

/* 0.1: ctr_consumer_spec */
AT(ctr_consumer_spec, struct_size, 0);
AT(ctr_consumer_spec, flags, 4);
AT(ctr_consumer_spec, team, 8);
AT(ctr_consumer_spec, name, 16);
AT(ctr_consumer_spec, consumer, 24);
AT(ctr_consumer_spec, role, 32);
AT(ctr_consumer_spec, pin, 40);
AT(ctr_consumer_spec, parts, 48);
AT(ctr_consumer_spec, part_count, 56);
SIZE(ctr_consumer_spec, 64);

/* 0.1: ctr_consumer_filter */
AT(ctr_consumer_filter, struct_size, 0);
AT(ctr_consumer_filter, limit, 4);
AT(ctr_consumer_filter, team, 8);
AT(ctr_consumer_filter, name, 16);
AT(ctr_consumer_filter, consumer, 24);
AT(ctr_consumer_filter, after, 32);
SIZE(ctr_consumer_filter, 40);

/* 0.1: ctr_create */
AT(ctr_create, struct_size, 0);
AT(ctr_create, flags, 4);
AT(ctr_create, team, 8);
AT(ctr_create, name, 16);
AT(ctr_create, label, 24);
AT(ctr_create, type, 32);
AT(ctr_create, mode, 36);
AT(ctr_create, profile, 40);
AT(ctr_create, reserved, 44);
AT(ctr_create, document, 48);
AT(ctr_create, owner_role, 128);
AT(ctr_create, owner_agent, 136);
AT(ctr_create, metadata, 144);
SIZE(ctr_create, 152);

/* 0.1: ctr_evolve */
AT(ctr_evolve, struct_size, 0);
AT(ctr_evolve, reserved, 4);
AT(ctr_evolve, team, 8);
AT(ctr_evolve, name, 16);
AT(ctr_evolve, label, 24);
AT(ctr_evolve, document, 32);
SIZE(ctr_evolve, 112);

/* 0.1: ctr_edit */
AT(ctr_edit, struct_size, 0);
AT(ctr_edit, mode, 4);
AT(ctr_edit, profile, 8);
AT(ctr_edit, reserved, 12);
AT(ctr_edit, owner_role, 16);
AT(ctr_edit, owner_agent, 24);
AT(ctr_edit, metadata, 32);
SIZE(ctr_edit, 40);

/* 0.1: ctr_contract_filter */
AT(ctr_contract_filter, struct_size, 0);
AT(ctr_contract_filter, type, 4);
AT(ctr_contract_filter, state, 8);
AT(ctr_contract_filter, limit, 12);
AT(ctr_contract_filter, team, 16);
AT(ctr_contract_filter, prefix, 24);
AT(ctr_contract_filter, owner_role, 32);
AT(ctr_contract_filter, owner_agent, 40);
AT(ctr_contract_filter, after, 48);
SIZE(ctr_contract_filter, 56);

/* 0.1: ctr_event_filter */
AT(ctr_event_filter, struct_size, 0);
AT(ctr_event_filter, limit, 4);
AT(ctr_event_filter, after, 8);
AT(ctr_event_filter, team, 16);
AT(ctr_event_filter, name, 24);
AT(ctr_event_filter, kind, 32);
AT(ctr_event_filter, origin, 40);
SIZE(ctr_event_filter, 48);

/* 0.1: ctr_export_options */
AT(ctr_export_options, struct_size, 0);
AT(ctr_export_options, form, 4);
AT(ctr_export_options, team, 8);
AT(ctr_export_options, name, 16);
AT(ctr_export_options, gzip, 24);
AT(ctr_export_options, reserved, 28);
SIZE(ctr_export_options, 32);

/* 0.1: ctr_import_options */
AT(ctr_import_options, struct_size, 0);
AT(ctr_import_options, policy, 4);
AT(ctr_import_options, file, 8);
SIZE(ctr_import_options, 16);

/* 0.1: ctr_metrics_options */
AT(ctr_metrics_options, struct_size, 0);
AT(ctr_metrics_options, reserved, 4);
AT(ctr_metrics_options, from, 8);
AT(ctr_metrics_options, until, 16);
SIZE(ctr_metrics_options, 24);

/* 0.1: ctr_source */
AT(ctr_source, struct_size, 0);
AT(ctr_source, format, 4);
AT(ctr_source, data, 8);
AT(ctr_source, size, 16);
AT(ctr_source, file, 24);
AT(ctr_source, resolve, 32);
AT(ctr_source, user, 40);
AT(ctr_source, folder, 48);
AT(ctr_source, reserved, 56);
SIZE(ctr_source, 80);

/* 0.1: ctr_diff_options */
AT(ctr_diff_options, struct_size, 0);
AT(ctr_diff_options, mode, 4);
AT(ctr_diff_options, profile, 8);
AT(ctr_diff_options, max_depth, 12);
AT(ctr_diff_options, max_document_bytes, 16);
AT(ctr_diff_options, allocator, 24);
AT(ctr_diff_options, progress, 32);
AT(ctr_diff_options, user, 40);
AT(ctr_diff_options, cancel, 48);
AT(ctr_diff_options, excerpts, 56);
AT(ctr_diff_options, breaking_only, 60);
AT(ctr_diff_options, grace_days, 64);
AT(ctr_diff_options, grace_days_beta, 68);
AT(ctr_diff_options, check_version, 72);
AT(ctr_diff_options, policy, 80);
AT(ctr_diff_options, now_us, 88);
AT(ctr_diff_options, used, 96);
AT(ctr_diff_options, used_count, 104);
AT(ctr_diff_options, older_label, 112);
AT(ctr_diff_options, newer_label, 120);
SIZE(ctr_diff_options, 128);

/* 0.1: ctr_store_options */
AT(ctr_store_options, struct_size, 0);
AT(ctr_store_options, flags, 4);
AT(ctr_store_options, durability, 8);
AT(ctr_store_options, deadline_ms, 12);
AT(ctr_store_options, actor, 16);
AT(ctr_store_options, allocator, 24);
AT(ctr_store_options, clock, 32);
AT(ctr_store_options, random, 40);
AT(ctr_store_options, log, 48);
AT(ctr_store_options, authorise, 56);
AT(ctr_store_options, progress, 64);
AT(ctr_store_options, user, 72);
AT(ctr_store_options, max_document_bytes, 80);
AT(ctr_store_options, max_import_bytes, 88);
AT(ctr_store_options, max_depth, 96);
AT(ctr_store_options, cache_entries, 100);
SIZE(ctr_store_options, 104);

/* 0.1: ctr_validate_options */
AT(ctr_validate_options, struct_size, 0);
AT(ctr_validate_options, dialect, 4);
AT(ctr_validate_options, base, 8);
AT(ctr_validate_options, pointer, 16);
AT(ctr_validate_options, all, 24);
AT(ctr_validate_options, max_violations, 28);
AT(ctr_validate_options, max_steps, 32);
AT(ctr_validate_options, max_document_bytes, 40);
AT(ctr_validate_options, max_depth, 48);
AT(ctr_validate_options, allocator, 56);
AT(ctr_validate_options, progress, 64);
AT(ctr_validate_options, user, 72);
AT(ctr_validate_options, cancel, 80);
SIZE(ctr_validate_options, 88);

/* 0.1: ctr_calendar_options */
AT(ctr_calendar_options, struct_size, 0);
AT(ctr_calendar_options, max_depth, 4);
AT(ctr_calendar_options, max_document_bytes, 8);
AT(ctr_calendar_options, id, 16);
AT(ctr_calendar_options, zone_directory, 24);
AT(ctr_calendar_options, allocator, 32);
SIZE(ctr_calendar_options, 40);

/* 0.1: ctr_allocator */
AT(ctr_allocator, struct_size, 0);
AT(ctr_allocator, reserved, 4);
AT(ctr_allocator, alloc, 8);
AT(ctr_allocator, resize, 16);
AT(ctr_allocator, release, 24);
AT(ctr_allocator, user, 32);
SIZE(ctr_allocator, 40);

/* 0.1: ctr_call */
AT(ctr_call, struct_size, 0);
AT(ctr_call, flags, 4);
AT(ctr_call, actor, 8);
AT(ctr_call, reason, 16);
AT(ctr_call, now_us, 24);
AT(ctr_call, if_revision, 32);
SIZE(ctr_call, 40);

/* 0.1: flags of ledgers; lengths of keys */
PIN(CTR_ACCOUNT_HAS_LO, 1);
PIN(CTR_ACCOUNT_HAS_HI, 2);
PIN(CTR_ACCOUNT_NO_LIMITS, 4);
PIN(CTR_ENTRY_PEND, 1);
PIN(CTR_ENTRY_LATE, 2);
PIN(CTR_KEY_PUBLIC_BYTES, 32);
PIN(CTR_KEY_SECRET_BYTES, 64);

/* 0.1: ctr_account_kind */
ENUM(ctr_account_kind);
PIN(CTR_ACCOUNT_ASSETS, 1);
PIN(CTR_ACCOUNT_LIABILITIES, 2);
PIN(CTR_ACCOUNT_EQUITY, 3);
PIN(CTR_ACCOUNT_INCOME, 4);
PIN(CTR_ACCOUNT_EXPENSES, 5);

/* 0.1: ctr_entry_kind */
ENUM(ctr_entry_kind);
PIN(CTR_ENTRY_COST, 1);
PIN(CTR_ENTRY_FEE, 2);
PIN(CTR_ENTRY_DISALLOWED, 3);
PIN(CTR_ENTRY_TARGET, 4);
PIN(CTR_ENTRY_SHARE, 5);
PIN(CTR_ENTRY_MODIFIER, 6);
PIN(CTR_ENTRY_RISK, 7);
PIN(CTR_ENTRY_FX, 8);
PIN(CTR_ENTRY_PAYMENT, 9);
PIN(CTR_ENTRY_ADJUSTMENT, 10);

/* 0.1: ctr_entry_act */
ENUM(ctr_entry_act);
PIN(CTR_ACT_POST, 1);
PIN(CTR_ACT_PEND, 2);
PIN(CTR_ACT_SETTLE, 3);
PIN(CTR_ACT_VOID, 4);
PIN(CTR_ACT_EXPIRE, 5);
PIN(CTR_ACT_REVERSE, 6);
PIN(CTR_ACT_RESTATE, 7);

/* 0.1: ctr_entry_state */
ENUM(ctr_entry_state);
PIN(CTR_ENTRY_POSTED, 1);
PIN(CTR_ENTRY_PENDING, 2);
PIN(CTR_ENTRY_SETTLED, 3);
PIN(CTR_ENTRY_VOIDED, 4);
PIN(CTR_ENTRY_EXPIRED, 5);
PIN(CTR_ENTRY_REVERSED, 6);

/* 0.1: ctr_as_of */
ENUM(ctr_as_of);
PIN(CTR_AS_OF_NOW, 0);
PIN(CTR_AS_OF_BOOKED, 1);
PIN(CTR_AS_OF_EFFECTIVE, 2);
PIN(CTR_AS_OF_RECORDED, 3);

/* 0.1: ctr_ledger_form */
ENUM(ctr_ledger_form);
PIN(CTR_LEDGER_AUTO, 0);
PIN(CTR_LEDGER_LEDGER, 1);
PIN(CTR_LEDGER_HLEDGER, 2);
PIN(CTR_LEDGER_BEANCOUNT, 3);
PIN(CTR_LEDGER_CSV, 4);
PIN(CTR_LEDGER_JSON, 5);

/* 0.1: ctr_account_spec */
AT(ctr_account_spec, struct_size, 0);
AT(ctr_account_spec, flags, 4);
AT(ctr_account_spec, account, 8);
AT(ctr_account_spec, currency, 16);
AT(ctr_account_spec, opened, 24);
AT(ctr_account_spec, closed, 32);
AT(ctr_account_spec, lo, 40);
AT(ctr_account_spec, hi, 48);
SIZE(ctr_account_spec, 56);

/* 0.1: ctr_entry_spec */
AT(ctr_entry_spec, struct_size, 0);
AT(ctr_entry_spec, flags, 4);
AT(ctr_entry_spec, kind, 8);
AT(ctr_entry_spec, reserved, 12);
AT(ctr_entry_spec, date, 16);
AT(ctr_entry_spec, key, 24);
AT(ctr_entry_spec, memo, 32);
AT(ctr_entry_spec, cause_kind, 40);
AT(ctr_entry_spec, cause_id, 48);
AT(ctr_entry_spec, accounts, 56);
AT(ctr_entry_spec, amounts, 64);
AT(ctr_entry_spec, currencies, 72);
AT(ctr_entry_spec, posting_count, 80);
AT(ctr_entry_spec, evidence, 88);
AT(ctr_entry_spec, evidence_sha256, 96);
AT(ctr_entry_spec, evidence_count, 104);
AT(ctr_entry_spec, expires_us, 112);
AT(ctr_entry_spec, rate, 120);
AT(ctr_entry_spec, rate_pair, 128);
AT(ctr_entry_spec, rate_source, 136);
AT(ctr_entry_spec, rate_date, 144);
SIZE(ctr_entry_spec, 152);

/* 0.1: ctr_resolution */
AT(ctr_resolution, struct_size, 0);
AT(ctr_resolution, flags, 4);
AT(ctr_resolution, date, 8);
AT(ctr_resolution, key, 16);
AT(ctr_resolution, memo, 24);
AT(ctr_resolution, amount, 32);
AT(ctr_resolution, accounts, 40);
AT(ctr_resolution, amounts, 48);
AT(ctr_resolution, posting_count, 56);
SIZE(ctr_resolution, 64);

/* 0.1: ctr_entry_filter */
AT(ctr_entry_filter, struct_size, 0);
AT(ctr_entry_filter, limit, 4);
AT(ctr_entry_filter, after, 8);
AT(ctr_entry_filter, account, 16);
AT(ctr_entry_filter, from, 24);
AT(ctr_entry_filter, to, 32);
AT(ctr_entry_filter, kind, 40);
AT(ctr_entry_filter, pending, 44);
SIZE(ctr_entry_filter, 48);

/* 0.1: ctr_balance_query */
AT(ctr_balance_query, struct_size, 0);
AT(ctr_balance_query, as_of, 4);
AT(ctr_balance_query, account, 8);
AT(ctr_balance_query, day, 16);
SIZE(ctr_balance_query, 24);

/* 0.1: ctr_assess_kind */
ENUM(ctr_assess_kind);
PIN(CTR_ASSESS_INTERIM, 1);
PIN(CTR_ASSESS_COMPLETION, 2);
PIN(CTR_ASSESS_FINAL, 3);

/* 0.1: ctr_assess_basis */
ENUM(ctr_assess_basis);
PIN(CTR_ASSESS_ACTUAL, 1);
PIN(CTR_ASSESS_FORECAST, 2);

/* 0.1: ctr_assess_state */
ENUM(ctr_assess_state);
PIN(CTR_ASSESS_POSTED, 1);
PIN(CTR_ASSESS_INFORMS, 2);
PIN(CTR_ASSESS_HELD, 3);

/* 0.1: ctr_modifier_goals */
AT(ctr_modifier_goals, struct_size, 0);
AT(ctr_modifier_goals, flags, 4);
AT(ctr_modifier_goals, on, 8);
AT(ctr_modifier_goals, names, 16);
AT(ctr_modifier_goals, values, 24);
AT(ctr_modifier_goals, count, 32);
AT(ctr_modifier_goals, evidence, 40);
AT(ctr_modifier_goals, evidence_sha256, 48);
AT(ctr_modifier_goals, evidence_count, 56);
AT(ctr_modifier_goals, from, 64);
SIZE(ctr_modifier_goals, 64);

/* 0.1: ctr_goal_source */
ENUM(ctr_goal_source);
PIN(CTR_GOAL_GIVEN, 1);
PIN(CTR_GOAL_MEASURED, 2);

/* 0.1: ctr_risk_act */
ENUM(ctr_risk_act);
PIN(CTR_RISK_FUND, 1);
PIN(CTR_RISK_DRAW, 2);
PIN(CTR_RISK_RELEASE, 3);

/* 0.1: ctr_risk_move */
AT(ctr_risk_move, struct_size, 0);
AT(ctr_risk_move, flags, 4);
AT(ctr_risk_move, act, 8);
AT(ctr_risk_move, reserved, 12);
AT(ctr_risk_move, amount, 16);
AT(ctr_risk_move, decision, 24);
AT(ctr_risk_move, date, 32);
AT(ctr_risk_move, key, 40);
AT(ctr_risk_move, memo, 48);
AT(ctr_risk_move, evidence, 56);
AT(ctr_risk_move, evidence_sha256, 64);
AT(ctr_risk_move, evidence_count, 72);
SIZE(ctr_risk_move, 80);

/* 0.1: ctr_assess */
AT(ctr_assess, struct_size, 0);
AT(ctr_assess, reserved, 4);
AT(ctr_assess, kind, 8);
AT(ctr_assess, reserved2, 12);
AT(ctr_assess, as_of, 16);
AT(ctr_assess, earned, 24);
AT(ctr_assess, forecast, 32);
AT(ctr_assess, hold, 40);
SIZE(ctr_assess, 48);

/* 0.1: ctr_statement_query */
AT(ctr_statement_query, struct_size, 0);
AT(ctr_statement_query, reserved, 4);
AT(ctr_statement_query, party, 8);
AT(ctr_statement_query, from, 16);
AT(ctr_statement_query, until, 24);
SIZE(ctr_statement_query, 32);

/* 0.1: ctr_ledger_import_options */
AT(ctr_ledger_import_options, struct_size, 0);
AT(ctr_ledger_import_options, form, 4);
AT(ctr_ledger_import_options, kind, 8);
AT(ctr_ledger_import_options, reserved, 12);
AT(ctr_ledger_import_options, file, 16);
SIZE(ctr_ledger_import_options, 24);
/* 0.1: ctr_change_type */
ENUM(ctr_change_type);
PIN(CTR_CHANGE_STANDARD, 1);
PIN(CTR_CHANGE_NORMAL, 2);
PIN(CTR_CHANGE_EMERGENCY, 3);

/* 0.1: ctr_change_state */
ENUM(ctr_change_state);
PIN(CTR_CHANGE_DRAFT, 1);
PIN(CTR_CHANGE_SUBMITTED, 2);
PIN(CTR_CHANGE_ANALYSED, 3);
PIN(CTR_CHANGE_APPROVED, 4);
PIN(CTR_CHANGE_REJECTED, 5);
PIN(CTR_CHANGE_DEFERRED, 6);
PIN(CTR_CHANGE_IMPLEMENTED, 7);
PIN(CTR_CHANGE_CLOSED, 8);
PIN(CTR_CHANGE_WITHDRAWN, 9);

/* 0.1: ctr_change_class */
ENUM(ctr_change_class);
PIN(CTR_CLASS_MINOR, 1);
PIN(CTR_CLASS_MAJOR, 2);

/* 0.1: ctr_change_outcome */
ENUM(ctr_change_outcome);
PIN(CTR_OUTCOME_APPROVED, 1);
PIN(CTR_OUTCOME_REJECTED, 2);
PIN(CTR_OUTCOME_DEFERRED, 3);
PIN(CTR_OUTCOME_PENDING, 4);

/* 0.1: ctr_vote */
ENUM(ctr_vote);
PIN(CTR_VOTE_APPROVE, 1);
PIN(CTR_VOTE_REJECT, 2);
PIN(CTR_VOTE_ABSTAIN, 3);

/* 0.1: ctr_decision_state */
ENUM(ctr_decision_state);
PIN(CTR_DECISION_OPEN, 1);
PIN(CTR_DECISION_DECIDED, 2);
PIN(CTR_DECISION_EXPIRED, 3);
PIN(CTR_DECISION_SUPERSEDED, 4);

/* 0.1: ctr_sow_verdict */
ENUM(ctr_sow_verdict);
PIN(CTR_SOW_NOT_MEASURED, 1);
PIN(CTR_SOW_MET, 2);
PIN(CTR_SOW_NOT_MET, 3);
PIN(CTR_SOW_INCONCLUSIVE, 4);

/* 0.1: ctr_sow_measurement */
AT(ctr_sow_measurement, struct_size, 0);
AT(ctr_sow_measurement, reserved, 4);
AT(ctr_sow_measurement, of, 8);
AT(ctr_sow_measurement, value, 16);
AT(ctr_sow_measurement, on, 24);
AT(ctr_sow_measurement, n, 32);
AT(ctr_sow_measurement, low, 40);
AT(ctr_sow_measurement, high, 48);
AT(ctr_sow_measurement, evidence, 56);
SIZE(ctr_sow_measurement, 64);

/* 0.1: ctr_layout_action */
ENUM(ctr_layout_action);
PIN(CTR_LAYOUT_SAME, 1);
PIN(CTR_LAYOUT_MADE, 2);
PIN(CTR_LAYOUT_CREATED, 3);
PIN(CTR_LAYOUT_EVOLVED, 4);
PIN(CTR_LAYOUT_OPENED, 5);
PIN(CTR_LAYOUT_REVISED, 6);
PIN(CTR_LAYOUT_TAKEN, 7);

/* 0.1: ctr_layout_options */
AT(ctr_layout_options, struct_size, 0);
AT(ctr_layout_options, dry_run, 4);
AT(ctr_layout_options, dir, 8);
AT(ctr_layout_options, now_us, 16);
AT(ctr_layout_options, allocator, 24);
SIZE(ctr_layout_options, 32);

/* 0.1: ctr_sync_options */
AT(ctr_sync_options, struct_size, 0);
AT(ctr_sync_options, reserved, 4);
AT(ctr_sync_options, dir, 8);
AT(ctr_sync_options, team, 16);
SIZE(ctr_sync_options, 24);

/* 0.1: ctr_change_filter */
AT(ctr_change_filter, struct_size, 0);
AT(ctr_change_filter, limit, 4);
AT(ctr_change_filter, team, 8);
AT(ctr_change_filter, name, 16);
AT(ctr_change_filter, state, 24);
AT(ctr_change_filter, change_class, 28);
AT(ctr_change_filter, type, 32);
AT(ctr_change_filter, reserved, 36);
AT(ctr_change_filter, area, 40);
AT(ctr_change_filter, requester, 48);
AT(ctr_change_filter, after, 56);
SIZE(ctr_change_filter, 64);

/* 0.1: ctr_decision_filter */
AT(ctr_decision_filter, struct_size, 0);
AT(ctr_decision_filter, limit, 4);
AT(ctr_decision_filter, team, 8);
AT(ctr_decision_filter, name, 16);
AT(ctr_decision_filter, change, 24);
AT(ctr_decision_filter, state, 32);
AT(ctr_decision_filter, reserved, 36);
AT(ctr_decision_filter, after, 40);
SIZE(ctr_decision_filter, 48);

/* 0.1: ctr_adr_status */
ENUM(ctr_adr_status);
PIN(CTR_ADR_PROPOSED, 1);
PIN(CTR_ADR_ACCEPTED, 2);
PIN(CTR_ADR_REJECTED, 3);
PIN(CTR_ADR_DEFERRED, 4);
PIN(CTR_ADR_DEPRECATED, 5);
PIN(CTR_ADR_SUPERSEDED, 6);

/* 0.1: ctr_dispute_state, ctr_dispute_subject, ctr_dispute_outcome */
ENUM(ctr_dispute_state);
PIN(CTR_DISPUTE_OPEN, 1);
PIN(CTR_DISPUTE_ANSWERED, 2);
PIN(CTR_DISPUTE_RESOLVED, 3);
PIN(CTR_DISPUTE_WITHDRAWN, 4);
ENUM(ctr_dispute_subject);
PIN(CTR_DISPUTE_ENTRY, 1);
PIN(CTR_DISPUTE_DECISION, 2);
PIN(CTR_DISPUTE_CHANGE, 3);
PIN(CTR_DISPUTE_ASSESSMENT, 4);
ENUM(ctr_dispute_outcome);
PIN(CTR_DISPUTE_BY_DECISION, 1);
PIN(CTR_DISPUTE_BY_REVERSAL, 2);

/* 0.1: ctr_slo_act, ctr_slo_state */
ENUM(ctr_slo_act);
PIN(CTR_SLO_START, 1);
PIN(CTR_SLO_PAUSE, 2);
PIN(CTR_SLO_RESUME, 3);
PIN(CTR_SLO_STOP, 4);
ENUM(ctr_slo_state);
PIN(CTR_SLO_IDLE, 1);
PIN(CTR_SLO_RUNNING, 2);
PIN(CTR_SLO_PAUSED, 3);
PIN(CTR_SLO_STOPPED, 4);

/* 0.1: ctr_stop_state */
ENUM(ctr_stop_state);
PIN(CTR_STOP_RAISED, 1);
PIN(CTR_STOP_CLEARED, 2);

/* 0.1: ctr_answer */
ENUM(ctr_answer);
PIN(CTR_ANSWER_YES, 1);
PIN(CTR_ANSWER_NO, 2);
PIN(CTR_ANSWER_UNKNOWN, 3);

/* 0.1: ctr_can_why */
ENUM(ctr_can_why);
PIN(CTR_CAN_COMPATIBLE, 1);
PIN(CTR_CAN_SAME, 2);
PIN(CTR_CAN_NO_BASE, 3);
PIN(CTR_CAN_BREAKS, 4);
PIN(CTR_CAN_UNDECIDED, 5);
PIN(CTR_CAN_BREAK_DECLARED, 6);
PIN(CTR_CAN_NOT_ENFORCED, 7);
PIN(CTR_CAN_LABEL_TOO_LOW, 8);
PIN(CTR_CAN_BASE_SUPERSEDED, 9);
PIN(CTR_CAN_NOT_A_DRAFT, 10);
PIN(CTR_CAN_CONSUMER_BREAKS, 11);
PIN(CTR_CAN_CONSUMER_STAYS, 12);
PIN(CTR_CAN_CONSUMER_UNKNOWN, 13);
PIN(CTR_CAN_CONSUMER_FOLLOWS, 14);
PIN(CTR_CAN_RUNS, 15);
PIN(CTR_CAN_SUNSET_AHEAD, 16);
PIN(CTR_CAN_RETIRED, 17);
PIN(CTR_CAN_DRAFT, 18);
PIN(CTR_CAN_DEPRECATED, 19);
PIN(CTR_CAN_FOLLOWS_NOTHING, 20);
PIN(CTR_CAN_PIN_EXCLUDES, 21);
PIN(CTR_CAN_RANGE_EXCLUDES, 22);
PIN(CTR_CAN_NOTHING_DEPENDS, 23);
PIN(CTR_CAN_NOT_THERE, 24);
PIN(CTR_CAN_LABEL_TAKEN, 25);
PIN(CTR_CAN_LABEL_NOT_ABOVE, 26);
PIN(CTR_CAN_LABEL_NO_ORDER, 27);
PIN(CTR_CAN_LABEL_NEEDED, 28);
PIN(CTR_CAN_IDENTICAL, 29);

/* 0.1: ctr_run_kind */
ENUM(ctr_run_kind);
PIN(CTR_RUN_DEPLOYED, 1);
PIN(CTR_RUN_RELEASED, 2);
PIN(CTR_RUN_NEW_ENVIRONMENT, 1);
PIN(CTR_RUN_ENDED, 1);
PIN(CTR_BUILD_ALLOW_UNKNOWN_PARTS, 1);

/* 0.1: ctr_build_spec */
AT(ctr_build_spec, struct_size, 0);
AT(ctr_build_spec, flags, 4);
AT(ctr_build_spec, team, 8);
AT(ctr_build_spec, name, 16);
AT(ctr_build_spec, consumer, 24);
AT(ctr_build_spec, label, 32);
AT(ctr_build_spec, against, 40);
AT(ctr_build_spec, parts, 48);
AT(ctr_build_spec, part_count, 56);
SIZE(ctr_build_spec, 64);

/* 0.1: ctr_build_filter */
AT(ctr_build_filter, struct_size, 0);
AT(ctr_build_filter, limit, 4);
AT(ctr_build_filter, team, 8);
AT(ctr_build_filter, name, 16);
AT(ctr_build_filter, consumer, 24);
AT(ctr_build_filter, after, 32);
SIZE(ctr_build_filter, 40);

/* 0.1: ctr_run_spec */
AT(ctr_run_spec, struct_size, 0);
AT(ctr_run_spec, flags, 4);
AT(ctr_run_spec, kind, 8);
AT(ctr_run_spec, reserved, 12);
AT(ctr_run_spec, team, 16);
AT(ctr_run_spec, name, 24);
AT(ctr_run_spec, selector, 32);
AT(ctr_run_spec, consumer, 40);
AT(ctr_run_spec, label, 48);
AT(ctr_run_spec, environment, 56);
AT(ctr_run_spec, instance, 64);
SIZE(ctr_run_spec, 72);

/* 0.1: ctr_run_filter */
AT(ctr_run_filter, struct_size, 0);
AT(ctr_run_filter, flags, 4);
AT(ctr_run_filter, limit, 8);
AT(ctr_run_filter, reserved, 12);
AT(ctr_run_filter, team, 16);
AT(ctr_run_filter, name, 24);
AT(ctr_run_filter, environment, 32);
AT(ctr_run_filter, consumer, 40);
AT(ctr_run_filter, after, 48);
SIZE(ctr_run_filter, 56);

/* 0.1: ctr_rhythm */
ENUM(ctr_rhythm);
PIN(CTR_RHYTHM_DAILY, 1);
PIN(CTR_RHYTHM_WEEKLY, 2);
PIN(CTR_RHYTHM_BIWEEKLY, 3);
PIN(CTR_RHYTHM_MONTHLY, 4);
PIN(CTR_RHYTHM_ITERATION, 5);

/* 0.1: ctr_cadence_fault */
ENUM(ctr_cadence_fault);
PIN(CTR_CADENCE_NOT_HELD, 1);
PIN(CTR_CADENCE_INCOMPLETE, 2);

/* 0.1: ctr_waive */
AT(ctr_waive, struct_size, 0);
AT(ctr_waive, team, 8);
AT(ctr_waive, name, 16);
AT(ctr_waive, fingerprint, 24);
AT(ctr_waive, rule, 32);
AT(ctr_waive, part, 40);
AT(ctr_waive, owner, 48);
AT(ctr_waive, since, 56);
AT(ctr_waive, expires, 64);
SIZE(ctr_waive, 72);
PIN(CTR_POLICY_EFFECTIVE, 1);
/* 0.1: ctr_meeting_spec */
AT(ctr_meeting_spec, struct_size, 0);
AT(ctr_meeting_spec, participant_count, 4);
AT(ctr_meeting_spec, team, 8);
AT(ctr_meeting_spec, name, 16);
AT(ctr_meeting_spec, cadence, 24);
AT(ctr_meeting_spec, day, 32);
AT(ctr_meeting_spec, participants, 40);
AT(ctr_meeting_spec, artefacts, 48);
AT(ctr_meeting_spec, artefact_count, 56);
AT(ctr_meeting_spec, reserved, 60);
SIZE(ctr_meeting_spec, 64);

/* 0.1: ctr_meeting_filter */
AT(ctr_meeting_filter, struct_size, 0);
AT(ctr_meeting_filter, limit, 4);
AT(ctr_meeting_filter, team, 8);
AT(ctr_meeting_filter, name, 16);
AT(ctr_meeting_filter, cadence, 24);
AT(ctr_meeting_filter, after, 32);
SIZE(ctr_meeting_filter, 40);

/* 0.1: ctr_cadence_window */
AT(ctr_cadence_window, struct_size, 0);
AT(ctr_cadence_window, reserved, 4);
AT(ctr_cadence_window, team, 8);
AT(ctr_cadence_window, name, 16);
AT(ctr_cadence_window, cadence, 24);
AT(ctr_cadence_window, from, 32);
AT(ctr_cadence_window, until, 40);
SIZE(ctr_cadence_window, 48);

/* 0.1: ctr_stop_spec */
AT(ctr_stop_spec, struct_size, 0);
AT(ctr_stop_spec, evidence_count, 4);
AT(ctr_stop_spec, team, 8);
AT(ctr_stop_spec, name, 16);
AT(ctr_stop_spec, trigger, 24);
AT(ctr_stop_spec, owner, 32);
AT(ctr_stop_spec, evidence, 40);
SIZE(ctr_stop_spec, 48);

/* 0.1: ctr_stop_filter */
AT(ctr_stop_filter, struct_size, 0);
AT(ctr_stop_filter, limit, 4);
AT(ctr_stop_filter, team, 8);
AT(ctr_stop_filter, name, 16);
AT(ctr_stop_filter, state, 24);
AT(ctr_stop_filter, reserved, 28);
AT(ctr_stop_filter, after, 32);
SIZE(ctr_stop_filter, 40);

/* 0.1: ctr_slo_mark */
AT(ctr_slo_mark, struct_size, 0);
AT(ctr_slo_mark, act, 4);
AT(ctr_slo_mark, team, 8);
AT(ctr_slo_mark, name, 16);
AT(ctr_slo_mark, slo, 24);
AT(ctr_slo_mark, subject, 32);
AT(ctr_slo_mark, at_us, 40);
SIZE(ctr_slo_mark, 48);

/* 0.1: ctr_slo_filter */
AT(ctr_slo_filter, struct_size, 0);
AT(ctr_slo_filter, limit, 4);
AT(ctr_slo_filter, team, 8);
AT(ctr_slo_filter, name, 16);
AT(ctr_slo_filter, slo, 24);
AT(ctr_slo_filter, subject, 32);
AT(ctr_slo_filter, open, 40);
AT(ctr_slo_filter, reserved, 44);
AT(ctr_slo_filter, after, 48);
SIZE(ctr_slo_filter, 56);

/* 0.1: ctr_slo_window */
AT(ctr_slo_window, struct_size, 0);
AT(ctr_slo_window, reserved, 4);
AT(ctr_slo_window, team, 8);
AT(ctr_slo_window, name, 16);
AT(ctr_slo_window, slo, 24);
AT(ctr_slo_window, from_us, 32);
AT(ctr_slo_window, to_us, 40);
SIZE(ctr_slo_window, 48);

/* 0.1: ctr_delegate */
AT(ctr_delegate, struct_size, 0);
AT(ctr_delegate, reserved, 4);
AT(ctr_delegate, team, 8);
AT(ctr_delegate, name, 16);
AT(ctr_delegate, party, 24);
AT(ctr_delegate, to, 32);
AT(ctr_delegate, from_us, 40);
AT(ctr_delegate, until_us, 48);
SIZE(ctr_delegate, 56);

/* 0.1: ctr_timer_subject */
ENUM(ctr_timer_subject);
PIN(CTR_TIMER_DECISION, 1);
PIN(CTR_TIMER_DISPUTE, 2);

/* 0.1: ctr_timer_state */
ENUM(ctr_timer_state);
PIN(CTR_TIMER_RUNNING, 1);
PIN(CTR_TIMER_PAUSED, 2);
PIN(CTR_TIMER_ENDED, 3);

/* 0.1: ctr_timer_stage */
ENUM(ctr_timer_stage);
PIN(CTR_STAGE_WAITING, 1);
PIN(CTR_STAGE_REMINDED, 2);
PIN(CTR_STAGE_OVERDUE, 3);
PIN(CTR_STAGE_EXHAUSTED, 4);

/* 0.1: ctr_action_kind */
ENUM(ctr_action_kind);
PIN(CTR_ACTION_REMIND, 1);
PIN(CTR_ACTION_ESCALATE, 2);
PIN(CTR_ACTION_BREACHED, 3);
PIN(CTR_ACTION_DEEMED_ACCEPTED, 4);
PIN(CTR_ACTION_DEEMED_REJECTED, 5);
PIN(CTR_ACTION_DISPUTE_ESCALATED, 6);

/* 0.1: disputes */
PIN(CTR_DISPUTE_ENTRY, 1);
PIN(CTR_DISPUTE_DECISION, 2);
PIN(CTR_DISPUTE_CHANGE, 3);
PIN(CTR_DISPUTE_OPEN, 1);
PIN(CTR_DISPUTE_ANSWERED, 2);
PIN(CTR_DISPUTE_RESOLVED, 3);
PIN(CTR_DISPUTE_WITHDRAWN, 4);
PIN(CTR_DISPUTE_BY_DECISION, 1);
PIN(CTR_DISPUTE_BY_REVERSAL, 2);
AT(ctr_dispute_spec, struct_size, 0);
AT(ctr_dispute_spec, kind, 4);
AT(ctr_dispute_spec, subject, 8);
AT(ctr_dispute_spec, statement, 16);
AT(ctr_dispute_spec, id, 24);
AT(ctr_dispute_spec, party, 32);
AT(ctr_dispute_spec, against, 40);
SIZE(ctr_dispute_spec, 48);
AT(ctr_dispute_filter, struct_size, 0);
AT(ctr_dispute_filter, limit, 4);
AT(ctr_dispute_filter, team, 8);
AT(ctr_dispute_filter, name, 16);
AT(ctr_dispute_filter, state, 24);
AT(ctr_dispute_filter, reserved, 28);
AT(ctr_dispute_filter, after, 32);
SIZE(ctr_dispute_filter, 40);

/* 0.1: ctr_sweep_options */
AT(ctr_sweep_options, struct_size, 0);
AT(ctr_sweep_options, limit, 4);
AT(ctr_sweep_options, flood_limit, 8);
AT(ctr_sweep_options, reserved, 12);
SIZE(ctr_sweep_options, 16);

/* 0.1: ctr_timer_filter */
AT(ctr_timer_filter, struct_size, 0);
AT(ctr_timer_filter, limit, 4);
AT(ctr_timer_filter, team, 8);
AT(ctr_timer_filter, name, 16);
AT(ctr_timer_filter, until_us, 24);
AT(ctr_timer_filter, state, 32);
AT(ctr_timer_filter, reserved, 36);
AT(ctr_timer_filter, after, 40);
SIZE(ctr_timer_filter, 48);

/* 0.1: ctr_outbox_filter */
AT(ctr_outbox_filter, struct_size, 0);
AT(ctr_outbox_filter, limit, 4);
AT(ctr_outbox_filter, team, 8);
AT(ctr_outbox_filter, name, 16);
AT(ctr_outbox_filter, change, 24);
AT(ctr_outbox_filter, after, 32);
SIZE(ctr_outbox_filter, 40);

/* 0.1: ctr_delivery */
AT(ctr_delivery, struct_size, 0);
AT(ctr_delivery, ok, 4);
AT(ctr_delivery, action, 8);
AT(ctr_delivery, to, 16);
AT(ctr_delivery, detail, 24);
SIZE(ctr_delivery, 32);

int main(void)
{
    return 0;
}
