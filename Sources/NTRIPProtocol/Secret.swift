/// A password or another text that must never be printed.
///
/// Every way Swift has of turning a value into text (`description`, `debugDescription`, string interpolation, `dump`) gives `•••`.
/// The one way to the text itself is ``reveal()``, so a review finds every use of it by its name.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let text: String

  /// Wraps a text that must not be printed.
  public init(_ text: String) { self.text = text }

  /// The text itself; for the authorisation header and nothing else.
  public func reveal() -> String { text }

  /// True for an empty text: there is nothing to hide.
  public var isEmpty: Bool { text.isEmpty }

  /// Always `•••`.
  public var description: String { "•••" }

  /// Always `•••`.
  public var debugDescription: String { "•••" }

  /// A mirror without children, so that `dump` shows nothing.
  public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// A user and password for Basic authentication. Prints the user, never the password.
public struct NTRIPCredentials: Sendable, Hashable, CustomStringConvertible {
  /// The user name. It must not contain a colon (RFC 7617, 2).
  public let user: String
  /// The password.
  public let password: Secret

  /// A user and password.
  public init(user: String, password: Secret) {
    self.user = user
    self.password = password
  }

  /// The value of an `Authorization` header: `Basic` and the base64 of `user:password` in UTF-8.
  public var authorization: Secret { Secret("Basic " + Base64.encode(Array("\(user):\(password.reveal())".utf8))) }

  /// The user and `•••`.
  public var description: String { "\(user):•••" }

  /// The credentials in the value of an `Authorization` header; `nil` when it is not Basic or not base64.
  public init?(authorization value: String) {
    let parts = value.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "basic", let bytes = Base64.decode(parts[1].utf8) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let colon = text.firstIndex(of: ":") else { return nil }
    self.init(user: String(text[..<colon]), password: Secret(String(text[text.index(after: colon)...])))
  }
}
