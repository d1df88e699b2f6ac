/// What a caster's answer brings.
public enum NTRIPClientEvent: Sendable, Hashable {
  /// The caster listens: a position may be sent now. Comes before ``accepted(_:)``, because a network-RTK caster sends no data, and a
  /// version 1 caster perhaps no blank line, before it has a position.
  case readyForPosition
  /// The stream was granted; data follow.
  case accepted(NTRIPAnswer)
  /// Data of the stream, a slice of the bytes given to `receive` wherever possible.
  case payload(ArraySlice<UInt8>)
  /// The sourcetable, when that was asked for. Nothing follows.
  case sourcetable(Sourcetable)
  /// The answer is of no use, or ended. Nothing follows.
  case failed(StreamFailure)
}

/// One answer of a caster, from its first byte to its last. A value: no socket, no clock, no task.
///
/// It takes version 1 and 2 answers whichever was asked for, and knows the ways in which casters depart from the books: no blank line (or no
/// line end) after `ICY 200 OK`, header lines after `ICY`, bare line feeds, the sourcetable in place of a 404, `ERROR - …` lines, odd
/// content types, web pages. The result does not depend on how the bytes are cut. Memory is bounded by ``headerLimit``, by
/// the excerpt of an unwanted document and by ``SourcetableParser/sizeLimit``.
public struct NTRIPClientStateMachine: Sendable {
  /// The largest header in bytes. The largest seen from a caster is about 1 KiB.
  public static let headerLimit = 16_384

  /// After `ICY 200 OK` a line longer than this is data that looks like a header.
  static let icyLineLimit = 512

  enum Phase: Sendable {
    case statusLine
    case header
    case icyHeader
    case body
    /// An unwanted document: an excerpt of it is collected for the message.
    case document(type: String)
    case done
  }

  enum Content: Sendable {
    /// Data; `sniffed` is nil when its kind is settled, else the bytes seen so far.
    case stream
    case unsettled(type: String?, held: [UInt8])
    case sourcetable(SourcetableParser)
  }

  enum Framing: Sendable {
    case untilClose
    case length(Int)
    case chunked(ChunkedDecoder)
  }

  let request: NTRIPRequest
  var phase = Phase.statusLine
  var answer = NTRIPAnswer(form: .http, status: 0, reason: "")
  var content = Content.stream
  var framing = Framing.untilClose
  /// The unfinished line, or the excerpt of a document.
  private var held: [UInt8] = []
  private var headerBytes = 0
  private var received = 0
  var events: [NTRIPClientEvent] = []

  /// Waits for the answer to `request`.
  public init(request: NTRIPRequest) { self.request = request }

  /// The request to send when the connection is there.
  public var requestBytes: [UInt8] { request.bytes }

  /// True until the header was read to its end: the time-out for the answer runs. Afterwards silence is what counts.
  public var isWaitingForAnswer: Bool {
    switch phase {
    case .statusLine, .header, .document: true
    case .icyHeader, .body, .done: false
    }
  }

  /// True after the last event.
  public var isDone: Bool { if case .done = phase { true } else { false } }

  /// The bytes that bring a GGA sentence to the caster; none before ``NTRIPClientEvent/readyForPosition`` and after the end.
  public func positionBytes(_ sentence: String) -> [UInt8] {
    switch phase {
    case .icyHeader, .body: Array((sentence + "\r\n").utf8)
    case .statusLine, .header, .document, .done: []
    }
  }

  /// Takes bytes as they came; gives what they mean, in order.
  public mutating func receive(_ bytes: [UInt8]) -> [NTRIPClientEvent] { receive(bytes[...]) }

  /// Takes bytes as they came; gives what they mean, in order.
  public mutating func receive(_ bytes: ArraySlice<UInt8>) -> [NTRIPClientEvent] {
    var rest = bytes
    received += bytes.count
    while !rest.isEmpty, !isDone {
      switch phase {
      case .statusLine: takeStatusLine(&rest)
      case .header: takeHeader(&rest)
      case .icyHeader: takeICYHeader(&rest)
      case .body: takeBody(&rest)
      case .document: takeDocument(&rest)
      case .done: break
      }
    }
    return drain()
  }

  /// The peer closed its side.
  public mutating func receiveEnd() -> [NTRIPClientEvent] {
    switch phase {
    case .statusLine:
      // A refusal may come without a line end.
      if held.starts(with: Array("ERROR".utf8)) { endStatusLine() } else { fail(.closedBeforeAnswer(received: received)) }
      if !isDone { fail(.closedBeforeAnswer(received: received)) }
    case .header: fail(.closedBeforeAnswer(received: received))
    case .icyHeader:
      startBodyAfterICY()
      endOfBody(orderly: false)
    case .body: endOfBody(orderly: false)
    case .document: failWithDocument()
    case .done: break
    }
    return drain()
  }

