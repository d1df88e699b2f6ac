#include "CCPU.h"

#if defined(__x86_64__)
/* __builtin_cpu_supports asks cpuid and, for AVX2, xgetbv as well: the OS must save the ymm registers. */
int ccpu_has_avx2(void) { return __builtin_cpu_supports("avx2") != 0; }
int ccpu_has_pclmul(void) { return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1"); }
#else
int ccpu_has_avx2(void) { return 0; }
int ccpu_has_pclmul(void) { return 0; }
#endif
