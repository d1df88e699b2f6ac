// The batch kernels. This folder is compiled twice: into `Geodesy` for the baseline processor of the architecture, and, on x86-64, into
// `GeodesyAVX2` with `-target-cpu haswell`. `KernelPath` chooses between the two when the program runs.
//
// Rules for everything in this folder:
// - It imports nothing. What the AVX2 module exports are plain functions on pointers to Double and Float: no SIMD type by value (its calling
//   convention differs between the two targets), no generics, nothing inlinable. Otherwise the linker could pick an AVX2 copy of a shared
//   helper for the whole program, which then dies on an older processor; `scripts/check-avx2-leak` looks for that.
// - All other functions are `@inline(__always)`, so that no helper is left to share.
// - No fused multiply–add and no C library: the same bits on every processor.
// - `count` is a multiple of eight, pointers are valid for `count` elements, and outputs do not overlap inputs. The only callers are in
//   BatchConversions.swift and Grids/GridBatch.swift, through Columns.swift, which see to that.

/// Eight values from position i on.
@inline(__always)
func load(_ pointer: UnsafePointer<Double>, _ i: Int) -> Lanes { UnsafeRawPointer(pointer + i).loadUnaligned(as: Lanes.self) }

/// Stores eight values from position i on.
@inline(__always)
func store(_ value: Lanes, _ pointer: UnsafeMutablePointer<Double>, _ i: Int) {
  UnsafeMutableRawPointer(pointer + i).storeBytes(of: value, as: Lanes.self)
}

/// A poison: zero where a condition holds, NaN where it fails.
///
/// Conditions are taken one at a time because the compiler packs the conjunction of two comparisons into narrow integers and back.
@inline(__always)
func poison(unless condition: SIMDMask<SIMD8<Int64>>) -> Lanes { lanes(.nan).replacing(with: 0, where: condition) }

/// A poison that also strikes where this condition fails.
@inline(__always)
func poison(_ other: Lanes, unless condition: SIMDMask<SIMD8<Int64>>) -> Lanes { lanes(.nan).replacing(with: other, where: condition) }

/// The value where the poison is zero; elsewhere one and the same NaN, since the sign and payload of a NaN that arithmetic passes on depend
/// on how the compiler ordered the operands.
@inline(__always)
func apply(_ poison: Lanes, to value: Lanes) -> Lanes { lanes(.nan).replacing(with: value, where: poison .== 0) }
