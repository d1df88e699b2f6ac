#include "CCRC24Q.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

/* Folding after V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009, not reflected.
   The 24-bit generator G is shifted to the top of 32 bits: P = G * x^8, since M * x^32 mod P = (M * x^24 mod G) * x^8.
   The start value is 0, so zero bytes before the message change nothing: the first block is filled up with them, by shuffles, and
   there is no tail. Four accumulators of 16 bytes hide the latency of the multiplier.
   Constants: x^e mod P by e shifts; MU = floor(x^64 / P). */
#define X64 0xd9fe8c00LL
#define X96 0xfd7e0c00LL
#define X128 0x64e4d700LL
#define X192 0x2c8c9d00LL
#define X512 0x467d2400LL
#define X576 0x1f428700LL
#define P32 0x1864cfb00LL
#define MU 0x1f845fe24LL

#define TARGET __attribute__((target("pclmul,sse4.1,ssse3")))

TARGET static inline __m128i load(const uint8_t *p) {
  const __m128i swap = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)p), swap);
}

/* a * x^d + b, where k holds x^(d+64) mod P in its high and x^d mod P in its low half */
TARGET static inline __m128i fold(__m128i a, __m128i k, __m128i b) {
  return _mm_xor_si128(_mm_xor_si128(_mm_clmulepi64_si128(a, k, 0x11), _mm_clmulepi64_si128(a, k, 0x00)), b);
}

/* The sixteen bytes from p + start on, of which those before p are zero. Reads sixteen bytes, none of them before p. */
TARGET static inline __m128i load_filled(const uint8_t *p, ptrdiff_t start) {
  /* From its k-th byte on: swaps, and leaves out the last k bytes, for the first k places. */
  static const uint8_t swap[32] = {15,   14,   13,   12,   11,   10,   9,    8,    7,    6,    5,    4,    3,    2,    1,    0,
                                   0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80};
  const ptrdiff_t at = start < 0 ? 0 : start;
  const ptrdiff_t filled = at - start < 16 ? at - start : 16;
  return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(p + at)), _mm_loadu_si128((const __m128i *)(swap + filled)));
}

TARGET uint32_t ccrc24q_pclmul(const uint8_t *p, size_t n) {
  uint8_t whole[16] = {0};
  if (n < 16) {
    memcpy(whole + 16 - n, p, n);
    p = whole;
    n = 16;
  }
  const ptrdiff_t first = (ptrdiff_t)(n % 64);
  __m128i a = load_filled(p, first - 64), b = load_filled(p, first - 48), c = load_filled(p, first - 32), d = load_filled(p, first - 16);
  p += first;
  n -= (size_t)first;
  const __m128i far = _mm_set_epi64x(X576, X512), near = _mm_set_epi64x(X192, X128);
  for (; n != 0; n -= 64, p += 64) {
    a = fold(a, far, load(p));
    b = fold(b, far, load(p + 16));
    c = fold(c, far, load(p + 32));
    d = fold(d, far, load(p + 48));
  }
  d = fold(fold(fold(a, near, b), near, c), near, d);

  /* d * x^32 mod P: the high half times x^96, the low half shifted; then 96 bits to 64; then Barrett */
  __m128i t = _mm_clmulepi64_si128(d, _mm_set_epi64x(0, X96), 0x01);
  t = _mm_xor_si128(t, _mm_slli_si128(_mm_move_epi64(d), 4));
  const __m128i u = _mm_xor_si128(_mm_clmulepi64_si128(t, _mm_set_epi64x(0, X64), 0x01), t);
  const uint64_t low = (uint64_t)_mm_cvtsi128_si64(u);
  const __m128i top = _mm_cvtsi64_si128((long long)(low >> 32));
  const __m128i q = _mm_srli_epi64(_mm_clmulepi64_si128(top, _mm_set_epi64x(0, MU), 0x00), 32);
  const __m128i r = _mm_clmulepi64_si128(q, _mm_set_epi64x(0, P32), 0x00);
  return (uint32_t)(low ^ (uint64_t)_mm_cvtsi128_si64(r)) >> 8;
}
#else
uint32_t ccrc24q_pclmul(const uint8_t *p, size_t n) {
  (void)p;
  (void)n;
  return 0;
}
#endif
