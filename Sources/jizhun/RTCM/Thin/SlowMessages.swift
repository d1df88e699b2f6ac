import GNSS
import RTCM

/// Station and ephemeris messages on their way into a narrow channel: the newest of each waits until there is room, the most needed first.
struct SlowMessages {
  private struct Waiting {
    var frame: [UInt8]
    var order: Int
  }

  /// What a message is about: its number, and for ephemerides the satellite.
  private struct Key: Hashable {
    var number: UInt16
    var satellite: UInt16
  }

  private var waiting: [Key: Waiting] = [:]
  private var sent: [Key: (frame: [UInt8], time_ms: Int)] = [:]
  private var count = 0

  /// Messages that were not sent again since they say what was sent a short while before.
  private(set) var repeats = 0

  /// The order in which message types get their room; nil for types that a thinned stream does not carry.
  static func priority(of number: UInt16) -> Int? {
    switch number {
    case 1005, 1006: 0
    case 1230: 1
    case 1007, 1008, 1033: 2
    case 1019, 1020, 1041...1046: 3
    case 1013, 1029, 1032, 1021...1027, 1300...1302: 4
    default: nil
    }
  }

  /// How long the same contents are not sent again, ms: a rover that comes in waits so long for them.
  private static func pause_ms(_ priority: Int) -> Int {
    switch priority {
    case 0: 10_000
    case 1, 2: 30_000
    default: 60_000
    }
  }

  /// Takes a message. Precondition: it has a priority.
  mutating func add(_ frame: [UInt8], _ payload: RawSpan, at time_ms: Int) {
    let number = Message.number(of: payload)
    guard let priority = Self.priority(of: number) else { return }
    let key = Key(number: number, satellite: MessageFacts.ephemerisSatellite(of: payload)?.packed ?? 0)
    if let last = sent[key], time_ms - last.time_ms < Self.pause_ms(priority), last.frame == frame || number == 1013 {
      repeats += 1
      return
    }
    if waiting[key] != nil { repeats += 1 }
    count += 1
    waiting[key] = Waiting(frame: frame, order: waiting[key]?.order ?? count)
  }

  /// Takes out the next message of at most so many bits.
  mutating func next(upTo bits: Int, at time_ms: Int) -> [UInt8]? {
    let next = waiting.filter { $0.value.frame.count * 8 <= bits }.min { a, b in
      (Self.priority(of: a.key.number) ?? 9, a.value.order) < (Self.priority(of: b.key.number) ?? 9, b.value.order)
    }
    guard let (key, message) = next else { return nil }
    waiting[key] = nil
    sent[key] = (message.frame, time_ms)
    return message.frame
  }
}
