/// The name of a reference system, or a link into a database of them: at most 31 bytes, kept as sent (`latin1Text` reads it). Some senders
/// fill the name with zero bytes to its full length; `withoutPadding` leaves them out.
public typealias CRSText = BoundedArray<31, UInt8>

extension BoundedArray where Element == UInt8 {
  /// The bytes read as ISO 8859-1 up to the zero bytes at the end.
  public var withoutPadding: String {
    var text = self
    while text.count > 0, text[text.count - 1] == 0 { text.resize(to: text.count - 1) }
    return text.latin1Text
  }
}
