import GNSS
import RTCM

/// Fits a stream into a channel: epochs whole or not at all, in the richest form that there is room for, station and ephemeris messages in between.
struct StreamThinner: ~Copyable {
  struct Report {
    var framesIn = 0
    var bitsIn = 0
    var framesOut = 0
    var bitsOut = 0
    var epochsIn = 0
    var epochsOut = 0
    /// Epochs between those of the interval chosen.
    var epochsDecimated = 0
    /// Epochs for which there was no room in any form.
    var epochsWithoutRoom = 0
    /// Epochs out by form.
    var variants: [EpochVariant: Int] = [:]
    /// Epochs in by the interval in force, ms.
    var intervals: [Int: Int] = [:]
    /// Messages left out by number: types that a thinned stream does not carry, and what cannot be decoded.
    var leftOut: [UInt16: Int] = [:]
    var repeats = 0
    /// The most bits within any window.
    var fullestWindow = 0
    /// From the first epoch to the last, ms.
    var duration_ms = 0
  }

  private(set) var report = Report()
  /// Frames to be written.
  private(set) var output: [[UInt8]] = []

  private let bitsPerSecond: Int
  private let dialect: MSMDialect
  private let leastInterval_ms: Int
  private var budget: WindowBudget
  private var slowBudget: WindowBudget
  private var slow = SlowMessages()
  private var chains = EpochChains()
  private var grid = EpochGrid(interval_ms: 1)
  /// Payloads of the epochs that are coming in.
  private var coming: [[[UInt8]]] = Array(repeating: [], count: MessageFacts.Chain.allCases.count)
  private var time_ms = 0
  private var timeOfDay: Int?
  private var interval_ms: Int
  /// The last steps from epoch to epoch, of which the shortest is the source's interval; losses make single steps longer.
  private var steps_ms: [Int] = []
  private var calmSince_ms = 0
  private var satellites: Set<Satellite> = []
  private var block: MSMBlock
  private var builder = FrameBuilder()

  /// Intervals to choose from, ms.
  private static let intervals_ms = [0, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000]
  /// The share of the budget that observations get; the rest is for station and ephemeris messages.
  private static let observationShare = 0.8
  /// How long a shorter interval must have been possible before it is taken, ms.
  private static let calm_ms = 60_000

  init(bitsPerSecond: Int, window_ms: Int, leastInterval_ms: Int, dialect: MSMDialect) {
    self.bitsPerSecond = bitsPerSecond
    self.leastInterval_ms = leastInterval_ms
    self.dialect = dialect
    interval_ms = leastInterval_ms
    let capacity = bitsPerSecond * window_ms / 1000
    budget = WindowBudget(capacity: capacity, window_ms: window_ms)
    slowBudget = WindowBudget(capacity: Int(Double(capacity) * (1 - Self.observationShare)), window_ms: window_ms)
    // Any kind will do; decoding sets it.
    guard let kind = MSMKind(.gps, level: 7) else { preconditionFailure("level 7 exists") }
    block = MSMBlock(kind: kind)
  }

  mutating func removeOutput() { output.removeAll(keepingCapacity: true) }

  mutating func take(_ frame: borrowing Frame) {
    report.framesIn += 1
    report.bitsIn += frame.bytes.byteCount * 8
    grid.learn(frame.payload)
    let number = frame.messageNumber ?? 0
    guard let facts = MessageFacts.byNumber[number], let (bit, chain) = facts.more, chain == .msm || chain == .legacy else {
      if SlowMessages.priority(of: number) == nil {
        report.leftOut[number, default: 0] += 1
      } else {
        slow.add(frame.bytes.array, frame.payload, at: time_ms)
        // Before the first epoch nothing says how time passes.
        if timeOfDay != nil { sendSlowMessages() }
      }
      return
    }
    if chains.enter(frame.payload, facts) {
      finishEpoch(chain)
      advance(frame.payload, facts)
    }
    coming[chain.rawValue].append(frame.payload.array)
    let more = frame.payload.bits(MessageFacts.Place(bit: bit, width: 1)) == 1
    chains.pass(frame.bytes, facts)
    if !more { finishEpoch(chain) }
  }

  /// Ends the stream.
  mutating func finish() {
    finishEpoch(.msm)
    finishEpoch(.legacy)
    report.repeats = slow.repeats
  }

  /// Moves the stream's time on to an epoch. A step back, or one of half a day and more, moves it by nothing: the budget is not refilled.
  private mutating func advance(_ payload: RawSpan, _ facts: MessageFacts) {
    guard let epoch = facts.epoch.flatMap({ payload.bits($0) }), let system = MessageFacts.system(of: payload) else { return }
    let now = grid.millisecondsOfDay(epoch, of: system)
    if let before = timeOfDay {
      let step = (now - before + 86_400_000) % 86_400_000
      if step > 43_200_000 { return timeOfDay = now }
      time_ms += step
      if step > 0 {
        steps_ms.append(step)
        if steps_ms.count > 16 { steps_ms.removeFirst() }
      }
      report.duration_ms += step
    }
    timeOfDay = now
  }

  private mutating func finishEpoch(_ chain: MessageFacts.Chain) {
    let payloads = coming[chain.rawValue]
    guard !payloads.isEmpty else { return }
    coming[chain.rawValue] = []
    report.epochsIn += 1
    if chain == .msm { sendMSM(payloads) } else { sendLegacy(payloads) }
    sendSlowMessages()
  }

