/// A list of at most `capacity` elements that lives where its owner lives: it never allocates.
///
/// The storage behind `count` is kept zeroed by nobody: only the first `count` elements have meaning.
public struct BoundedArray<let capacity: Int, Element: BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
  /// The number of elements, 0…capacity.
  public private(set) var count: Int
  @usableFromInline
  var storage: InlineArray<capacity, Element>

  /// An empty list; `filler` is what unused places hold.
  @inline(__always)
  public init(filler: Element) {
    count = 0
    storage = InlineArray(repeating: filler)
  }

  /// The most elements it can hold.
  @inline(__always)
  public static var limit: Int { capacity }

  /// True when there are no elements.
  @inline(__always)
  public var isEmpty: Bool { count == 0 }

  /// The positions, 0 ..< count.
  @inline(__always)
  public var indices: Range<Int> { 0..<count }

  /// The element at a position below `count`.
  @inline(__always)
  public subscript(_ index: Int) -> Element {
    // Spans, since an element of an inline array by its subscript may copy the whole array.
    get {
      precondition(index < count, "index beyond the list")
      return storage.span[index]
    }
    set {
      precondition(index < count, "index beyond the list")
      var span = storage.mutableSpan
      span[index] = newValue
    }
    _modify {
      precondition(index < count, "index beyond the list")
      var span = storage.mutableSpan
      yield &span[index]
    }
  }

  /// Adds an element; false, and no change, when the list is full.
  @inline(__always) @discardableResult
  public mutating func append(_ element: Element) -> Bool {
    guard count < capacity else { return false }
    storage[count] = element
    count += 1
    return true
  }

  /// Sets the number of elements; false, and no change, when it is beyond the capacity. New elements hold whatever was there before.
  @inline(__always) @discardableResult
  public mutating func resize(to newCount: Int) -> Bool {
    guard newCount >= 0, newCount <= capacity else { return false }
    count = newCount
    return true
  }

  /// No elements.
  @inline(__always)
  public mutating func removeAll() { count = 0 }
}

extension BoundedArray where Element: FieldGroup {
  /// An empty list.
  @inline(__always)
  public init() { self.init(filler: Element()) }
}

extension BoundedArray where Element: FixedWidthInteger {
  /// An empty list.
  @inline(__always)
  public init() { self.init(filler: 0) }
}

extension BoundedArray where Element == UInt8 {
  /// The bytes of a text in UTF-8; nil when they are more than the capacity.
  public init?(_ text: String) {
    self.init(filler: 0)
    for byte in text.utf8 where !append(byte) { return nil }
  }

  /// The bytes read as UTF-8.
  public var utf8Text: String { String(decoding: indices.lazy.map { self[$0] }, as: UTF8.self) }

  /// The bytes read as ISO 8859-1, the character set of most RTCM texts.
  public var latin1Text: String {
    var text = ""
    for i in indices { text.unicodeScalars.append(Unicode.Scalar(self[i])) }
    return text
  }
}

extension BoundedArray: Equatable where Element: Equatable {
  /// Equal counts and equal elements up to the count.
  public static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && a.indices.allSatisfy { a[$0] == b[$0] }
  }
}
