public import GNSS

/// Assembles the observation messages of a stream into epochs: MSM1–7 (1071–1137) and the older ones (1001–1004, 1009–1012). One per stream,
/// owned by the caller.
///
/// An epoch is complete when a message says that it is the last (DF393 or DF005 is 0), or when a newer epoch begins; constellations that
/// are missing, slower, or cut off by the loss of a message, do not hold it up. Several messages of one system and epoch are merged; a signal
/// that came twice counts once, with its full range if one of the messages has it.
///
/// *Stations.* Messages of different stations (DF003) never meet in an epoch. Up to four stations are followed side by side, each with its own
/// lock times; a fifth takes the place of the one that was silent longest. `Epoch.stationID` says whose an epoch is. Times grow from epoch to epoch
/// of one station.
/// *Late messages.* A message of the epoch that was emitted last, or of one up to ten seconds before it, is counted and left out. Where that
/// happens in three epochs in a row with satellites that the epoch did not have, the sender's "last message" bit is wrong; from then on an epoch of the
/// station ends when the next one begins.
/// *Jumps.* A time further back, or more than twelve hours ahead, is believed when three messages in a row agree on it; until then they are
/// counted and left out. After a jump all lock times begin anew. GLONASS with a wrong day of the week, and SBAS with a time of day for a time of
/// week (both are on air), are put to the day of the epoch; messages that begin a stream with a time of day alone get theirs from the next that states one.
/// *Both kinds.* Where MSM4–7 of a system come, older messages of the system are left out for ten seconds.
///
/// *Loss of lock* is told by `LockTable`. *GLONASS channels* are learnt from MSM5 and MSM7, from 1009–1012, and from 1020 through `learn(from:)`;
/// set `channels` for what configuration tells.
/// *Ranges modulo a light-millisecond* (MSM1–3, 1001, 1003, 1009, 1011) are completed with a full range of the satellite not older than a minute,
/// else flagged `moduloRange`.
///
/// *Dates.* Messages carry only a time of week, or a GLONASS time of day. `context` resolves them; it moves along with the stream, so it needs
/// to be right to half a week only at the beginning. Without a date nothing can be assembled, and the messages are counted as undated. No clock is
/// read. For recordings, `DateEvidence.find(in:)` tells the date before the first epoch, so that they give the same whenever they are replayed.
///
/// Allocates only when a station begins and while an array of observations grows to the largest epoch, if nobody else holds on to the array of an
/// emitted epoch.
public struct EpochAssembler: ~Copyable {
  /// Whose date counts.
  public enum DateAuthority: Sendable {
    /// The caller's; what the stream says of its date is used only where the caller gave none. For live streams.
    case caller
    /// The stream's, as soon as it says something (`learn(from:)`); until then the caller's. For recordings.
    case stream
  }

  /// The approximate date, and the leap seconds. It follows the stream; set it whenever a better date is known.
  public var context: TimeContext
  /// The GLONASS channels, by slot.
  public var channels = GLONASSChannels()
  /// Meanings of reserved signal identifiers, where it is known whose stream it is.
  public var dialect: MSMDialect = []
  /// What became of the messages so far.
  public private(set) var statistics = Statistics()
  /// True once the date of the epochs comes from the stream itself.
  public private(set) var isDatedByStream = false

  private let authority: DateAuthority
  private var evidence: DateEvidence
  private var judgedEvidence: GNSSTime?

  private var block: MSMBlock
  private var stations = StationTable()
  private var uses: UInt64 = 0

  /// MSM makes older messages of its system superfluous for so long.
  private static let supersededFor: Int64 = 10_000_000_000
  /// A date is corrected when it is further off than a time of week can bear.
  private static let halfWeek = GNSSTime.nanosecondsPerWeek / 2

  /// An assembler at the start of a stream.
  public init(context: TimeContext = TimeContext(), authority: DateAuthority = .caller) {
    self.context = context
    self.authority = authority
    evidence = DateEvidence(leapSeconds: context.leapSeconds)
    // 1077 is a kind; the header is replaced by every message.
    block = MSMBlock(kind: MSMKind(number: 1077).unsafelyUnwrapped)
  }

  /// True for a message number with observations, which `add` takes.
  public static func isObservation(_ number: UInt16) -> Bool {
    switch number {
    case 1001...1004, 1009...1012: true
    default: MSMKind(number: number) != nil
    }
  }

