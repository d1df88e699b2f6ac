import GNSS
import RINEX
import RTCM

/// An RTCM stream on its way into RINEX files.
///
/// 1. The stream's own date, its GLONASS channels and the station are found.
/// 2. Epochs are assembled, and what columns they need is noted (`ObservationSurvey`).
/// 3. They are assembled again and written.
struct StreamToRINEX {
  let dialect: MSMDialect
  let version: RINEXVersion
  let interval: Double?
  let date: GNSSTime?
  let station: UInt16?
  let marker: String?

  /// What the first two passes found.
  struct Survey {
    var facts: StreamFacts
    var observations: ObservationSurvey
    var context: TimeContext
    var channels: GLONASSChannels
    var systemsOfEphemerides: Set<GNSSSystem>
    /// The stations of the epochs, in the order in which they began.
    var stations: [UInt16]
  }

  /// What came of the writing.
  struct Result {
    var epochs = 0
    var ephemerides = 0
    var valuesLeftOut = 0
    /// Frames with a wrong CRC and messages that contradict their number.
    var damaged: UInt64 = 0
  }

  /// The first two passes. Throws `data` (65) where there is nothing to write, with the reason.
  func survey(_ input: RereadableInput) throws(CommandError) -> Survey {
    var facts = StreamFacts(station: station)
    var evidence = DateEvidence()
    var pass = StreamPass(context: TimeContext(approximateTime: date), dialect: dialect, channels: GLONASSChannels())
    try pass.run(input) { message in
      evidence.take(message)
      facts.take(message)
    } epoch: { _ in
    }
    if let date, let stated = evidence.time, abs(date.seconds(since: stated)) > 302_400 {
      let day = stated.iso8601(fractionDigits: 0).prefix(10)
      printToStandardError(
        text(
          zh: "jizhun: \(input.path)：流自己说日期在 \(day) 前后，与 --approximate-date 相差半周以上；按所给日期写出",
          en:
            "jizhun: \(input.path): the stream itself says that it is of about \(day), more than half a week from --approximate-date, which is taken"
        ))
    }
    let context = TimeContext(approximateTime: date ?? evidence.time)
    let channels = pass.assembler.channels
    var survey = Survey(
      facts: facts, observations: ObservationSurvey(), context: context, channels: channels, systemsOfEphemerides: [], stations: [])
    var thinner = EpochThinner(interval: interval)
    pass = StreamPass(context: context, dialect: dialect, channels: channels)
    var returns = false
    try pass.run(input) { message in
      if let ephemeris = message.ephemeris(in: context) { survey.systemsOfEphemerides.insert(ephemeris.satellite.system) }
    } epoch: { epoch in
      guard station == nil || station == epoch.stationID else { return }
      if survey.stations.last != epoch.stationID {
        if survey.stations.contains(epoch.stationID) { returns = true } else { survey.stations.append(epoch.stationID) }
      }
      var epoch = epoch
      if thinner.keeps(&epoch) { survey.observations.take(epoch) }
    }
    if returns {
      let list = survey.stations.map { "\($0)" }.joined(separator: ", ")
      throw CommandError(
        .data,
        text(
          zh: "\(input.path)：流中同时有几个测站（\(list)）；用 --station 指定一个",
          en: "\(input.path): the stream has several stations at once (\(list)); choose one with --station"))
    }
    guard survey.observations.epochs > 0 else {
      if pass.assembler.statistics.undatedMessages > 0 {
        throw CommandError(
          .data,
          text(
            zh: "\(input.path)：流中没有日期；用 --approximate-date 给出数据开头的日期",
            en: "\(input.path): the stream does not say its date; give the one at which it begins with --approximate-date"))
      }
      throw CommandError(
        .data, text(zh: "\(input.path)：没有可写的观测历元", en: "\(input.path): there are no epochs of observations to write"))
    }
    return survey
  }

