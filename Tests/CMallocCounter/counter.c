#include "CMallocCounter.h"
#include <stdatomic.h>
#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define COUNTER_OFF 1
#endif
#endif

static _Atomic uint64_t calls, bytes;
static _Thread_local uint64_t thread_calls;
uint64_t cmalloc_count(void) { return calls; }
uint64_t cmalloc_bytes(void) { return bytes; }
uint64_t cmalloc_thread_count(void) { return thread_calls; }

#ifdef COUNTER_OFF
int cmalloc_active(void) { return 0; }
#else
int cmalloc_active(void) { return 1; }
/* Strong definitions in the executable take precedence over glibc's, for libswiftCore too. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
static void hit(size_t n) {
  thread_calls++;
  atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&bytes, n, memory_order_relaxed);
}
void *malloc(size_t n) { hit(n); return __libc_malloc(n); }
void *calloc(size_t a, size_t b) { hit(a * b); return __libc_calloc(a, b); }
void *realloc(void *p, size_t n) { hit(n); return __libc_realloc(p, n); }
int posix_memalign(void **p, size_t a, size_t n) { hit(n); *p = __libc_memalign(a, n); return *p ? 0 : 12; }
void *aligned_alloc(size_t a, size_t n) { hit(n); return __libc_memalign(a, n); }
#endif
