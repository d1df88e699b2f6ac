import GNSS
import RTCM

/// Lets frames through, whole, in part or not, by a selection. Frames that need no change pass byte for byte.
struct StreamFilter: ~Copyable {
  /// What became of the frames.
  struct Counts {
    var frames = 0
    var dropped = 0
    var rewritten = 0
    /// Messages that the selection looks into and that cannot be decoded; they are dropped.
    var undecodable = 0
  }

  private(set) var counts = Counts()
  private(set) var chains = EpochChains()
  private let selection: StreamSelection
  private var grid: EpochGrid?
  /// Whether the epoch that each chain is in is on the grid.
  private var isOnGrid: [Bool]
  private var block: MSMBlock
  private var builder = FrameBuilder()

  init(_ selection: StreamSelection) {
    self.selection = selection
    grid = selection.interval_ms.map { EpochGrid(interval_ms: $0) }
    isOnGrid = Array(repeating: true, count: MessageFacts.Chain.allCases.count)
    // Any kind will do; decoding sets it.
    guard let kind = MSMKind(.gps, level: 7) else { preconditionFailure("level 7 exists") }
    block = MSMBlock(kind: kind)
  }

  mutating func take(_ frame: borrowing Frame) {
    counts.frames += 1
    grid?.learn(frame.payload)
    let facts = MessageFacts.byNumber[frame.messageNumber ?? 0]
    if let facts, facts.more != nil {
      let isFirst = chains.enter(frame.payload, facts)
      noteGrid(frame.payload, facts, isFirst)
    }
    guard keepsWhole(frame.payload, facts) else { return drop(frame, facts) }
    guard selection.isPartial, let system = MessageFacts.system(of: frame.payload) else { return chains.keep(frame.bytes.array, facts) }
    let number = frame.messageNumber ?? 0
    if MSMKind(number: number) != nil {
      thinOut(frame, facts)
    } else if 1001...1004 ~= number || 1009...1012 ~= number, !selection.satellites.isEmpty {
      thinOutLegacy(frame, facts, system)
    } else if let satellite = MessageFacts.ephemerisSatellite(of: frame.payload), !selection.satellites.isEmpty,
      !selection.satellites.contains(satellite)
    {
      drop(frame, facts)
    } else {
      chains.keep(frame.bytes.array, facts)
    }
  }

  /// Hands out what is settled.
  mutating func release(isEnd: Bool = false, _ write: ([UInt8]) throws(CommandError) -> Void) throws(CommandError) {
    try chains.release(isEnd: isEnd, write)
  }

  private func keepsWhole(_ payload: RawSpan, _ facts: MessageFacts?) -> Bool {
    let number = Message.number(of: payload)
    if !selection.types.isEmpty && !selection.types.contains(number) || selection.excludedTypes.contains(number) { return false }
    if !selection.stations.isEmpty, let station = facts?.station.flatMap({ payload.bits($0) }), !selection.stations.contains(station) {
      return false
    }
    if !selection.systems.isEmpty, let system = MessageFacts.system(of: payload), !selection.systems.contains(system) { return false }
    if grid != nil, let chain = facts?.more?.chain, chain == .msm || chain == .legacy, !isOnGrid[chain.rawValue] { return false }
    return true
  }

  /// The first message of an epoch decides for all of it, so that an epoch is kept or left out as a whole.
  private mutating func noteGrid(_ payload: RawSpan, _ facts: MessageFacts, _ isFirst: Bool) {
    guard let grid, isFirst, let chain = facts.more?.chain, let place = facts.epoch, let epoch = payload.bits(place),
      let system = MessageFacts.system(of: payload)
    else { return }
    isOnGrid[chain.rawValue] = grid.contains(epoch, of: system)
  }

  private mutating func drop(_ frame: borrowing Frame, _ facts: MessageFacts?) {
    counts.dropped += 1
    chains.drop(frame.bytes, facts)
  }

  private mutating func thinOut(_ frame: borrowing Frame, _ facts: MessageFacts?) {
    do { try block.decode(frame.payload) } catch {
      counts.undecodable += 1
      return drop(frame, facts)
    }
    let selection = selection
    guard block.keepCells(where: { satellite, id, _ in selection.keeps(satellite, id) }) else {
      return chains.keep(frame.bytes.array, facts)
    }
    guard block.cellCount > 0, (try? builder.build(&block)) != nil else { return drop(frame, facts) }
    counts.rewritten += 1
    chains.keep(builder.frame.array, facts)
  }

  private mutating func thinOutLegacy(_ frame: borrowing Frame, _ facts: MessageFacts?, _ system: GNSSSystem) {
    guard var message = try? Message(payload: frame.payload) else {
      counts.undecodable += 1
      return drop(frame, facts)
    }
    var filter = LegacySatellites(satellites: selection.satellites, system: system)
    message.visitFields(&filter)
    guard filter.removed > 0 else { return chains.keep(frame.bytes.array, facts) }
    guard filter.kept > 0, (try? builder.build(message)) != nil else { return drop(frame, facts) }
    counts.rewritten += 1
    chains.keep(builder.frame.array, facts)
  }
}

/// Takes satellites out of observations before MSM (1001–1004, 1009–1012): in each element of `satellites` the first field is the identifier.
private struct LegacySatellites: FieldVisitor {
  let satellites: Set<Satellite>
  let system: GNSSSystem
  private(set) var kept = 0
  private(set) var removed = 0
  private var identifier: Int64?

  init(satellites: Set<Satellite>, system: GNSSSystem) {
    self.satellites = satellites
    self.system = system
  }

  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    if identifier == nil { identifier = Int64(truncatingIfNeeded: value) }
  }
  mutating func flag(_ field: DataField, _ value: inout Bool) {}
  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {}
  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    for i in list.indices {
      identifier = nil
      Element.visit(&list[i], &self)
      if satellites.contains(MessageFacts.legacySatellite(identifier ?? 0, system)) {
        list[kept] = list[i]
        kept += 1
      } else {
        removed += 1
      }
    }
    list.resize(to: kept)
  }
  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {}
  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {}
  mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
  mutating func refuse(_ reason: StaticString) {}
}
