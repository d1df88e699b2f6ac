#ifndef CMALLOC_COUNTER_H
#define CMALLOC_COUNTER_H
#include <stdint.h>
/* Counts every heap allocation of the test process (malloc, calloc, realloc, aligned forms).
   Link it into test bundles only. Under a sanitizer the counter stays at 0 and `cmalloc_active` says so. */
uint64_t cmalloc_count(void);
/* The same for the calling thread alone: what a synchronous stretch of a test allocates, whatever other tests do meanwhile. */
uint64_t cmalloc_thread_count(void);
uint64_t cmalloc_bytes(void);
int cmalloc_active(void);
#endif
