/// Vertical total electron content as spherical harmonics: RTCM 1264; IGS SSR 4076, sub-type 201.
///
/// Recorded frames prove both to the last bit. Layers, degree and order are sent minus one. Cosine coefficients come first, for orders
/// m = 0…M and degrees n = m…N, then the sine coefficients for m = 1…M (BNC, pyrtcm's 4076; other decoders stop one short or swap the two).
public struct SSRIonosphere: SSRCorrections {
  /// vtec.
  public static var content: SSRContent { .vtec }

  /// A layer and its coefficients.
  public struct Layer: FieldGroup, Equatable {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .vtec)
    /// Height, 10 km (DF473, IDF036).
    public var heightRaw: UInt8 = 0
    /// Degree minus one (DF474, IDF037).
    public var degreeRaw: UInt8 = 0
    /// Order minus one (DF475, IDF038).
    public var orderRaw: UInt8 = 0
    /// Cosine coefficients, 0.005 TECU: by order, in an order by degree (DF476, IDF039).
    public var cosines = BoundedArray<153, Int16>()
    /// Sine coefficients, 0.005 TECU: by order from 1, in an order by degree (DF477, IDF040).
    public var sines = BoundedArray<136, Int16>()

    /// Degree and order 1, coefficients as `resizeToDegree` gives them room.
    @inline(__always)
    public init() {}

    /// Height, m.
    public var height: Double { Double(heightRaw) * 10_000 }
    /// Degree N, 1…16.
    public var degree: Int { Int(degreeRaw & 15) + 1 }
    /// Order M, 1…16. Orders above the degree have no coefficients.
    public var order: Int { Int(orderRaw & 15) + 1 }

    /// How many cosine coefficients come before those of an order m ≤ N + 1: the sum of N − k + 1 over k < m.
    @inline(__always)
    private func cosinesBefore(_ m: Int) -> Int { m &* (degree &+ 1) &- m &* (m &- 1) / 2 }

    /// Gives the coefficients the room that degree and order ask for.
    @inline(__always)
    public mutating func resizeToDegree() {
      let all = cosinesBefore(min(order, degree) &+ 1)
      cosines.resize(to: all)
      sines.resize(to: all &- (degree &+ 1))
    }

    /// The cosine coefficient of degree n and order m, TECU; nil where the message has none.
    public func cosine(degree n: Int, order m: Int) -> Double? {
      guard m >= 0, m <= min(order, degree), n >= m, n <= degree else { return nil }
      let place = cosinesBefore(m) + n - m
      return place < cosines.count ? DataField.ssrCosine(igs: false).value(cosines[place]) : nil
    }

    /// The sine coefficient of degree n and order m, TECU; nil where the message has none.
    public func sine(degree n: Int, order m: Int) -> Double? {
      guard m >= 1, m <= min(order, degree), n >= m, n <= degree else { return nil }
      let place = cosinesBefore(m) - (degree + 1) + n - m
      return place < sines.count ? DataField.ssrSine(igs: false).value(sines[place]) : nil
    }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let igs = m.kind.format == .igs
      v.field(.ssrLayerHeight(igs: igs), &m.heightRaw)
      v.field(.ssrDegree(igs: igs), &m.degreeRaw)
      v.field(.ssrOrder(igs: igs), &m.orderRaw)
      m.resizeToDegree()
      v.values(.ssrCosine(igs: igs), &m.cosines)
      v.values(.ssrSine(igs: igs), &m.sines)
    }
  }

  /// What stands before the layers.
  public var header = SSRHeader(kind: SSRKind(gps: .vtec))
  /// Quality, 0.05 TECU (DF478, IDF041).
  public var qualityRaw: UInt16 = 0
  /// The layers, 1…4 (DF472, IDF035).
  public var layers = BoundedArray<4, Layer>()

  /// One layer of degree and order 1, all coefficients zero.
  public init() { layers.append(Layer()) }

  /// Quality, TECU.
  public var quality: Double { DataField.ssrVTECQuality(igs: false).value(qualityRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    SSRHeader.visit(&m.header, &v)
    let igs = m.header.kind.format == .igs
    v.field(.ssrVTECQuality(igs: igs), &m.qualityRaw)
    v.count(.ssrLayerCount(igs: igs), of: &m.layers, offset: 1)
    for i in m.layers.indices { m.layers[i].kind = m.header.kind }
    v.list("layers", &m.layers)
  }
}
