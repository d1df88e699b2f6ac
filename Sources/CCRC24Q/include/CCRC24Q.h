#ifndef CCRC24Q_H
#define CCRC24Q_H
#include <stddef.h>
#include <stdint.h>
/* CRC-24Q (generator 0x1864CFB, start value 0) of n bytes, in the low 24 bits, by carry-less multiplication.
   Call it only where ccpu_has_pclmul() is not 0; on other architectures it returns 0. It reads nothing outside p[0 ..< n]. */
uint32_t ccrc24q_pclmul(const uint8_t *p, size_t n);
#endif
