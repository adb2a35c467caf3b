/**
 * @file contracts/contracts.h
 * @brief libcontracts: contracts between teams, services and agents, in one SQLite file.
 *
 * Reading order: error.h, types.h, store.h, spec.h, contract.h, consumer.h, event.h, batch.h,
 * exchange.h, terms.h, sow.h, change.h, adr.h, timer.h, dispute.h, calendar.h, share.h,
 * ledger.h, audit.h, chart.h, assess.h, statement.h, risk.h, slo.h, stop_line.h, cadence.h,
 * environment.h, can.h, layout.h, metrics.h, validate.h, modifier.h, whatif.h. The rules that
 * hold everywhere:
 *
 * - Strings are NUL-terminated UTF-8; documents are (pointer, size). Anything else is refused.
 * - Times are int64_t microseconds since 1970 UTC, to the end of 9999; what a call is given beyond
 *   that is CTR_E_ARGUMENT (calendars begin with the year 1); 0 stands for none. Booleans are int 0
 *   or 1.
 * - Parameters come in the order object, inputs, options, out, err.
 * - `out` is set to NULL on entry and stays so on failure; on failure the store is as it was.
 * - [owned] things are freed by the caller with the function named; they outlive the store.
 *   [borrowed from X] things live as long as X.
 * - `_free(NULL)` does nothing. A getter given NULL answers NULL, 0 or "", or what its comment says
 *   where that is another value.
 * - Structs of options begin with their size; `_init` fills in size and defaults. A NULL pointer
 *   to options stands for the defaults.
 * - Callbacks run on the calling thread, inside the call; using the same store in one is
 *   CTR_E_ARGUMENT.
 * - The library starts no threads, prints nothing, reads no environment, installs no signal
 *   handlers.
 */
#ifndef CONTRACTS_CONTRACTS_H
#define CONTRACTS_CONTRACTS_H

#include <contracts/abi.h>
#include <contracts/adr.h>
#include <contracts/assess.h>
#include <contracts/audit.h>
#include <contracts/batch.h>
#include <contracts/cadence.h>
#include <contracts/calendar.h>
#include <contracts/can.h>
#include <contracts/change.h>
#include <contracts/chart.h>
#include <contracts/consumer.h>
#include <contracts/contract.h>
#include <contracts/dispute.h>
#include <contracts/environment.h>
#include <contracts/error.h>
#include <contracts/event.h>
#include <contracts/exchange.h>
#include <contracts/layout.h>
#include <contracts/ledger.h>
#include <contracts/metrics.h>
#include <contracts/modifier.h>
#include <contracts/policy.h>
#include <contracts/risk.h>
#include <contracts/share.h>
#include <contracts/slo.h>
#include <contracts/sow.h>
#include <contracts/spec.h>
#include <contracts/statement.h>
#include <contracts/stop_line.h>
#include <contracts/store.h>
#include <contracts/terms.h>
#include <contracts/timer.h>
#include <contracts/types.h>
#include <contracts/validate.h>
#include <contracts/version.h>
#include <contracts/whatif.h>

#endif