  /// Takes the payload of a frame, and hands an epoch that it completes to `emit`: the old one when this message begins a new one, the new one
  /// when this message is its last, or both.
  /// - Returns: False for a message without observations, which changes nothing (give those that `learn(from:)` understands to it).
  /// - Throws: When the payload has observations that cannot be decoded; it then changes nothing.
  @discardableResult
  public mutating func add(_ payload: RawSpan, emit: (Epoch) -> Void) throws(DecodeError) -> Bool {
    let number = Message.number(of: payload)
    if authority == .stream, Self.isObservation(number) {
      // For the leap seconds.
      evidence.take(payload)
      judgeEvidence(emit)
    }
    if MSMKind(number: number) != nil {
      try block.decode(payload)
      addBlock(emit)
      return true
    }
    return try addOlder(number, payload, emit)
  }

  /// Apart, so that the many kilobytes of its messages are not on the stack for every MSM.
  @inline(never)
  private mutating func addOlder(_ number: UInt16, _ payload: RawSpan, _ emit: (Epoch) -> Void) throws(DecodeError) -> Bool {
    switch number {
    case 1001: addLegacy(try Message1001(payload: payload), emit)
    case 1002: addLegacy(try Message1002(payload: payload), emit)
    case 1003: addLegacy(try Message1003(payload: payload), emit)
    case 1004: addLegacy(try Message1004(payload: payload), emit)
    case 1009: addLegacy(try Message1009(payload: payload), emit)
    case 1010: addLegacy(try Message1010(payload: payload), emit)
    case 1011: addLegacy(try Message1011(payload: payload), emit)
    case 1012: addLegacy(try Message1012(payload: payload), emit)
    default: return false
    }
    return true
  }

  /// Takes what a message without observations says of the date (1013, 1029, ephemerides; see `DateEvidence`) and of GLONASS channels (1020).
  ///
  /// When the stream's date counts and differs by more than half a week, the epochs that collect are emitted with the old date, and the next
  /// ones have the new.
  public mutating func learn(from message: Message, emit: (Epoch) -> Void) {
    if case .message1020(let m) = message { channels[Int(m.satelliteID)] = Int(m.channelRaw) - 7 }
    guard authority == .stream || context.approximateTime == nil || isDatedByStream else { return }
    evidence.take(message)
    judgeEvidence(emit)
  }

  private mutating func judgeEvidence(_ emit: (Epoch) -> Void) {
    guard evidence.hasChanged else { return }
    evidence.hasChanged = false
    guard let time = evidence.time, time != judgedEvidence else { return }
    judgedEvidence = time
    isDatedByStream = true
    if let known = context.approximateTime, abs(known.seconds(since: time)) * 1e9 < Double(Self.halfWeek) { return }
    for i in 0..<stations.count {
      let station = stations[i]
      close(&station.pointee, isUnfinished: true, emit)
      if station.pointee.hasBegun { statistics.jumps += 1 }
      station.pointee.hasBegun = false
      station.pointee.forgetTimes()
    }
    context.learn(time)
  }

  /// Ends the stream: emits the epochs that still collect, in the order of time.
  public mutating func finish(emit: (Epoch) -> Void) {
    while let first = (0..<stations.count).filter({ stations[$0].pointee.isOpen }).min(by: {
      stations[$0].pointee.epoch.time < stations[$1].pointee.epoch.time
    }) {
      let station = stations[first]
      close(&station.pointee, isUnfinished: true, emit)
    }
  }

  // MARK: One message

  private mutating func addBlock(_ emit: (Epoch) -> Void) {
    let header = block.header
    guard let stated = header.time(in: context) else {
      statistics.undatedMessages += 1
      return
    }
    let station = station(header.stationID, emit)
    add(header, at: stated, to: &station.pointee, emit)
  }

