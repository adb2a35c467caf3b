/**
 * @file contracts/abi.h
 * @brief Linkage and attributes of the public interface.
 */
#ifndef CONTRACTS_ABI_H
#define CONTRACTS_ABI_H

#if defined(__GNUC__)
#define CTR_API __attribute__((visibility("default")))
#define CTR_NODISCARD __attribute__((warn_unused_result))
#else
#define CTR_API
#define CTR_NODISCARD
#endif

#ifdef __cplusplus
#define CTR_BEGIN_DECLS extern "C" {
#define CTR_END_DECLS }
#else
#define CTR_BEGIN_DECLS
#define CTR_END_DECLS
#endif

#endif
