/// 1302: a reference system (26 + 8·N + Σ(5 + 8·M) bits).
///
/// Recorded frames prove the layout up to the number of links. Each link has its length before it, as public decoders agree (rtcm-rs, pyrtcm,
/// BNC); but one sender leaves the lengths out, and what it sends cannot be divided. `init(tolerant:)` then keeps all but the links.
public struct Message1302: SingleNumberMessage, Equatable {
  /// 1302.
  @inline(__always)
  public static var number: UInt16 { 1302 }

  /// A link into a database.
  public struct Link: FieldGroup, Equatable {
    /// The link (DF569, DF570).
    public var text = CRSText()

    /// All fields zero, all lists empty.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.count(.df569, of: &m.text)
      v.text(.df570, &m.text)
    }
  }

  /// Name of the reference system (DF565, DF566).
  public var name = CRSText()
  /// The system is fixed to a plate, not global (DF567).
  public var isPlateFixed = false
  /// Tectonic plate, 0 unknown (DF149).
  public var plate: UInt8 = 0
  /// Links into databases of reference systems (DF568).
  public var links = BoundedArray<7, Link>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.count(.df565, of: &m.name)
    v.text(.df566, &m.name)
    v.flag(.df567, &m.isPlateFixed)
    v.field(.df149, &m.plate)
    v.count(.df568, of: &m.links)
    v.list("links", &m.links)
  }

  /// Reads a payload; when its links run beyond the end, all but the links is kept and `links` is empty. Such a message does not come
  /// back to the same bytes.
  public init(tolerant payload: RawSpan) throws(DecodeError) {
    self.init()
    do {
      try Self.decode(payload, into: &self)
    } catch {
      guard case .truncated = error else { throw error }
      var head = Head()
      try Head.decode(payload, into: &head)
      self = head.message
      links.removeAll()
    }
  }

  /// The message up to the number of links.
  private struct Head: SingleNumberMessage {
    static var number: UInt16 { 1302 }
    var message = Message1302()
    var linkCount: UInt8 = 0

    static func visit<V: FieldVisitor>(_ h: inout Self, _ v: inout V) {
      v.count(.df565, of: &h.message.name)
      v.text(.df566, &h.message.name)
      v.flag(.df567, &h.message.isPlateFixed)
      v.field(.df149, &h.message.plate)
      v.field(.df568, &h.linkCount)
    }
  }
}