  /// The time for the answer is over. Does nothing once the header was read.
  public mutating func answerTimedOut(seconds: Double) -> [NTRIPClientEvent] {
    switch phase {
    case .statusLine, .header: fail(.answerTimedOut(seconds: seconds))
    case .document: failWithDocument()
    case .icyHeader, .body, .done: break
    }
    return drain()
  }

  private mutating func drain() -> [NTRIPClientEvent] {
    defer { events = [] }
    return events
  }

  mutating func fail(_ failure: StreamFailure) {
    held = []
    phase = .done
    events.append(.failed(failure))
  }

  // MARK: Header

  /// Moves one byte into the line at hand; false when the header has become too large.
  private mutating func hold(_ rest: inout ArraySlice<UInt8>) -> Bool {
    held.append(rest.removeFirst())
    headerBytes += 1
    if headerBytes <= Self.headerLimit { return true }
    fail(.headerTooLarge(limit: Self.headerLimit))
    return false
  }

  /// The line at hand without its end, which is then forgotten.
  private mutating func line() -> [UInt8] {
    defer { held = [] }
    var line = held
    if line.last == 0x0A { line.removeLast() }
    if line.last == 0x0D { line.removeLast() }
    return line
  }

  private mutating func takeStatusLine(_ rest: inout ArraySlice<UInt8>) {
    while let byte = rest.first {
      // Bare `ICY 200 OK` and then data: no line end at all.
      if byte == 0xD3, held.count == 10, String(decoding: held, as: UTF8.self).uppercased() == "ICY 200 OK" { return endStatusLine() }
      guard hold(&rest) else { return }
      if held == [0x0D] || held == [0x0A] || held == [0x0D, 0x0A] {
        // Blank lines before the status line (RFC 9112, 2.2).
        if byte == 0x0A { held = [] }
        continue
      }
      if byte == 0x0A { return endStatusLine() }
      // The first bytes tell whether a status line can come at all: a web page or data would fill the limit first.
      if held.count == 3, held[0] == 0xD3, held[1] & 0xFC == 0 { return fail(.rawDataInsteadOfAnswer) }
      if held.count <= 11, !Self.beginsAnswer(held) { return startDocument(type: "") }
    }
  }