  /// Adds the block to the epoch of its station.
  private mutating func add(_ header: MSMHeader, at stated: GNSSTime, to station: inout StationEpoch, _ emit: (Epoch) -> Void) {
    let system = header.kind.system
    let time = onTheDay(stated, header, of: station)
    let hasDay = time == stated && !(system == .glonass && header.epochRaw >> 27 == 7)
    if header.kind.level >= 4 { station.lastMSM[Int(system.rawValue)] = time.nanoseconds }
    if time != stated { statistics.repairedMessages += 1 }
    guard place(time, hasDay: hasDay, system: system, satelliteMask: header.satelliteMask, &station, emit) else { return }
    if station.hasAny(of: system, satelliteMask: header.satelliteMask) {
      if header.kind.hasRoughRange { statistics.duplicateCells += UInt64(station.dropIncomplete(of: system)) }
      statistics.duplicateCells += UInt64(station.dropSeen(from: &block))
    }
    let first = station.epoch.observations.count
    let ignored = block.appendObservations(
      to: &station.epoch.observations, time: station.epoch.time, locks: &station.locks, channels: &channels,
      dialect: dialect)
    statistics.reservedSignalCells += UInt64(ignored)
    station.note(&block)
    if !header.kind.hasRoughRange { statistics.moduloRanges += UInt64(station.resolveRanges(from: first, modulus: 1)) }
    if !header.multipleMessage && station.trustsEndBit { close(&station, isUnfinished: false, emit) }
  }

  @inline(never)
  private mutating func addLegacy<M: LegacyObservationMessage>(_ message: M, _ emit: (Epoch) -> Void) {
    guard let time = message.time(in: context) else {
      statistics.undatedMessages += 1
      return
    }
    let station = station(message.header.stationID, emit)
    add(message, at: time, to: &station.pointee, emit)
  }

  @inline(__always)
  private mutating func add<M: LegacyObservationMessage>(
    _ message: M, at time: GNSSTime, to station: inout StationEpoch, _ emit: (Epoch) -> Void
  ) {
    let lastMSM = station.lastMSM[Int(M.system.rawValue)]
    if lastMSM != .min, abs(time.nanoseconds - lastMSM) <= Self.supersededFor {
      statistics.supersededMessages += 1
      let isEnd = !message.header.synchronous && station.trustsEndBit && station.isOpen && station.place(of: time) == .same
      if isEnd { close(&station, isUnfinished: false, emit) }
      return
    }
    var mask: UInt64 = 0
    for i in message.satellites.indices {
      let id = message.satellites[i].common.id
      if (1...32).contains(id) { mask |= 0x8000_0000_0000_0000 >> UInt64(id - 1) }
    }
    guard place(time, hasDay: M.system != .glonass, system: M.system, satelliteMask: mask, &station, emit) else { return }
    // The even numbers carry full ranges: 1002, 1004, 1010, 1012.
    if M.number % 2 == 0 { statistics.duplicateCells += UInt64(station.dropIncomplete(of: M.system)) }
    let first = station.epoch.observations.count
    let ignored = message.appendObservations(
      to: &station.epoch.observations, time: station.epoch.time, locks: &station.locks, channels: &channels)
    statistics.reservedSignalCells += UInt64(ignored)
    statistics.duplicateCells += UInt64(station.noteRows(from: first))
    statistics.moduloRanges += UInt64(station.resolveRanges(from: first, modulus: M.system == .glonass ? 2 : 1))
    if !message.header.synchronous && station.trustsEndBit { close(&station, isUnfinished: false, emit) }
  }

  /// Makes the epoch of `time` the one that collects; false when the message has no place and was counted.
  /// - Parameter hasDay: False when the message stated a time of day alone, or a day that was corrected.
  private mutating func place(
    _ time: GNSSTime, hasDay: Bool, system: GNSSSystem, satelliteMask: UInt64, _ station: inout StationEpoch, _ emit: (Epoch) -> Void
  ) -> Bool {
    // The first message that states a day decides it for the messages before it that did not.
    if hasDay, station.hasBegun, !station.isDayCertain {
      station.isDayCertain = true
      if station.place(of: time) == .elsewhere {
        if !station.isOpen || !station.moveByDays(to: time) {
          close(&station, isUnfinished: true, emit)
          station.hasBegun = false
          station.forgetTimes()
          statistics.jumps += 1
        }
        context.learn(time)
      }
    }
    switch station.place(of: time) {
    case .same where station.isOpen: break
    case .same:
      statistics.lateMessages += 1
      station.noteLate(system: system, satelliteMask: satelliteMask)
      return false
    case .late:
      statistics.lateMessages += 1
      return false
    case .next:
      close(&station, isUnfinished: station.trustsEndBit, emit)
      open(&station, at: time, emit)
    case .elsewhere:
      guard station.isBelieved(time) else {
        statistics.outOfPlaceMessages += 1
        return false
      }
      statistics.jumps += 1
      close(&station, isUnfinished: true, emit)
      station.forgetTimes()
      open(&station, at: time, emit)
    }
    if hasDay {
      station.isDayCertain = true
      station.clearSuspicion()
    }
    statistics.messages += 1
    return true
  }

