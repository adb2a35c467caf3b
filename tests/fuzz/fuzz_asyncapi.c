/* Fuzzer of the AsyncAPI room. */
#include "api.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_api(CTR_FORMAT_ASYNCAPI, data, size);
}