  /// True when the bytes begin an answer or can be continued to one.
  private static func beginsAnswer(_ bytes: [UInt8]) -> Bool {
    if bytes[0] == 0xD3 { return bytes.count < 3 }
    // Upper case for ASCII letters; the other bytes compared do not matter.
    let upper = bytes.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }
    return ["ICY ", "HTTP/", "SOURCETABLE", "ERROR"].contains { start in
      zip(upper, start.utf8).allSatisfy(==)
    }
  }

  private mutating func endStatusLine() {
    let line = line()
    if line.starts(with: Array("ERROR".utf8)) { return fail(Self.errorLine(Excerpt.of(line, hiding: request.secrets))) }
    guard let answer = NTRIPAnswer.statusLine(line, hiding: request.secrets) else {
      held = line + [0x0A]
      return startDocument(type: "")
    }
    self.answer = answer
    switch answer.form {
    case .http: phase = .header
    case .icy where answer.status == 200:
      if request.mountpoint == nil { return fail(.noSourcetable(type: "ICY 200 OK", excerpt: "")) }
      phase = .icyHeader
      events.append(.readyForPosition)
      events.append(.accepted(answer))
    case .icy: judgeStatus()
    case .sourcetable:
      if request.mountpoint != nil { return fail(.mountpointUnknown(.sourcetable)) }
      if answer.status != 200 { return judgeStatus() }
      phase = .header
    }
  }

  /// A version 1 refusal in words.
  private static func errorLine(_ line: String) -> StreamFailure {
    let words = line.lowercased()
    if words.contains("password") || words.contains("auth") { return .authenticationRefused(answer: line) }
    if words.contains("mount") { return .mountpointUnknown(.errorLine(line)) }
    return .refused(answer: line)
  }

  private mutating func takeHeader(_ rest: inout ArraySlice<UInt8>) {
    while let byte = rest.first {
      // No header line begins so: the blank line is missing.
      if byte == 0xD3, held.isEmpty, answer.status == 200 { return endHeader() }
      guard hold(&rest) else { return }
      guard byte == 0x0A else { continue }
      let isContinuation = held[0] == 0x20 || held[0] == 0x09
      let line = line()
      if line.isEmpty { return endHeader() }
      if isContinuation { continue }
      // A version 1 sourcetable without a blank line: its first line is no header.
      if answer.form == .sourcetable, Sourcetable.isEntry(line) {
        endHeader()
        var first = (line + [0x0A])[...]
        while !first.isEmpty, !isDone { takeBody(&first) }
        return
      }
      if !answer.take(line: line, hiding: request.secrets) {
        return fail(.malformedHeader(excerpt: Excerpt.of(line, hiding: request.secrets)))
      }
    }
  }

  private mutating func endHeader() {
    if 100..<200 ~= answer.status, answer.status != 101 {
      phase = .statusLine
      return
    }
    guard answer.status == 200 else { return judgeStatus() }
    if let coding = chooseFraming() { return fail(.unsupportedEncoding(coding)) }
    startBody()
  }

  /// Sets the framing of the body; gives the name of a coding that we cannot take off.
  mutating func chooseFraming() -> String? {
    if let encoding = answer.contentEncoding, encoding != "identity" { return encoding }
    let codings = answer.transferCodings.filter { $0 != "identity" && !$0.isEmpty }
    if codings == ["chunked"] {
      framing = .chunked(ChunkedDecoder())
    } else if !codings.isEmpty {
      return codings.joined(separator: ", ")
    } else if let length = answer.contentLength {
      framing = .length(length)
    }
    return nil
  }

  private mutating func judgeStatus() {
    let text = answer.statusText
    switch answer.status {
    case 401: fail(.authenticationRefused(answer: text))
    case 403: fail(.forbidden(answer: text))
    case 404: fail(.mountpointUnknown(.status404))
    case 300..<400: fail(.redirected(status: answer.status, location: answer.location ?? "?"))
    case 500..<600: fail(.serverError(status: answer.status, answer: text))
    default: fail(.unexpectedStatus(status: answer.status, answer: text))
    }
  }

  /// After `ICY 200 OK`: header lines, a blank line, or data at once.
  private mutating func takeICYHeader(_ rest: inout ArraySlice<UInt8>) {
    while let byte = rest.first {
      if held.isEmpty, !NTRIPAnswer.isNameByte(byte), byte != 0x0D, byte != 0x0A { return startBodyAfterICY() }
      held.append(rest.removeFirst())
      if byte == 0x0A {
        let line = line()
        if line.isEmpty { return startBodyAfterICY() }
        if answer.take(line: line, hiding: request.secrets) { continue }
        held = line + [0x0A]
        return startBodyAfterICY()
      }
      let isHeaderSoFar: Bool
      if held[0] == 0x0D {
        isHeaderSoFar = held.count == 1
      } else if let colon = held.firstIndex(of: 0x3A) {
        isHeaderSoFar = colon > 0 && (byte >= 0x20 || byte == 0x09 || byte == 0x0D)
      } else {
        isHeaderSoFar = NTRIPAnswer.isNameByte(byte)
      }
      if !isHeaderSoFar || held.count > Self.icyLineLimit { return startBodyAfterICY() }
    }
  }

  /// The body after `ICY`, with what was held as its first bytes.
  private mutating func startBodyAfterICY() {
    let first = held
    held = []
    if let coding = chooseFraming() { return fail(.unsupportedEncoding(coding)) }
    content = .stream
    phase = .body
    var rest = first[...]
    while !rest.isEmpty, !isDone { takeBody(&rest) }
  }

  // MARK: Unwanted documents

  mutating func startDocument(type: String) {
    phase = .document(type: type)
    if held.count >= Excerpt.collected { failWithDocument() }
  }

  /// Collects the excerpt of an unwanted document, framing taken off.
  mutating func takeDocument(_ rest: inout ArraySlice<UInt8>) {
    do throws(StreamFailure) {
      while let piece = try nextPiece(&rest) {
        if let piece { held += piece.prefix(Excerpt.collected - held.count) }
        if piece == nil || held.count >= Excerpt.collected { return failWithDocument() }
      }
    } catch { failWithDocument() }
  }

  private mutating func failWithDocument() {
    guard case .document(let type) = phase else { return }
    let excerpt = Excerpt.of(held, hiding: request.secrets)
    if type.isEmpty {
      let isPage = excerpt.hasPrefix("<")
      fail(isPage ? .unexpectedContent(type: "HTML", excerpt: excerpt) : .notNTRIP(excerpt: excerpt))
    } else if request.mountpoint == nil {
      fail(.noSourcetable(type: type, excerpt: excerpt))
    } else {
      fail(.unexpectedContent(type: type, excerpt: excerpt))
    }
  }
}
