public import GNSS

/// Phase biases: RTCM 1265–1270; IGS SSR 4076, sub-types 26, 46, 66, 86, 106, 126.
///
/// The numbers are a proposal that is on air; recorded frames prove 1265, 1267 and 1270 to the last bit. A bias has 32 bits without a
/// standard deviation (BNC, Swift, ginan, cssrlib; RTKLIB 2.4.3 reads 17 bits more). The others rest on these decoders.
public struct SSRPhaseBiases: SSRCorrections {
  /// phaseBias.
  public static var content: SSRContent { .phaseBias }

  /// The phase bias of a signal: 32 bits.
  public struct Bias: FieldGroup, Equatable {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .phaseBias)
    /// Signal identifier as sent; see `signal`.
    public var signalID: UInt8 = 0
    /// The bias leaves integer ambiguities (DF483, IDF029).
    public var integer = false
    /// Wide lanes with this signal have integer ambiguities, two bits as sent (DF484, IDF030).
    public var wideLaneInteger: UInt8 = 0
    /// Counts the discontinuities of the bias (DF485, IDF031).
    public var discontinuity: UInt8 = 0
    /// The bias, 0.1 mm (DF482, IDF028).
    public var biasRaw: Int32 = 0

    /// All fields zero.
    @inline(__always)
    public init() {}

    /// The signal; nil for an identifier that no table knows.
    public var signal: Signal? { SSRSignals.signal(signalID, of: kind) }
    /// The bias, m.
    public var bias: Double { DataField.ssrPhaseBias(igs: false).value(biasRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let igs = m.kind.format == .igs
      v.field(m.kind.signalField, &m.signalID)
      v.flag(.ssrIntegerSignal(igs: igs), &m.integer)
      v.field(.ssrIntegerWideLane(igs: igs), &m.wideLaneInteger)
      v.field(.ssrDiscontinuity(igs: igs), &m.discontinuity)
      v.field(.ssrPhaseBias(igs: igs), &m.biasRaw)
    }
  }

  /// The phase biases and the attitude of a satellite.
  public struct Satellite: SSRSatelliteGroup {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .phaseBias)
    /// Satellite identifier as sent; see `satellite`.
    public var satelliteID: UInt8 = 0
    /// Yaw angle, 1/256 semicircle (DF480, IDF026).
    public var yawRaw: UInt16 = 0
    /// Yaw rate, 1/8192 semicircle per second (DF481, IDF027).
    public var yawRateRaw: Int8 = 0
    /// The biases (DF479, IDF023).
    public var biases = BoundedArray<31, Bias>()

    /// All fields zero.
    @inline(__always)
    public init() {}

    /// Yaw angle, rad.
    public var yaw: Double { DataField.ssrYaw(igs: false).value(yawRaw) * .pi }
    /// Yaw rate, rad/s.
    public var yawRate: Double { DataField.ssrYawRate(igs: false).value(yawRateRaw) * .pi }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let igs = m.kind.format == .igs
      v.field(m.kind.satelliteField, &m.satelliteID)
      v.count(.ssrPhaseBiasCount(igs: igs), of: &m.biases)
      v.field(.ssrYaw(igs: igs), &m.yawRaw)
      v.field(.ssrYawRate(igs: igs), &m.yawRateRaw)
      for i in m.biases.indices { m.biases[i].kind = m.kind }
      v.list("biases", &m.biases)
    }
  }

  /// What stands before the satellites.
  public var header = SSRHeader(kind: SSRKind(gps: .phaseBias))
  /// The satellites (DF387, IDF010).
  public var satellites = BoundedArray<63, Satellite>()

  /// An empty message for GPS, 1265.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    SSRHeader.visit(&m.header, &v)
    v.satellites(m.header, &m.satellites)
  }
}
