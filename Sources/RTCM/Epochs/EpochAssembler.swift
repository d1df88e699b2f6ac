public import GNSS

/// Assembles the multiple signal messages of one station into epochs. One per stream, owned by the caller.
///
/// An epoch is complete when a message without the multiple-message bit has come (DF393), or when a newer epoch begins; constellations that
/// are missing, or cut off by the loss of a message, do not hold it up. Several messages of one system and epoch are merged.
///
/// *Late messages.* A message of the epoch that was emitted last, or of one up to ten seconds before it, is counted and left out.
/// *Jumps.* A time further back, or more than twelve hours ahead, is believed when three messages in a row agree on it; until then they are
/// counted and left out. (One recorded stream has SBAS messages three days off.) After a jump all lock times begin anew.
/// *Stations.* A new station number ends the epoch, and all lock times begin anew.
///
/// *Dates.* Messages carry only a time of week, or a GLONASS time of day. `context` resolves them; it moves along with the stream, so it needs
/// to be right to half a week only at the beginning. Without a date nothing can be assembled, and the messages are counted as undated.
///
/// Allocates only while the array of observations grows to the largest epoch, if nobody else holds on to the array of an emitted epoch.
public struct EpochAssembler: ~Copyable {
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
    /// Times the stream jumped to another time.
    public var jumps: UInt64 = 0
    /// Messages left out because no date was known.
    public var undatedMessages: UInt64 = 0
    /// Cells left out because their signal identifier is reserved.
    public var reservedSignalCells: UInt64 = 0

    /// Nothing yet.
    public init() {}
  }

  /// The approximate date, and the leap seconds. It follows the stream; set it, or let it `learn`, whenever a better date is known.
  public var context: TimeContext
  /// The GLONASS channels. Learnt from MSM5 and MSM7; add what other messages tell.
  public var channels = GLONASSChannels()
  /// Meanings of reserved signal identifiers, where it is known whose stream it is.
  public var dialect: MSMDialect = []
  /// What became of the messages so far.
  public private(set) var statistics = Statistics()

  private var block: MSMBlock
  private var locks = LockTable()
  private var epoch = Epoch(time: GNSSTime(nanoseconds: .min))
  /// True while `epoch` collects; false when it was emitted or has not begun.
  private var isOpen = false
  /// True once there was an epoch, so that `epoch.time` and `epoch.stationID` have meaning.
  private var hasBegun = false
  /// The time of the last message out of place, and how many in a row agree with it.
  private var suspect = GNSSTime(nanoseconds: .min)
  private var suspectCount = 0

  /// Two messages belong together when their times differ by less than this; 100 Hz is the fastest rate seen.
  private static let sameEpoch: Int64 = 5_000_000
  private static let lateLimit: Int64 = 10_000_000_000
  private static let aheadLimit: Int64 = 12 * 3_600_000_000_000
  private static let believedAfter = 3

  /// An assembler at the start of a stream.
  public init(context: TimeContext = TimeContext()) {
    self.context = context
    // 1077 is a kind; the header is replaced by every message.
    block = MSMBlock(kind: MSMKind(number: 1077).unsafelyUnwrapped)
  }

  /// Takes the payload of a frame, and hands an epoch that it completes to `emit`: the old one when this message begins a new one, the new one
  /// when this message is its last, or both.
  /// - Returns: False for a message that is no MSM, which changes nothing.
  /// - Throws: When the payload is an MSM that cannot be decoded; it then changes nothing.
  @discardableResult
  public mutating func add(_ payload: RawSpan, emit: (Epoch) -> Void) throws(DecodeError) -> Bool {
    guard MSMKind(number: Message.number(of: payload)) != nil else { return false }
    try block.decode(payload)
    guard let time = block.header.time(in: context) else {
      statistics.undatedMessages += 1
      return true
    }
    switch place(of: time) {
    case .same where isOpen && block.header.stationID == epoch.stationID: break
    case .same where block.header.stationID == epoch.stationID, .late:
      statistics.lateMessages += 1
      return true
    case .same, .next:
      close(isUnfinished: true, emit)
      if hasBegun && block.header.stationID != epoch.stationID { locks.reset() }
      open(at: time)
    case .elsewhere:
      guard isBelieved(time) else {
        statistics.outOfPlaceMessages += 1
        return true
      }
      statistics.jumps += 1
      close(isUnfinished: true, emit)
      locks.reset()
      open(at: time)
    }
    suspectCount = 0
    statistics.messages += 1
    let ignored = block.appendObservations(to: &epoch.observations, time: time, locks: &locks, channels: &channels, dialect: dialect)
    statistics.reservedSignalCells += UInt64(ignored)
    if !block.header.multipleMessage { close(isUnfinished: false, emit) }
    return true
  }

  /// Ends the stream: emits the epoch that still collects.
  public mutating func finish(emit: (Epoch) -> Void) { close(isUnfinished: true, emit) }

  private enum Place { case same, next, late, elsewhere }

  private func place(of time: GNSSTime) -> Place {
    guard hasBegun else { return .next }
    let ahead = time.nanoseconds - epoch.time.nanoseconds
    if abs(ahead) < Self.sameEpoch { return .same }
    if ahead > 0 { return ahead <= Self.aheadLimit ? .next : .elsewhere }
    return ahead >= -Self.lateLimit ? .late : .elsewhere
  }

  /// Notes a time that is out of place; true when enough messages in a row agree on it.
  private mutating func isBelieved(_ time: GNSSTime) -> Bool {
    let ahead = suspectCount == 0 ? 0 : time.nanoseconds - suspect.nanoseconds
    suspectCount = ahead >= -Self.lateLimit && ahead <= Self.aheadLimit ? suspectCount + 1 : 1
    suspect = time
    return suspectCount >= Self.believedAfter
  }

  private mutating func open(at time: GNSSTime) {
    epoch.time = time
    epoch.stationID = block.header.stationID
    epoch.observations.removeAll(keepingCapacity: true)
    isOpen = true
    hasBegun = true
    context.learn(time)
  }

  private mutating func close(isUnfinished: Bool, _ emit: (Epoch) -> Void) {
    guard isOpen else { return }
    isOpen = false
    statistics.epochs += 1
    if isUnfinished { statistics.unfinishedEpochs += 1 }
    emit(epoch)
  }
}
