// From spans to the pointers that the kernels take.
//
// Why this is safe: the callers have compared the counts; a pointer does not leave the closures of its spans; exclusivity keeps
// `inout` output columns apart from each other and from the inputs; and a kernel, which works on eight points at a time, is only ever
// called with a multiple of eight: the rest goes through a buffer on the stack.

typealias Input = UnsafePointer<Double>
typealias Output = UnsafeMutablePointer<Double>

/// Calls the kernel with two input columns and one output column of equal count.
@inline(__always)
func convert(_ a: Span<Double>, _ b: Span<Double>, _ p: inout MutableSpan<Double>, _ kernel: (Input, Input, Output, Int) -> Void) {
  let count = a.count
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      p.withUnsafeMutableBufferPointer { p in
        guard let a = a.baseAddress, let b = b.baseAddress, let p = p.baseAddress else { return }
        inBlocks([a, b], [p], count) { i, o, count in kernel(i[0], i[1], o[0], count) }
      }
    }
  }
}

/// Calls the kernel with two input and two output columns of equal count.
@inline(__always)
func convert(
  _ a: Span<Double>, _ b: Span<Double>, _ p: inout MutableSpan<Double>, _ q: inout MutableSpan<Double>,
  _ kernel: (Input, Input, Output, Output, Int) -> Void
) {
  let count = a.count
  withPointers(a, b, &p, &q) { a, b, p, q in
    inBlocks([a, b], [p, q], count) { i, o, count in kernel(i[0], i[1], o[0], o[1], count) }
  }
}

/// Calls the kernel with two input and four output columns of equal count.
@inline(__always)
func convert(
  _ a: Span<Double>, _ b: Span<Double>, _ p: inout MutableSpan<Double>, _ q: inout MutableSpan<Double>, _ r: inout MutableSpan<Double>,
  _ s: inout MutableSpan<Double>, _ kernel: (Input, Input, Output, Output, Output, Output, Int) -> Void
) {
  let count = a.count
  r.withUnsafeMutableBufferPointer { r in
    s.withUnsafeMutableBufferPointer { s in
      guard let r = r.baseAddress, let s = s.baseAddress else { return }
      withPointers(a, b, &p, &q) { a, b, p, q in
        inBlocks([a, b], [p, q, r, s], count) { i, o, count in kernel(i[0], i[1], o[0], o[1], o[2], o[3], count) }
      }
    }
  }
}

/// Calls the kernel with three input and three output columns of equal count.
@inline(__always)
func convert(
  _ a: Span<Double>, _ b: Span<Double>, _ c: Span<Double>, _ p: inout MutableSpan<Double>, _ q: inout MutableSpan<Double>,
  _ r: inout MutableSpan<Double>, _ kernel: (Input, Input, Input, Output, Output, Output, Int) -> Void
) {
  let count = a.count
  c.withUnsafeBufferPointer { c in
    r.withUnsafeMutableBufferPointer { r in
      guard let c = c.baseAddress, let r = r.baseAddress else { return }
      withPointers(a, b, &p, &q) { a, b, p, q in
        inBlocks([a, b, c], [p, q, r], count) { i, o, count in kernel(i[0], i[1], i[2], o[0], o[1], o[2], count) }
      }
    }
  }
}

/// Pointers to two input and two output columns; nothing is called where a column is empty.
@inline(__always)
private func withPointers(
  _ a: Span<Double>, _ b: Span<Double>, _ p: inout MutableSpan<Double>, _ q: inout MutableSpan<Double>,
  _ body: (Input, Input, Output, Output) -> Void
) {
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      p.withUnsafeMutableBufferPointer { p in
        q.withUnsafeMutableBufferPointer { q in
          guard let a = a.baseAddress, let b = b.baseAddress, let p = p.baseAddress, let q = q.baseAddress else { return }
          body(a, b, p, q)
        }
      }
    }
  }
}

/// Calls the kernel with the largest multiple of eight points, and once more with the rest, padded with zeros to eight.
@inline(__always)
private func inBlocks<let n: Int, let m: Int>(
  _ inputs: InlineArray<n, Input>, _ outputs: InlineArray<m, Output>, _ count: Int,
  _ kernel: (InlineArray<n, Input>, InlineArray<m, Output>, Int) -> Void
) {
  let whole = count & ~7
  if whole > 0 { kernel(inputs, outputs, whole) }
  let rest = count - whole
  guard rest > 0 else { return }
  var buffer = InlineArray<64, Double>(repeating: 0)  // n + m ≤ 8 columns of eight
  var span = buffer.mutableSpan
  span.withUnsafeMutableBufferPointer { buffer in
    let start = buffer.baseAddress!  // never empty: 64 elements
    let paddedInputs = InlineArray<n, Input> { column in
      (start + 8 * column).update(from: inputs[column] + whole, count: rest)
      return Input(start + 8 * column)
    }
    let paddedOutputs = InlineArray<m, Output> { column in start + 8 * (n + column) }
    kernel(paddedInputs, paddedOutputs, 8)
    for column in 0..<m { (outputs[column] + whole).update(from: start + 8 * (n + column), count: rest) }
  }
}
