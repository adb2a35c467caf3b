/* Fuzzer of the JSON reader and writer. */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_document(lc_json_read, false, data, size);
    fuzz_document(lc_json_read, true, data, size);
    return 0;
}
