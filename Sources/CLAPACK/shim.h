// LAPACK and BLAS with 32-bit integers, as every implementation of them exports: of the many routines the few that dense covariance
// matrices need, by value instead of by pointer. Matrices are column-major. Source: netlib.org/lapack, dpotrf, dpotri; netlib.org/blas, dtrsm, dgemm.
#ifndef JIZHUN_CLAPACK_H
#define JIZHUN_CLAPACK_H

void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void dtrsm_(const char *side, const char *uplo, const char *transa, const char *diag, const int *m, const int *n, const double *alpha,
            const double *a, const int *lda, double *b, const int *ldb);
void dgemm_(const char *transa, const char *transb, const int *m, const int *n, const int *k, const double *alpha, const double *a,
            const int *lda, const double *b, const int *ldb, const double *beta, double *c, const int *ldc);

// Cholesky factor U (UᵀU = A) in the upper triangle; returns 0, or the order of the minor that is not positive.
static inline int clapack_potrf(int n, double *a) {
  int info;
  dpotrf_("U", &n, a, &n, &info);
  return info;
}

// From the factor of clapack_potrf the inverse, in the upper triangle; returns 0, or the index of a zero on the diagonal.
static inline int clapack_potri(int n, double *a) {
  int info;
  dpotri_("U", &n, a, &n, &info);
  return info;
}

// B ← U⁻ᵀ B (transposed) or U⁻¹ B, U of n × n, B of n × m.
static inline void clapack_solve_upper(int transposed, int n, int m, const double *u, double *b) {
  const double one = 1;
  dtrsm_("L", "U", transposed ? "T" : "N", "N", &n, &m, &one, u, &n, b, &n);
}

// C ← Aᵀ B, A of k × m, B of k × n, C of m × n.
static inline void clapack_product(int m, int n, int k, const double *a, const double *b, double *c) {
  const double one = 1, zero = 0;
  const int lda = k > 1 ? k : 1, ldc = m > 1 ? m : 1;
  dgemm_("T", "N", &m, &n, &k, &one, a, &lda, b, &lda, &zero, c, &ldc);
}

// How many threads OpenBLAS takes for one product; other implementations have no such functions, and 0 says so.
extern int openblas_get_num_threads(void) __attribute__((weak));
extern void openblas_set_num_threads(int count) __attribute__((weak));

static inline int clapack_threads(void) { return openblas_get_num_threads ? openblas_get_num_threads() : 0; }

static inline void clapack_set_threads(int count) {
  if (openblas_set_num_threads && count > 0) openblas_set_num_threads(count);
}

#endif
