/* Fuzzer of the YAML reader, and of the choice between the two languages. */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_document(lc_yaml_read, false, data, size);
    fuzz_document(lc_doc_read, true, data, size);
    return 0;
}
