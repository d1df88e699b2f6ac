import Testing

@testable import NTRIPProtocol

@Suite("Secrets")
struct SecretTests {
  @Test("no way of printing shows the text")
  func printing() {
    let secret = Secret("hunter2")
    let credentials = NTRIPCredentials(user: "hn", password: secret)
    var dumped = ""
    dump(secret, to: &dumped)
    dump(credentials, to: &dumped)
    dump(credentials.authorization, to: &dumped)
    let texts = [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\(credentials)", String(reflecting: credentials), "\([secret])",
      dumped,
    ]
    for text in texts { #expect(!text.contains("hunter2"), "\(text)") }
    #expect("\(secret)" == "•••" && "\(credentials)" == "hn:•••" && secret.reveal() == "hunter2")
  }

  @Test("a request prints no password either")
  func request() throws {
    let request = try NTRIPRequest(
      host: "h", port: 1, mountpoint: "M", version: .v2, credentials: NTRIPCredentials(user: "hn", password: Secret("hunter2")))
    var dumped = ""
    dump(request, to: &dumped)
    #expect(!dumped.contains("hunter2") && !"\(request)".contains("hunter2"))
  }

  // RFC 7617, 2: the example's user, password and header value.
  @Test("Basic authorisation as in RFC 7617")
  func authorization() {
    let credentials = NTRIPCredentials(user: "Aladdin", password: Secret("open sesame"))
    #expect(credentials.authorization.reveal() == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    #expect(NTRIPCredentials(authorization: "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==") == credentials)
    for bad in ["", "Basic", "Digest QWxh", "Basic !!!!", "Basic QWxhZGRpbg==", "Basic QWxh ZGRp"] {
      #expect(NTRIPCredentials(authorization: bad) == nil, "\(bad)")
    }
  }

  // RFC 4648, 10: the test vectors.
  @Test(
    "base64 vectors of RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func base64(plain: String, encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.decode(encoded.utf8) == Array(plain.utf8))
    #expect(Base64.decode(encoded.filter { $0 != "=" }.utf8) == Array(plain.utf8))
    #expect(Base64.decode((encoded + "=").utf8) == nil)
  }
}