  // MARK: Observations

  private mutating func sendMSM(_ payloads: [[UInt8]]) {
    var contents = EpochContents()
    for payload in payloads {
      guard (try? block.decode(payload.span.bytes)) != nil else { continue }
      contents.add(block)
    }
    chooseInterval(bits: Self.bits(frames(payloads, .working, contents)))
    report.intervals[interval_ms, default: 0] += 1
    guard isDue else { return report.epochsDecimated += 1 }
    let room = min(allowance(interval_ms: interval_ms), budget.free(at: time_ms))
    for variant in EpochVariant.ladder {
      let frames = frames(payloads, variant, contents)
      guard !frames.isEmpty, Self.bits(frames) <= room else { continue }
      if let count = variant.satellites { satellites = contents.bestSatellites(count, before: satellites) }
      report.variants[variant, default: 0] += 1
      return send(frames)
    }
    report.epochsWithoutRoom += 1
  }

  /// Observations before MSM have one form; they are decimated alone.
  private mutating func sendLegacy(_ payloads: [[UInt8]]) {
    var frames: [[UInt8]] = []
    for payload in payloads {
      builder.build(payload: payload.span.bytes)
      frames.append(builder.frame.array)
    }
    chooseInterval(bits: Self.bits(frames))
    report.intervals[interval_ms, default: 0] += 1
    guard isDue else { return report.epochsDecimated += 1 }
    guard Self.bits(frames) <= min(allowance(interval_ms: interval_ms), budget.free(at: time_ms)) else {
      return report.epochsWithoutRoom += 1
    }
    report.variants[EpochVariant(level: 7), default: 0] += 1
    send(frames)
  }

  /// The share of the budget that an epoch may take when they come at an interval; 0 is the source's own, one second before it is known.
  private func allowance(interval_ms: Int) -> Int {
    let seconds = Double(max(interval_ms, steps_ms.min() ?? 1000)) / 1000
    return min(Int(Double(bitsPerSecond) * Self.observationShare * seconds), budget.capacity - slowBudget.capacity)
  }

  private var isDue: Bool {
    guard interval_ms > 0, let timeOfDay else { return true }
    return EpochGrid(interval_ms: UInt32(interval_ms)).contains(milliseconds: timeOfDay)
  }

  /// Lengthens the interval at once when the working form does not fit, and shortens it when it would have fitted for a while.
  private mutating func chooseInterval(bits: Int) {
    let choices = Self.intervals_ms.filter { $0 >= leastInterval_ms && $0 <= budget.window_ms } + [leastInterval_ms]
    let needed = choices.sorted().first { bits <= allowance(interval_ms: $0) } ?? choices.max() ?? leastInterval_ms
    if needed >= interval_ms { calmSince_ms = time_ms }
    if needed > interval_ms || time_ms - calmSince_ms >= Self.calm_ms {
      interval_ms = needed
      calmSince_ms = time_ms
    }
  }

  /// The epoch in a form: all but the last message say that more follow.
  private mutating func frames(_ payloads: [[UInt8]], _ variant: EpochVariant, _ contents: EpochContents) -> [[UInt8]] {
    let signals = variant.signals.map { contents.bestSignals($0, dialect: dialect) }
    let kept = variant.satellites.map { contents.bestSatellites($0, before: satellites) }
    var frames: [[UInt8]] = []
    var remaining: [[UInt8]] = []
    // What has nothing left in this form goes first, so that the last message is known.
    for payload in payloads {
      guard reduce(payload, variant, signals, kept) else { continue }
      remaining.append(payload)
    }
    for (index, payload) in remaining.enumerated() {
      guard reduce(payload, variant, signals, kept) else { continue }
      block.header.multipleMessage = index + 1 < remaining.count
      guard (try? builder.build(&block)) != nil else { return [] }
      frames.append(builder.frame.array)
    }
    return frames
  }

  /// Puts a message in a form into `block`; false when nothing is left of it.
  private mutating func reduce(
    _ payload: [UInt8], _ variant: EpochVariant, _ signals: [GNSSSystem: Set<UInt8>]?, _ satellites: Set<Satellite>?
  ) -> Bool {
    guard (try? block.decode(payload.span.bytes)) != nil else { return false }
    block.reduce(toLevel: variant.level(of: block.header.kind))
    if signals != nil || satellites != nil {
      block.keepCells { satellite, id, _ in
        (signals?[satellite.system]?.contains(id) ?? true) && (satellites?.contains(satellite) ?? true)
      }
    }
    return block.cellCount > 0
  }

  // MARK: Output

  private static func bits(_ frames: [[UInt8]]) -> Int { frames.reduce(0) { $0 + $1.count * 8 } }

  private mutating func send(_ frames: [[UInt8]]) {
    report.epochsOut += 1
    for frame in frames { write(frame) }
  }

  private mutating func sendSlowMessages() {
    while let frame = slow.next(upTo: min(budget.free(at: time_ms), slowBudget.free(at: time_ms)), at: time_ms) {
      slowBudget.spend(frame.count * 8, at: time_ms)
      write(frame)
    }
  }

  private mutating func write(_ frame: [UInt8]) {
    output.append(frame)
    budget.spend(frame.count * 8, at: time_ms)
    report.framesOut += 1
    report.bitsOut += frame.count * 8
    report.fullestWindow = max(report.fullestWindow, budget.capacity - budget.free(at: time_ms))
  }
}