  /// The time of a message that states a wrong day: GLONASS whose day of the week contradicts the station's epochs, and SBAS with a time of day
  /// where the time of week belongs. Any other time is returned as it is.
  @inline(__always)
  private func onTheDay(_ time: GNSSTime, _ header: MSMHeader, of station: borrowing StationEpoch) -> GNSSTime {
    guard header.kind.system == .glonass || header.kind.system == .sbas, station.place(of: time) == .elsewhere else { return time }
    let day = GNSSTime.nanosecondsPerDay
    let days = (Double(station.epoch.time.nanoseconds - time.nanoseconds) / Double(day)).rounded()
    let moved = GNSSTime(nanoseconds: time.nanoseconds + Int64(days) * day)
    return abs(moved.nanoseconds - station.epoch.time.nanoseconds) <= StationEpoch.lateLimit ? moved : time
  }

  // MARK: Stations

  private mutating func station(_ id: UInt16, _ emit: (Epoch) -> Void) -> UnsafeMutablePointer<StationEpoch> {
    uses += 1
    if let known = stations.find(id) {
      known.pointee.lastUse = uses
      return known
    }
    statistics.stations += 1
    let station: UnsafeMutablePointer<StationEpoch>
    if let new = stations.append(id) {
      station = new
    } else {
      station = stations.longestSilent
      close(&station.pointee, isUnfinished: true, emit)
      station.pointee.restart(stationID: id)
    }
    station.pointee.lastUse = uses
    return station
  }

  private mutating func open(_ station: inout StationEpoch, at time: GNSSTime, _ emit: (Epoch) -> Void) {
    // A station that fell silent in the middle of an epoch gives what there is.
    for i in 0..<stations.count where i != station.index {
      let other = stations[i]
      if other.pointee.isOpen && time.nanoseconds - other.pointee.epoch.time.nanoseconds > StationEpoch.lateLimit {
        close(&other.pointee, isUnfinished: true, emit)
      }
    }
    station.open(at: time)
    context.learn(time)
  }

  private mutating func close(_ station: inout StationEpoch, isUnfinished: Bool, _ emit: (Epoch) -> Void) {
    guard station.isOpen else { return }
    station.isOpen = false
    statistics.epochs += 1
    if isUnfinished { statistics.unfinishedEpochs += 1 }
    // Lent out and taken back: a copy would count references. Whoever keeps the epoch makes one.
    var epoch = Epoch(time: station.epoch.time, stationID: station.epoch.stationID)
    swap(&epoch, &station.epoch)
    emit(epoch)
    swap(&epoch, &station.epoch)
  }
}

extension EpochAssembler {
  /// What became of the messages.
  public struct Statistics: Sendable, Equatable {
    /// Epochs emitted.
    public var epochs: UInt64 = 0
    /// Of these, the ones that ended because a newer epoch or another station began.
    public var unfinishedEpochs: UInt64 = 0
    /// Messages that went into an epoch.
    public var messages: UInt64 = 0
    /// Messages that came after their epoch was emitted.
    public var lateMessages: UInt64 = 0
    /// Messages left out because their time is far from the stream's.
    public var outOfPlaceMessages: UInt64 = 0
    /// Messages of GLONASS and SBAS that state a wrong day, and went into an epoch all the same.
    public var repairedMessages: UInt64 = 0
    /// Older messages left out because MSM of their system come too.
    public var supersededMessages: UInt64 = 0
    /// Times a station jumped to another time.
    public var jumps: UInt64 = 0
    /// Messages left out because no date was known.
    public var undatedMessages: UInt64 = 0
    /// Cells left out because their signal or satellite identifier is reserved.
    public var reservedSignalCells: UInt64 = 0
    /// Cells left out because the epoch had their signal already.
    public var duplicateCells: UInt64 = 0
    /// Observations whose ranges stayed modulo a light-millisecond.
    public var moduloRanges: UInt64 = 0
    /// Stations that began.
    public var stations: UInt64 = 0

    /// Nothing yet.
    public init() {}
  }
}
