import GNSS
import RTCM

/// Finds the date of a recording in its own bytes: observations carry only a time of week.
public enum StreamDate {
  /// A time within three days of the recording, from the first messages that tell (`DateEvidence`); nil when the stream says nothing of it.
  public static func find(in bytes: [UInt8], leapSeconds: LeapSecondTable = .builtIn) -> GNSSTime? {
    var scanner = FrameScanner()
    var evidence = DateEvidence(leapSeconds: leapSeconds)
    scanner.scan(bytes.span.bytes) { frame in
      // Observations are most of a stream: only the messages looked for are decoded.
      guard let number = frame.messageNumber, DateEvidence.isEvidence(number), let message = try? Message(payload: frame.payload) else {
        return
      }
      evidence.take(message)
    }
    return evidence.time
  }
}
