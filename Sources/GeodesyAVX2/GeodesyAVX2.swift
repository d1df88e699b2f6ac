// GeodesyAVX2: the kernels of Sources/Geodesy/Kernels (a symbolic link here), compiled with `-target-cpu haswell` in optimised builds.
//
// Nothing else may enter: every function of this module may hold AVX2 instructions, and is called only after `KernelPath` has asked
// the processor.
