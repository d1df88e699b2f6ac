/// Frames from public recordings, with values that two public decoders (pyrtcm 1.2.1, cssrlib 1.2.1) or a decoder and the sender's
/// documentation agree on. None is of a Chinese station.
enum MessageExamples {
  /// gpsd's test log rtcm3-2.log.
  static let message1013 = "d3001f3f5000d94529ca983cfb200147dd00643f080321fa40028fd600c881300640e9418b"
  /// gpsd's test log rtcm3_102x135.log (Geo++ simulator ASBRU).
  static let message1029 = "d30016405065e8c26fcc0d0d415342525520697320636f6f6c4ed6ad"
  /// The example of RTCM 10403.1 for 1029, as public decoders print it.
  static let message1029Standard =
    "d300274050170084736e151e5554462d3820d0bfd180d0bed0b2d0b5d180d0bad0b02077c3b672746572eda33b"
  /// qzsl6tool's recording 20221213-010900.rtcm: I09.
  static let message1041 =
    "d3003d41124c04703ac03fc000a8c3f0007310004cce5a1f5fffd800eedcd472c4459e3fe8082a3001240aadcaeab0060a86fb277fc3553affe67852b6830cc0c1efb8"
  /// asv-gnss' recording imu_rtcm: C35.
  static let message1042 =
    "d300404128c71c1ec5052e58003fde664fb36b0fdbe65dc66e64037bf19e8036cf6881bbf4a2aaebc972cfff18e0f0ec0401162711b31e147545e8f35c3febf4bedfb48c66fd"
  /// swift-nav's recording geo++_TRM.rtcm: mask 1001.
  static let message1230 = "d300084ce00d0903ac0488263f04"
  /// swift-nav's recording sept.rtcm: mask 1111.
  static let message1230Full = "d3000c4ce0008f0000000000000000e03f61"
  /// Mask 0000.
  static let message1230Empty = "d300044ce00080ededd6"
}
