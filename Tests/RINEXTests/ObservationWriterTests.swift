import GNSS
import RINEX
import RecordedData
import Testing

@Suite struct ObservationWriterTests {
  @Test(arguments: RINEXVersion.allCases) func readsBackWhatItWrote(version: RINEXVersion) throws {
    let (header, records) = try ObservationSamples.read(ObservationSamples.header() + ObservationSamples.epochs)
    let bytes = ObservationSamples.write(header, records, version)
    let (again, recordsAgain) = try ObservationSamples.read(bytes)
    #expect(again.version == version.number)
    var expected = records
    if version == .v4_02 {  // strength indicators are not written
      for i in expected.indices { for j in expected[i].values.indices { expected[i].values[j].strength = 0 } }
    }
    #expect(recordsAgain == expected)
    #expect(ObservationSamples.write(again, recordsAgain, version) == bytes)
  }

  /// Random epochs, rounded to what the file holds, come back the same.
  @Test(arguments: RINEXVersion.allCases) func randomEpochsComeBack(version: RINEXVersion) throws {
    var random = SystemRandomNumberGenerator()
    var header = ObservationHeader()
    for system in GNSSSystem.allCases {
      let signals = ["1C", "2I", "5Q", "5P", "1X"].compactMap { Signal($0) }.filter {
        $0.carrierFrequency(of: system, glonassChannel: 0) != nil
      }
      for signal in signals {
        for quantity in [ObservationCode.Quantity.pseudorange, .phase, .doppler, .strength] {
          header.types.insert(ObservationCode(quantity, signal), of: system)
        }
      }
    }
    header.types.sort()  // rows come back in the order of the columns
    for slot: UInt8 in 1...24 { header.glonassChannels[slot] = Int8.random(in: -7...6, using: &random) }
    var writer = ObservationWriter(header: header, version: version)
    var bytes: [UInt8] = []
    writer.writeHeader(to: &bytes)
    var epochs: [Epoch] = []
    for i in 0..<200 {
      var epoch = Epoch(
        time: GNSSTime(gpsWeek: 2445, nanosecondsOfWeek: Int64(i) * 1_000_000_000 + Int64.random(in: 0..<9_999_999, using: &random) * 100))
      for system in header.types.systems {
        let numbers = (1...24).shuffled(using: &random).prefix(Int.random(in: 0...12, using: &random)).sorted()
        for number in numbers {
          let satellite = Satellite(system, UInt8(number))
          let signals = Set(header.types[system].map(\.signal)).sorted()
          for signal in signals where Bool.random(using: &random) {
            var row = Observation(satellite: satellite, signal: signal)
            let channel = header.glonassChannels[satellite.number].map(Int.init)
            row.carrierFrequency = try #require(signal.carrierFrequency(of: system, glonassChannel: channel))
            let wavelength = speedOfLight / row.carrierFrequency
            // Ranges to 42 000 km, phases of any sign, both in whole thousandths.
            row.pseudorange = Double(Int64.random(in: 1...42_000_000_000, using: &random)) / 1000
            if Bool.random(using: &random) {
              row.phaseRange = Double(Int64.random(in: -90_000_000_000...250_000_000_000, using: &random)) / 1000 * wavelength
              row.flags = Observation.Flags(rawValue: UInt8.random(in: 0...3, using: &random))
            }
            if Bool.random(using: &random) {
              row.rangeRate = Double(Int64.random(in: -5_000_000...5_000_000, using: &random)) / 1000 * wavelength
            }
            if Bool.random(using: &random) { row.cn0_dbHz = Float(Int.random(in: 1...1023, using: &random)) / 16 }
            epoch.observations.append(row)
          }
        }
      }
      epochs.append(epoch)
      writer.write(epoch, to: &bytes)
    }
    #expect(writer.valuesLeftOut == 0)
    var reader = ObservationReader()
    var converter: EpochConverter?
    var index = 0
    try reader.feed(bytes) { record throws(RINEXError) in
      var epoch = Epoch(time: GNSSTime(nanoseconds: 0))
      if converter == nil { converter = EpochConverter(header: header) }
      converter?.convert(record, into: &epoch)
      let expected = epochs[index]
      index += 1
      #expect(epoch.time == expected.time && epoch.observations.count == expected.observations.count)
      for (a, b) in zip(epoch.observations, expected.observations) {
        #expect(a.satellite == b.satellite && a.signal == b.signal && a.flags == b.flags)
        #expect(a.pseudorange == b.pseudorange)
        // A thousandth of a cycle is 0.2 mm; what the metres lose is 2⁻⁵³ of 5e7 m.
        #expect(a.phaseRange == b.phaseRange || a.phaseRange.isNaN && b.phaseRange.isNaN || abs(a.phaseRange - b.phaseRange) < 1e-7)
        #expect(a.rangeRate.isNaN && b.rangeRate.isNaN || abs(a.rangeRate - b.rangeRate) < 1e-9)
        // C/N0 of a sixteenth of a decibel is written in thousandths.
        #expect(a.cn0_dbHz.isNaN && b.cn0_dbHz.isNaN || abs(a.cn0_dbHz - b.cn0_dbHz) < 0.00051)
      }
    }
    try reader.finish { _ in }
    #expect(index == epochs.count)
  }

  /// Every recorded file, written in both versions, has the same records again.
  @Test(.recordedData("data/rinex"), arguments: RINEXVersion.allCases) func recordedFilesComeBack(version: RINEXVersion) throws {
    var files = 0
    for file in RecordedData.files(below: "data/rinex") where [".obs", "10o", "21o", "MO.rnx"].contains(where: file.hasSuffix) {
      if file.contains("badtime") { continue }  // its second epoch has 60 seconds
      let (header, records) = try ObservationSamples.read(try RecordedData.bytes(file))
      let (_, again) = try ObservationSamples.read(ObservationSamples.write(header, records, version))
      var expected = records.filter { $0.flag != .headerLines }
      if version == .v4_02 {
        for i in expected.indices { for j in expected[i].values.indices { expected[i].values[j].strength = 0 } }
      }
      #expect(again.filter { $0.flag != .headerLines } == expected, "\(file)")
      files += 1
    }
    #expect(files >= 7)
  }
}
