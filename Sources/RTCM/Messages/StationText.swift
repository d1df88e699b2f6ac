/// A descriptor or serial number in ISO 8859-1, kept byte by byte as sent (`latin1Text` reads it).
///
/// The standard allows 31 characters; up to 64 are taken from senders that do not keep to it.
public typealias StationText = BoundedArray<64, UInt8>