  /// The last pass.
  func write(
    _ input: RereadableInput, _ survey: Survey, to output: inout RINEXOutput, navigation: (([UInt8]) throws(CommandError) -> Void)?
  ) throws(CommandError) -> Result {
    let origin = FileOrigin()
    var state = WritingState(
      writer: ObservationWriter(header: header(survey, origin), version: version), navigation: NavigationWriter(version: version),
      lines: StationLines(facts: survey.facts, stationID: survey.stations.first ?? 0, marker: marker))
    state.writer.writeHeader(to: &state.text)
    if navigation != nil {
      let systems = survey.systemsOfEphemerides
      state.navigation.writeHeader(
        system: systems.count == 1 ? systems.first : nil, program: FileOrigin.program, date: origin.rinex,
        leapSeconds: survey.observations.first.map { LeapSecondTable.builtIn.gpstMinusUTC(at: $0) }, to: &state.navigationText)
    }
    var thinner = EpochThinner(interval: interval)
    var pass = StreamPass(context: survey.context, dialect: dialect, channels: survey.channels)
    var facts = StreamFacts(station: station)
    var failure: CommandError?
    try pass.run(input) { message in
      facts.take(message)
      if navigation != nil { state.write(message) }
    } epoch: { epoch in
      guard station == nil || station == epoch.stationID else { return }
      var epoch = epoch
      guard thinner.keeps(&epoch) else { return }
      state.write(epoch, facts)
    } afterEachChunk: { context in
      state.context = context
      guard failure == nil else { return }
      do throws(CommandError) {
        try output.write(&state.text)
        try navigation?(state.navigationText)
        state.navigationText.removeAll(keepingCapacity: true)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    try output.finish()
    var result = Result(epochs: state.writer.epochs, ephemerides: state.navigation.ephemerides, valuesLeftOut: state.writer.valuesLeftOut)
    result.damaged = pass.damaged
    return result
  }

  private func header(_ survey: Survey, _ origin: FileOrigin) -> ObservationHeader {
    var header = ObservationHeader()
    (header.program, header.date) = (FileOrigin.program, origin.rinex)
    header.comments = ["From RTCM 3; position from its reference point"]
    survey.facts.first.fill(&header, stationID: survey.stations.first ?? 0, marker: marker)
    header.types = survey.observations.types
    header.strengthUnit = "DBHZ"
    header.interval = interval ?? survey.observations.interval
    (header.firstObservation, header.lastObservation) = (survey.observations.first, survey.observations.last)
    if let first = header.firstObservation { header.leapSeconds = LeapSecondTable.builtIn.gpstMinusUTC(at: first) }
    // The standard demands phases that agree with each other; what was added to make them so is not sent.
    for system in header.types.systems {
      for code in header.types[system] where code.quantity == .phase { header.phaseShifts.append(.init(system: system, code: code)) }
    }
    if header.types.systems.contains(.glonass) {
      for slot in 1...32 { if let channel = survey.channels[slot] { header.glonassChannels[UInt8(slot)] = Int8(channel) } }
    }
    return header
  }

  /// What the last pass writes with.
  private struct WritingState {
    var writer: ObservationWriter
    var navigation: NavigationWriter
    var lines: StationLines
    var text: [UInt8] = []
    var navigationText: [UInt8] = []
    var context = TimeContext()
    /// The ephemeris of each satellite and kind that was written last: they are sent again and again.
    private var last: [String: Ephemeris] = [:]

    init(writer: ObservationWriter, navigation: NavigationWriter, lines: StationLines) {
      (self.writer, self.navigation, self.lines) = (writer, navigation, lines)
    }

    mutating func write(_ message: Message) {
      guard let ephemeris = message.ephemeris(in: context) else { return }
      let key = "\(ephemeris.satellite)\(ephemeris.message.rawValue)"
      if last[key] == ephemeris { return }
      last[key] = ephemeris
      navigation.write(ephemeris, to: &navigationText)
    }

    mutating func write(_ epoch: Epoch, _ facts: StreamFacts) {
      context.learn(epoch.time)
      if let event = lines.event(facts, stationID: epoch.stationID, at: epoch.time, types: writer.header.types) {
        writer.write(event, to: &text)
      }
      writer.write(epoch, to: &text)
    }
  }
}

extension Message {
  /// The broadcast ephemeris that the message is; nil for other messages, and without a date where one is needed.
  func ephemeris(in context: TimeContext) -> Ephemeris? {
    switch self {
    case .message1019(let m): m.ephemeris(in: context).map { .kepler($0) }
    case .message1020(let m): m.ephemeris(in: context).map { .glonass($0) }
    case .message1041(let m): m.ephemeris(in: context).map { .kepler($0) }
    case .message1042(let m): m.ephemeris(in: context).map { .kepler($0) }
    case .message1043(let m): m.ephemeris(in: context).map { .sbas($0) }
    case .message1044(let m): m.ephemeris(in: context).map { .kepler($0) }
    case .message1045(let m): m.ephemeris(in: context).map { .kepler($0) }
    case .message1046(let m): m.ephemeris(in: context).map { .kepler($0) }
    default: nil
    }
  }
}
