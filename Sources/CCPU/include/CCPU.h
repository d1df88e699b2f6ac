#ifndef CCPU_H
#define CCPU_H
/* Which optional instructions this CPU and its operating system offer. Always 0 where the architecture has no such thing. */
int ccpu_has_avx2(void);
int ccpu_has_pclmul(void);
#endif
