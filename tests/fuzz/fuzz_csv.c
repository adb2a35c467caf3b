/* Fuzzer of the CSV reader. */
#include "reading.h"

#include "codec/csv_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lc_csv_has_column(lc_str_n((const char *)data, size), "id");
    fuzz_document(lc_csv_read, false, data, size);
    return 0;
}
