import SurveyFiles
import Testing

/// Digests by FIPS 180-4.
@Suite("SHA-256") struct SHA256DigestTests {
  static func digest(_ bytes: [UInt8]) -> String { SHA256Digest(of: bytes.span.bytes).description }

  /// The examples of NIST (SHA256.pdf of the Cryptographic Standards and Guidelines, and its SHAVS byte vectors).
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func examples(_ text: String, _ expected: String) { #expect(Self.digest(Array(text.utf8)) == expected) }

  /// Lengths about the ends of blocks; from Python: hashlib.sha256(bytes(range(n))).hexdigest()[:16].
  @Test(arguments: [
    (1, "6e340b9cffb37a98"), (55, "463eb28e72f82e0a"), (56, "da2ae4d6b36748f2"), (57, "2fe741af801cc238"), (63, "29af2686fd53374a"),
    (64, "fdeab9acf3710362"), (65, "4bfd2c8b6f1eec7a"), (119, "da18797ed7c3a777"), (120, "f52b23db1fbb6ded"), (128, "471fb943aa23c511"),
    (200, "1901da1c9f699b48"),
  ])
  func lengths(_ count: Int, _ expected: String) { #expect(Self.digest((0..<count).map { UInt8($0) }).hasPrefix(expected)) }
}
