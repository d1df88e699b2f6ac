public import GNSS

/// Code biases: RTCM 1059, 1065, 1242, 1248, 1254, 1260; IGS SSR 4076, sub-types 25, 45, 65, 85, 105, 125.
///
/// Recorded frames prove 1059, 1065, 1242, 1260 and the sub-types 25, 45, 65; the others rest on public decoders (BNC, RTKLIB, pyrtcm).
public struct SSRCodeBiases: SSRCorrections {
  /// codeBias.
  public static var content: SSRContent { .codeBias }

  /// The code bias of a signal: 19 bits.
  public struct Bias: FieldGroup, Equatable {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .codeBias)
    /// Signal identifier as sent; see `signal`.
    public var signalID: UInt8 = 0
    /// The bias, 0.01 m (DF383, IDF025).
    public var biasRaw: Int16 = 0

    /// All fields zero.
    @inline(__always)
    public init() {}

    /// The signal; nil for an identifier that no table knows.
    public var signal: Signal? { SSRSignals.signal(signalID, of: kind) }
    /// The bias, m.
    public var bias: Double { DataField.ssrCodeBias(igs: false).value(biasRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let igs = m.kind.format == .igs
      v.field(m.kind.signalField, &m.signalID)
      v.field(.ssrCodeBias(igs: igs), &m.biasRaw)
    }
  }

  /// The code biases of a satellite.
  public struct Satellite: SSRSatelliteGroup {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .codeBias)
    /// Satellite identifier as sent; see `satellite`.
    public var satelliteID: UInt8 = 0
    /// The biases (DF379, IDF023).
    public var biases = BoundedArray<31, Bias>()

    /// All fields zero.
    @inline(__always)
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let igs = m.kind.format == .igs
      v.field(m.kind.satelliteField, &m.satelliteID)
      v.count(.ssrCodeBiasCount(igs: igs), of: &m.biases)
      for i in m.biases.indices { m.biases[i].kind = m.kind }
      v.list("biases", &m.biases)
    }
  }

  /// What stands before the satellites.
  public var header = SSRHeader(kind: SSRKind(gps: .codeBias))
  /// The satellites (DF387, IDF010).
  public var satellites = BoundedArray<63, Satellite>()

  /// An empty message for GPS, 1059.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    SSRHeader.visit(&m.header, &v)
    v.satellites(m.header, &m.satellites)
  }
}
