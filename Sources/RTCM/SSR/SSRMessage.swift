/// A state-space message inside `Message`: the payload as sent, checked against its layout, to be read into typed storage of the caller.
///
/// Typed, the longest of them takes 25 kB, twenty-four times what any other message takes. Kept as sent it takes no more than a raw message, so
/// that values of `Message` stay cheap to copy. `read(into:)` decodes it; `Message.visitFields` goes over its fields like those of any
/// other message. Who takes in many should look at `SSRKind(payload:)` and decode payloads straight into an `SSRCorrections`.
public struct SSRMessage: Sendable, Equatable {
  /// What the message carries, for which system, in which format.
  public private(set) var kind: SSRKind
  /// The whole payload, its number included.
  public private(set) var payload: BoundedArray<1023, UInt8>

  /// A copy of a payload whose fields are all there. Precondition: at most 1023 bytes, as every frame has.
  @inline(never)
  public init(kind: SSRKind, payload bytes: RawSpan) throws(DecodeError) {
    precondition(bytes.byteCount <= RTCMStandard.maximumPayload, "an RTCM payload has at most 1023 bytes")
    self.kind = kind
    payload = BoundedArray(copying: bytes)
    switch kind.content {
    case .orbit: try check(SSROrbits.self)
    case .clock: try check(SSRClocks.self)
    case .codeBias: try check(SSRCodeBiases.self)
    case .combined: try check(SSROrbitsAndClocks.self)
    case .ura: try check(SSRAccuracies.self)
    case .highRateClock: try check(SSRHighRateClocks.self)
    case .phaseBias: try check(SSRPhaseBiases.self)
    case .vtec: try check(SSRIonosphere.self)
    }
  }

  /// A message in typed storage as it would be sent.
  public init<C: SSRCorrections>(_ corrections: C) throws(EncodeError) {
    var builder = FrameBuilder()
    try builder.build(corrections)
    kind = corrections.header.kind
    payload = BoundedArray(copying: builder.payload)
  }

  /// Reads the message into typed storage of its content; a storage of another content is an error. Does not allocate.
  public func read<C: SSRCorrections>(into corrections: inout C) throws(DecodeError) {
    guard C.content == kind.content else { throw .wrongNumber(found: kind.number) }
    try payload.withBytes { bytes throws(DecodeError) in try C.decode(bytes, into: &corrections) }
  }

  @inline(never)
  private func check<C: SSRCorrections>(_ type: C.Type) throws(DecodeError) {
    var corrections = C()
    try read(into: &corrections)
  }

  /// Goes over the fields after the message number, and takes up what the visitor changed.
  @inline(never)
  public mutating func visitFields<V: FieldVisitor>(_ visitor: inout V) {
    switch kind.content {
    case .orbit: visit(SSROrbits.self, &visitor)
    case .clock: visit(SSRClocks.self, &visitor)
    case .codeBias: visit(SSRCodeBiases.self, &visitor)
    case .combined: visit(SSROrbitsAndClocks.self, &visitor)
    case .ura: visit(SSRAccuracies.self, &visitor)
    case .highRateClock: visit(SSRHighRateClocks.self, &visitor)
    case .phaseBias: visit(SSRPhaseBiases.self, &visitor)
    case .vtec: visit(SSRIonosphere.self, &visitor)
    }
  }

  @inline(never)
  private mutating func visit<C: SSRCorrections, V: FieldVisitor>(_ type: C.Type, _ visitor: inout V) {
    var corrections = C()
    do {
      try read(into: &corrections)
      let before = corrections
      C.visit(&corrections, &visitor)
      if corrections != before { self = try SSRMessage(corrections) }
    } catch is EncodeError {
      visitor.refuse("a value does not fit its field, or the message its frame")
    } catch {
      visitor.refuse("the payload ends before the fields do")  // cannot be: it was checked when it came
    }
  }
}
