import Foundation
import RTCM
import RecordedData
import Testing

/// gpsd's logs with the JSON that gpsd made of them: every value that it prints of an RTCM message.
///
/// What gpsd does otherwise, and is taken into account here: angles of 1021 and 1023 in degrees; axes without their base; the biases of
/// 1230 read three bits early, over the reserved ones, so they are not compared; cells counted as satellites × signals; the missing four bits of the simulator's 1025 read from what follows, so its false northing is not
/// compared; of GLONASS's epoch the 30 bits as one number. Ephemerides, and the draft of BeiDou's (63), are bytes in it, which are compared.
@Suite struct GpsdComparisonTests {
  /// One printed value beside ours.
  struct Check {
    var ours: Double
    /// Half a unit of the last digit that gpsd prints.
    var tolerance = 0.0
  }

  /// What gpsd calls the values of a message, or nil for a message of which it gives the bytes.
  static func values(_ payload: RawSpan) throws -> (numbers: [String: Check], texts: [String: String])? {
    let number = Message.number(of: payload)
    if MSMKind(number: number) != nil {
      var block = MSMBlock(kind: try #require(MSMKind(number: number)))
      try block.decode(payload)
      let h = block.header
      let cells = h.satelliteCount * h.signalCount
      return (
        [
          "station_id": Check(ours: Double(h.stationID)), "tow": Check(ours: Double(h.epochRaw)), "IODS": Check(ours: Double(h.iods)),
          "steering": Check(ours: Double(h.clockSteering)), "extclk": Check(ours: Double(h.externalClock)),
          "smoothing": Check(ours: h.divergenceFreeSmoothing ? 1 : 0), "interval": Check(ours: Double(h.smoothingInterval)),
          "MaskSat": Check(ours: Double(h.satelliteMask)), "MaskSig": Check(ours: Double(h.signalMask)),
          "MaskCell": Check(ours: Double(cells == 0 ? 0 : h.cellMask >> UInt64(64 - cells))), "NSat": Check(ours: Double(h.satelliteCount)),
          "NSig": Check(ours: Double(h.signalCount)), "NCell": Check(ours: Double(cells)),
        ], ["sync": h.multipleMessage ? "1" : "0", "subtype": "MSM\(h.kind.level)"]
      )
    }
    switch try Message(payload: payload) {
    case .message1006(let m):
      let p = m.point
      return (
        [
          "station_id": Check(ours: Double(p.stationID)), "x": Check(ours: p.x, tolerance: 5e-9), "y": Check(ours: p.y, tolerance: 5e-9),
          "z": Check(ours: p.z, tolerance: 5e-9), "h": Check(ours: m.antennaHeight),
          "refstation": Check(ours: p.isVirtual ? 1 : 0), "sro": Check(ours: p.singleOscillator ? 1 : 0),
        ], [:]
      )
    case .message1007(let m):
      return (
        ["station_id": Check(ours: Double(m.stationID)), "setup_id": Check(ours: Double(m.setupID))], ["desc": m.antenna.latin1Text]
      )
    case .message1008(let m):
      return (
        ["station_id": Check(ours: Double(m.descriptor.stationID)), "setup_id": Check(ours: Double(m.descriptor.setupID))],
        ["desc": m.descriptor.antenna.latin1Text, "serial": m.serialNumber.latin1Text]
      )
    case .message1033(let m):
      let d = m.antenna.descriptor
      return (
        ["station_id": Check(ours: Double(d.stationID)), "setup_id": Check(ours: Double(d.setupID))],
        [
          "desc": d.antenna.latin1Text, "serial": m.antenna.serialNumber.latin1Text, "receiver": m.receiver.latin1Text,
          "firmware": m.firmware.latin1Text,
        ]
      )
    case .message1021(let m):
      let (h, p, e) = (m.header, m.parameters, m.ellipsoids)
      func degrees(_ arcsec: Double) -> Check { Check(ours: arcsec.isNaN ? 0 : arcsec / 3600, tolerance: 5.01e-7) }
      return (
        [
          "sys_id": Check(ours: Double(h.systemID)), "plate_number": Check(ours: Double(h.plate)),
          "lat_origin": degrees(h.areaLatitude_arcsec), "lon_origin": degrees(h.areaLongitude_arcsec),
          "lat_extension": degrees(h.areaLatitudeExtension_arcsec), "lon_extension": degrees(h.areaLongitudeExtension_arcsec),
          "dX": Check(ours: p.dX), "dY": Check(ours: p.dY), "dZ": Check(ours: p.dZ), "rX": degrees(p.r1_arcsec), "rY": degrees(p.r2_arcsec),
          "rZ": degrees(p.r3_arcsec), "dS": Check(ours: p.dS_ppm, tolerance: 1e-12),
          "add_as": Check(ours: e.sourceSemiMajorAxis - 6_370_000, tolerance: 1e-8),
          "add_bs": Check(ours: e.sourceSemiMinorAxis - 6_350_000, tolerance: 1e-8),
          "add_at": Check(ours: e.targetSemiMajorAxis - 6_370_000, tolerance: 1e-8),
          "add_bt": Check(ours: e.targetSemiMinorAxis - 6_350_000, tolerance: 1e-8),
        ], ["src_name": h.sourceName.latin1Text, "tar_name": h.targetName.latin1Text]
      )
    case .message1023(let m):
      var numbers = [
        "sys_id": Check(ours: Double(m.systemID)), "shift_h": Check(ours: m.hasHorizontalShift ? 1 : 0),
        "shift_v": Check(ours: m.hasVerticalShift ? 1 : 0), "mjd": Check(ours: Double(m.use.modifiedJulianDay)),
        "lat_origin": Check(ours: m.originLatitude_arcsec / 3600, tolerance: 5.01e-7),
        "lon_origin": Check(ours: m.originLongitude_arcsec / 3600, tolerance: 5.01e-7),
        "lat_extension": Check(ours: m.spacingLatitude_arcsec / 3600, tolerance: 5.01e-7),
        "lon_extension": Check(ours: m.spacingLongitude_arcsec / 3600, tolerance: 5.01e-7),
        "lat_mean": Check(ours: m.meanLatitudeOffset_arcsec), "lon_mean": Check(ours: m.meanLongitudeOffset_arcsec),
        "hgt_mean": Check(ours: m.meanHeightOffset),
      ]
      for i in m.points.indices {
        let key = i < 9 ? "0\(i + 1)" : "\(i + 1)"
        numbers["lat_" + key] = Check(ours: m.points[i].latitudeResidual_arcsec, tolerance: 1e-12)
        numbers["lon_" + key] = Check(ours: m.points[i].longitudeResidual_arcsec, tolerance: 1e-12)
        numbers["hgt_" + key] = Check(ours: m.points[i].heightResidual, tolerance: 1e-12)
      }
      return (numbers, [:])
    case .message1025(let m):
      return (
        [
          "sys_id": Check(ours: Double(m.systemID)), "lat_origin": Check(ours: m.originLatitudeDegrees, tolerance: 5.01e-10),
          "lon_origin": Check(ours: m.originLongitudeDegrees, tolerance: 5.01e-10), "add_sno": Check(ours: m.scale_ppm - 993_000),
          "false_easting": Check(ours: m.falseEasting),
        ], ["projection_type": m.projection == 1 ? "TM" : ""]
      )
    case .message1029(let m):
      return (
        [
          "station_id": Check(ours: Double(m.stationID)), "mjd": Check(ours: Double(m.modifiedJulianDay)),
          "sec": Check(ours: Double(m.secondsOfDay)), "len": Check(ours: Double(m.characterCount)),
          "units": Check(ours: Double(m.utf8.count)),
        ], ["msg": m.text]
      )
    case .message1230(let m):
      return (["station_id": Check(ours: Double(m.stationID)), "ind": Check(ours: m.aligned ? 1 : 0)], [:])
    default: return nil
    }
  }

  /// The 30 bits of the epoch of an MSM.
  static func epochBits(_ payload: ArraySlice<UInt8>) -> Double {
    let first = payload.startIndex + 3
    return Double(payload[first..<(first + 4)].reduce(0) { $0 << 8 | UInt32($1) } >> 2)
  }

  @Test(.recordedData("data/rtcm/gpsd"), arguments: ["rtcm3.2.log", "rtcm3_102x135.log", "ublox-zed-f9r.log"])
  func everyValueIsEqual(file: String) throws {
    let bytes = try RecordedData.bytes("data/rtcm/gpsd/" + file)
    var frames = plainFrames(bytes)
    var repeated = 0
    var compared = 0
    var messages = 0
    let text = try RecordedData.text("data/rtcm/gpsd/\(file).chk")
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix(#"{"class":"RTCM3""#) {
      let json = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let type = try #require(json["type"] as? Int)
      let length = try #require(json["length"] as? Int)
      // gpsd writes late what came in one burst, and repeats: an MSM is the one of its epoch, any other the next of its kind.
      let epoch = json["tow"] as? Double
      let index = frames.firstIndex { frame in
        guard frame.type == type, frame.length == length + 6 else { return false }
        return epoch == nil || epoch == Self.epochBits(bytes[(frame.offset + 3)...])
      }
      guard let index else {
        repeated += 1
        continue
      }
      let frame = frames.remove(at: index)
      let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
      messages += 1
      if let data = json["data"] as? [String] {
        #expect(data.map { UInt8($0.dropFirst(2), radix: 16) } == array(payload).map(Optional.some), "\(file)@\(frame.offset)")
        compared += 1
        continue
      }
      guard let ours = try Self.values(payload) else {
        Issue.record("\(file)@\(frame.offset): gpsd has values of \(type)")
        continue
      }
      var theirs = json
      for (key, value) in json["residuals"] as? [String: Any] ?? [:] { theirs[key] = value }
      for key in ["class", "type", "length", "gnssid", "system", "residuals"] { theirs[key] = nil }
      if type == 1025 { theirs["false_northing"] = nil }
      if type == 1230 { for key in ["l1_ca", "l1_p", "l2_ca", "l2_p"] { theirs[key] = nil } }
      for (key, value) in theirs {
        compared += 1
        if let text = value as? String {
          #expect(ours.texts[key] == text, "\(file)@\(frame.offset) \(type) \(key)")
        } else if let number = (value as? NSNumber)?.doubleValue {
          let check = try #require(ours.numbers[key], "\(type) \(key)")
          #expect(abs(number - check.ours) <= check.tolerance, "\(file)@\(frame.offset) \(type) \(key): \(check.ours), gpsd \(number)")
        }
      }
      #expect(theirs.count == ours.numbers.count + ours.texts.count, "\(file)@\(frame.offset) \(type): \(theirs.keys)")
    }
    print("gpsd comparison, \(file): \(compared) values of \(messages) messages; \(repeated) repeated by gpsd")
    #expect(messages > 10 && repeated < messages / 2)
  }
}
