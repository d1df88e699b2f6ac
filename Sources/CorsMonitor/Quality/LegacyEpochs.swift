import GNSS
import RTCM

/// Epochs from the observation messages before MSM, 1004 and 1012. Where a stream has both, MSM is what counts.
struct LegacyEpochs: Sendable {
  /// So many legacy messages without any MSM between, and the stream is taken to have no MSM (any more).
  private static let msmGoneAfter = 10

  private var epoch: Epoch?
  private var sinceMSM: Int?

  /// An MSM came.
  mutating func sawMSM() {
    sinceMSM = 0
    epoch = nil
  }

  /// Takes a payload of 1004 or 1012, and hands out the epoch that it completes: by its own bit (DF005), or by a new time.
  mutating func add(_ payload: RawSpan, number: UInt16, context: inout TimeContext, emit: (Epoch) -> Void) {
    if let count = sinceMSM {
      sinceMSM = count + 1
      guard count >= Self.msmGoneAfter else { return }
      sinceMSM = nil
    }
    if number == 1004 {
      guard let message = try? Message1004(payload: payload), let time = message.time(in: context) else { return }
      open(time, message.stationID, &context, emit)
      if var current = epoch {
        epoch = nil
        message.appendObservations(to: &current.observations)
        close(current, goesOn: message.synchronous, emit)
      }
    } else {
      guard let message = try? Message1012(payload: payload), let time = message.time(in: context) else { return }
      open(time, message.stationID, &context, emit)
      if var current = epoch {
        epoch = nil
        message.appendObservations(to: &current.observations)
        close(current, goesOn: message.synchronous, emit)
      }
    }
  }

  /// The end of the stream.
  mutating func finish(emit: (Epoch) -> Void) {
    if let epoch { emit(epoch) }
    epoch = nil
  }

  private mutating func open(_ time: GNSSTime, _ stationID: UInt16, _ context: inout TimeContext, _ emit: (Epoch) -> Void) {
    if let epoch, abs(epoch.time.nanoseconds - time.nanoseconds) < 5_000_000 { return }
    finish(emit: emit)
    epoch = Epoch(time: time, stationID: stationID)
    context.learn(time)
  }

  private mutating func close(_ current: Epoch, goesOn: Bool, _ emit: (Epoch) -> Void) {
    if goesOn { epoch = current } else { emit(current) }
  }
}
