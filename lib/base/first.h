/*
 * The structs that callers fill, as large as they were in their first release: the least size that
 * a call takes. A struct that grows keeps its row as it is. tests/abi/t_pins.c holds the numbers.
 */
#ifndef LC_BASE_FIRST_H
#define LC_BASE_FIRST_H

#include <contracts/contracts.h>

/* The size of a struct that ends behind `last`. */
#define LC_THROUGH(type, last)                                                                     \
    ((offsetof(type, last) + sizeof(((type *)0)->last) + _Alignof(type) - 1) / _Alignof(type) *    \
     _Alignof(type))

enum {
    /* 0.1 */
    LC_FIRST_ctr_account_spec = LC_THROUGH(ctr_account_spec, hi),
    LC_FIRST_ctr_allocator = LC_THROUGH(ctr_allocator, user),
    LC_FIRST_ctr_assess = LC_THROUGH(ctr_assess, hold),
    LC_FIRST_ctr_balance_query = LC_THROUGH(ctr_balance_query, day),
    LC_FIRST_ctr_build_filter = LC_THROUGH(ctr_build_filter, after),
    LC_FIRST_ctr_build_spec = LC_THROUGH(ctr_build_spec, part_count),
    LC_FIRST_ctr_cadence_window = LC_THROUGH(ctr_cadence_window, until),
    LC_FIRST_ctr_calendar_options = LC_THROUGH(ctr_calendar_options, allocator),
    LC_FIRST_ctr_call = LC_THROUGH(ctr_call, if_revision),
    LC_FIRST_ctr_change_filter = LC_THROUGH(ctr_change_filter, after),
    LC_FIRST_ctr_classify_options = LC_THROUGH(ctr_classify_options, allocator),
    LC_FIRST_ctr_consumer_filter = LC_THROUGH(ctr_consumer_filter, after),
    LC_FIRST_ctr_consumer_spec = LC_THROUGH(ctr_consumer_spec, part_count),
    LC_FIRST_ctr_contract_filter = LC_THROUGH(ctr_contract_filter, after),
    LC_FIRST_ctr_create = LC_THROUGH(ctr_create, metadata),
    LC_FIRST_ctr_decision_filter = LC_THROUGH(ctr_decision_filter, after),
    LC_FIRST_ctr_delegate = LC_THROUGH(ctr_delegate, until_us),
    LC_FIRST_ctr_delivery = LC_THROUGH(ctr_delivery, detail),
    LC_FIRST_ctr_diff_options = LC_THROUGH(ctr_diff_options, newer_label),
    LC_FIRST_ctr_dispute_filter = LC_THROUGH(ctr_dispute_filter, after),
    LC_FIRST_ctr_dispute_spec = LC_THROUGH(ctr_dispute_spec, against),
    LC_FIRST_ctr_edit = LC_THROUGH(ctr_edit, metadata),
    LC_FIRST_ctr_entry_filter = LC_THROUGH(ctr_entry_filter, pending),
    LC_FIRST_ctr_entry_spec = LC_THROUGH(ctr_entry_spec, rate_date),
    LC_FIRST_ctr_event_filter = LC_THROUGH(ctr_event_filter, origin),
    LC_FIRST_ctr_evolve = LC_THROUGH(ctr_evolve, document),
    LC_FIRST_ctr_export_options = LC_THROUGH(ctr_export_options, reserved),
    LC_FIRST_ctr_import_options = LC_THROUGH(ctr_import_options, file),
    LC_FIRST_ctr_layout_options = LC_THROUGH(ctr_layout_options, allocator),
    LC_FIRST_ctr_ledger_import_options = LC_THROUGH(ctr_ledger_import_options, file),
    LC_FIRST_ctr_meeting_filter = LC_THROUGH(ctr_meeting_filter, after),
    LC_FIRST_ctr_meeting_spec = LC_THROUGH(ctr_meeting_spec, reserved),
    LC_FIRST_ctr_metrics_options = LC_THROUGH(ctr_metrics_options, until),
    LC_FIRST_ctr_modifier_goals = LC_THROUGH(ctr_modifier_goals, evidence_count),
    LC_FIRST_ctr_outbox_filter = LC_THROUGH(ctr_outbox_filter, after),
    LC_FIRST_ctr_resolution = LC_THROUGH(ctr_resolution, posting_count),
    LC_FIRST_ctr_risk_move = LC_THROUGH(ctr_risk_move, evidence_count),
    LC_FIRST_ctr_run_filter = LC_THROUGH(ctr_run_filter, after),
    LC_FIRST_ctr_run_spec = LC_THROUGH(ctr_run_spec, instance),
    LC_FIRST_ctr_share_amounts = LC_THROUGH(ctr_share_amounts, marginal_rate),
    LC_FIRST_ctr_share_input = LC_THROUGH(ctr_share_input, cost),
    LC_FIRST_ctr_slo_filter = LC_THROUGH(ctr_slo_filter, after),
    LC_FIRST_ctr_slo_mark = LC_THROUGH(ctr_slo_mark, at_us),
    LC_FIRST_ctr_slo_window = LC_THROUGH(ctr_slo_window, to_us),
    LC_FIRST_ctr_waive = LC_THROUGH(ctr_waive, expires),
    LC_FIRST_ctr_source = LC_THROUGH(ctr_source, reserved),
    LC_FIRST_ctr_sow_measurement = LC_THROUGH(ctr_sow_measurement, evidence),
    LC_FIRST_ctr_statement_query = LC_THROUGH(ctr_statement_query, until),
    LC_FIRST_ctr_stop_filter = LC_THROUGH(ctr_stop_filter, after),
    LC_FIRST_ctr_stop_spec = LC_THROUGH(ctr_stop_spec, evidence),
    LC_FIRST_ctr_store_options = LC_THROUGH(ctr_store_options, cache_entries),
    LC_FIRST_ctr_sweep_options = LC_THROUGH(ctr_sweep_options, reserved),
    LC_FIRST_ctr_sync_options = LC_THROUGH(ctr_sync_options, team),
    LC_FIRST_ctr_timer_filter = LC_THROUGH(ctr_timer_filter, after),
    LC_FIRST_ctr_validate_options = LC_THROUGH(ctr_validate_options, cancel)
};

#endif
