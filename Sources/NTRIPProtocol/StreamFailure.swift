import Bilingual

/// Why a stream could not be had, or ended. Every case says what was seen; ``text`` says in two languages what to do about it.
public enum StreamFailure: Error, Sendable, Hashable {
  // The server answered, and the answer is no.

  /// 401, or `ERROR - Bad Password`: user or password are not accepted.
  case authenticationRefused(answer: String)
  /// 403: the account may not use this mountpoint, or is used elsewhere.
  case forbidden(answer: String)
  /// The caster has no such mountpoint now.
  case mountpointUnknown(MountpointEvidence)
  /// A version 1 `ERROR - …` line with another text.
  case refused(answer: String)
  /// A 3xx answer. Redirects are not followed: they could send the password elsewhere.
  case redirected(status: Int, location: String)
  /// A 5xx answer.
  case serverError(status: Int, answer: String)
  /// Any other status.
  case unexpectedStatus(status: Int, answer: String)

  // What came is not what was asked for.

  /// A web page or another document in place of GNSS data.
  case unexpectedContent(type: String, excerpt: String)
  /// The answer does not begin with a status line.
  case notNTRIP(excerpt: String)
  /// RTCM 3 data came with no answer before it: the port is a raw TCP stream.
  case rawDataInsteadOfAnswer
  /// The sourcetable was asked for and something else came.
  case noSourcetable(type: String, excerpt: String)
  /// The body is compressed or coded in a way that we did not ask for.
  case unsupportedEncoding(String)
  /// The answer's header is larger than the limit in bytes.
  case headerTooLarge(limit: Int)
  /// A header line without a name and a colon.
  case malformedHeader(excerpt: String)
  /// Chunked framing broken: at this offset of the body (from the end of the header) stood this byte.
  case malformedChunk(offset: Int, byte: UInt8)
  /// The sourcetable is larger than the limit in bytes.
  case sourcetableTooLarge(limit: Int)

  // The connection ended.

  /// Closed before the answer was complete; so many bytes of it had come.
  case closedBeforeAnswer(received: Int)
  /// Closed in the middle of a chunk, or before the announced length; so many bytes were missing (0: not known).
  case truncated(missing: Int)
  /// The server closed, or ended the stream in order.
  case closedByServer
  /// The connection broke; the operating system's words.
  case connectionLost(String)

  // Nothing came.

  /// The host name could not be resolved.
  case nameNotResolved(host: String)
  /// The connection was refused or impossible; the operating system's words.
  case cannotConnect(address: String, reason: String)
  /// No connection within this many seconds.
  case connectTimedOut(seconds: Double)
  /// Connected, but no complete answer within this many seconds.
  case answerTimedOut(seconds: Double)
  /// No byte for this many seconds.
  case silent(seconds: Double)
  /// TLS could not be agreed on, or the certificate is not trusted.
  case tlsRefused(String)

  // Configuration and files.

  /// A file could not be read; the operating system's words.
  case fileUnreadable(path: String, reason: String)
  /// A sidecar of arrival times does not fit its stream.
  case arrivalTimesUnusable(path: String, reason: String)
  /// A configured value cannot be used.
  case configuration(reason: String)
}

/// What showed that a mountpoint is not there.
public enum MountpointEvidence: Sendable, Hashable {
  /// A 404 answer.
  case status404
  /// The sourcetable came in place of the stream, as version 1 casters do.
  case sourcetable
  /// An `ERROR - …` line.
  case errorLine(String)
}

/// How soon a connection may be tried again after a failure; see ``ReconnectPolicy``.
public enum FailureKind: Sendable, Hashable {
  /// The server said no, or is no caster: asking again soon changes nothing and gets the address banned.
  case refusal
  /// The stream ran and stopped.
  case drop
  /// No connection, or no answer.
  case unreachable
  /// Trying again cannot help before someone changes something here.
  case permanent
}

extension StreamFailure {
  /// The kind of the failure, on which the reconnection delay depends.
  public var kind: FailureKind {
    switch self {
    case .authenticationRefused, .forbidden, .mountpointUnknown, .refused, .redirected, .unexpectedStatus, .unexpectedContent, .notNTRIP,
      .rawDataInsteadOfAnswer, .noSourcetable, .unsupportedEncoding, .headerTooLarge, .malformedHeader, .sourcetableTooLarge,
      .serverError, .tlsRefused:
      .refusal
    case .malformedChunk, .truncated, .closedByServer, .connectionLost, .silent: .drop
    case .closedBeforeAnswer, .nameNotResolved, .cannotConnect, .connectTimedOut, .answerTimedOut: .unreachable
    case .fileUnreadable, .arrivalTimesUnusable, .configuration: .permanent
    }
  }

  /// A stable short name of the case, for logs, metrics and the API.
  public var code: String {
    switch self {
    case .authenticationRefused: "authenticationRefused"
    case .forbidden: "forbidden"
    case .mountpointUnknown: "mountpointUnknown"
    case .refused: "refused"
    case .redirected: "redirected"
    case .serverError: "serverError"
    case .unexpectedStatus: "unexpectedStatus"
    case .unexpectedContent: "unexpectedContent"
    case .notNTRIP: "notNTRIP"
    case .rawDataInsteadOfAnswer: "rawDataInsteadOfAnswer"
    case .noSourcetable: "noSourcetable"
    case .unsupportedEncoding: "unsupportedEncoding"
    case .headerTooLarge: "headerTooLarge"
    case .malformedHeader: "malformedHeader"
    case .malformedChunk: "malformedChunk"
    case .sourcetableTooLarge: "sourcetableTooLarge"
    case .closedBeforeAnswer: "closedBeforeAnswer"
    case .truncated: "truncated"
    case .closedByServer: "closedByServer"
    case .connectionLost: "connectionLost"
    case .nameNotResolved: "nameNotResolved"
    case .cannotConnect: "cannotConnect"
    case .connectTimedOut: "connectTimedOut"
    case .answerTimedOut: "answerTimedOut"
    case .silent: "silent"
    case .tlsRefused: "tlsRefused"
    case .fileUnreadable: "fileUnreadable"
    case .arrivalTimesUnusable: "arrivalTimesUnusable"
    case .configuration: "configuration"
    }
  }
}

extension StreamFailure: CustomStringConvertible {
  /// The English text.
  public var description: String { text.en }
}
