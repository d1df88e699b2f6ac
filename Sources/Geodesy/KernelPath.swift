import CCPU

#if GEODESY_AVX2
  import GeodesyAVX2
#endif

/// Which compilation of the batch kernels runs. Both give the same bits.
package enum KernelPath: Sendable, CaseIterable {
  /// For every processor of the architecture (SSE2, NEON).
  case baseline
  /// For x86-64 processors with AVX2; the same as `baseline` where the package was built without it.
  case avx2

  /// The fastest path of this processor and operating system.
  package static let best: KernelPath = isAVX2Available ? .avx2 : .baseline

  /// Whether `avx2` was built in and the processor and operating system offer it.
  package static var isAVX2Available: Bool {
    #if GEODESY_AVX2
      ccpu_has_avx2() != 0
    #else
      false
    #endif
  }
}
