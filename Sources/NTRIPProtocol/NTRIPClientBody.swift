// The body of a caster's answer: framing off, and what it is.
extension NTRIPClientStateMachine {
  /// Content types of data streams. Others are in use too, so an unknown one is not refused but looked into.
  private static let dataTypes: Set<String> = ["gnss/data", "application/octet-stream", "gnss/rtcm", "application/vnd.rtcm"]

  /// The body begins: the header said status 200.
  mutating func startBody() {
    phase = .body
    let type = answer.contentType
    if request.mountpoint == nil {
      if let type, Self.isDocument(type) { return startDocument(type: type) }
      content = .sourcetable(SourcetableParser())
      if case .length(0) = framing { endOfBody(orderly: true) }
      return
    }
    if type == "gnss/sourcetable" { return fail(.mountpointUnknown(.sourcetable)) }
    if let type, Self.isDocument(type) { return startDocument(type: type) }
    events.append(.readyForPosition)
    if let type, Self.dataTypes.contains(type) {
      content = .stream
      events.append(.accepted(answer))
    } else {
      content = .unsettled(type: type, held: [])
    }
    if case .length(0) = framing { endOfBody(orderly: true) }
  }

  /// True for a type that can be no data stream.
  private static func isDocument(_ type: String) -> Bool {
    type == "text/html" || type == "application/json" || type.hasSuffix("xml") || type.hasPrefix("image/") || type.hasPrefix("multipart/")
  }

  mutating func takeBody(_ rest: inout ArraySlice<UInt8>) {
    do throws(StreamFailure) {
      while case .body = phase, let piece = try nextPiece(&rest) {
        guard let piece else { return endOfBody(orderly: true) }
        take(data: piece)
      }
    } catch { fail(error) }
  }

  /// The next data of the body. Outer `nil`: all bytes are taken; inner `nil`: the body has ended.
  mutating func nextPiece(_ rest: inout ArraySlice<UInt8>) throws(StreamFailure) -> ArraySlice<UInt8>?? {
    switch framing {
    case .untilClose:
      guard !rest.isEmpty else { return .none }
      defer { rest = [] }
      return .some(rest)
    case .length(let left):
      if left == 0 { return .some(nil) }
      guard !rest.isEmpty else { return .none }
      let piece = rest.prefix(left)
      rest = rest.dropFirst(piece.count)
      framing = .length(left - piece.count)
      return .some(piece)
    case .chunked(var decoder):
      defer { framing = .chunked(decoder) }
      switch try decoder.next(&rest) {
      case .data(let piece): return .some(piece)
      case .end: return .some(nil)
      case nil: return .none
      }
    }
  }

  private mutating func take(data: ArraySlice<UInt8>) {
    switch content {
    case .stream: events.append(.payload(data))
    case .unsettled(let type, let before): settle(type: type, before: before, data: data)
    case .sourcetable(var parser):
      // The parser leaves `content` while it works, so that its storage is not copied.
      content = .stream
      if parser.isEmpty, data.first == 0x3C { return startDocument(type: answer.contentType ?? "HTML", with: data) }
      do throws(StreamFailure) { try parser.take(data) } catch { return fail(error) }
      content = .sourcetable(parser)
      if parser.isComplete { endOfBody(orderly: true) }
    }
  }

  /// Decides from the first bytes whether a body of unknown or no type is data.
  private mutating func settle(type: String?, before: [UInt8], data: ArraySlice<UInt8>) {
    let first = before + data.prefix(4 - before.count)
    switch Self.look(first, isTextType: type?.hasPrefix("text/") ?? false) {
    case .unclear: content = .unsettled(type: type, held: first)
    case .document: startDocument(type: type ?? "HTML", with: before + data)
    case .sourcetable: fail(.mountpointUnknown(.sourcetable))
    case .data:
      content = .stream
      events.append(.accepted(answer))
      if !before.isEmpty { events.append(.payload(before[...])) }
      events.append(.payload(data))
    }
  }

  private enum Look { case unclear, document, sourcetable, data }

  private static func look(_ first: [UInt8], isTextType: Bool) -> Look {
    guard let byte = first.first else { return .unclear }
    if byte == 0x3C { return .document }
    let isText = 0x20...0x7E ~= byte || byte == 0x0D || byte == 0x0A || byte == 0x09
    if !isText { return .data }
    if Sourcetable.mayBegin(first) { return first.count < 4 ? .unclear : .sourcetable }
    return isTextType ? .document : .data
  }

  private mutating func startDocument(type: String, with data: some Sequence<UInt8>) {
    startDocument(type: type)
    var rest = Array(data)[...]
    // The framing is off these bytes already.
    let framing = framing
    self.framing = .untilClose
    while !rest.isEmpty, case .document = phase { takeDocument(&rest) }
    self.framing = framing
  }

  /// The body ended, by its framing or by the connection.
  mutating func endOfBody(orderly: Bool) {
    var missing: Int?
    if !orderly {
      switch framing {
      case .untilClose: break
      case .length(let left): missing = left == 0 ? nil : left
      case .chunked(let decoder): missing = decoder.isEnded ? nil : decoder.missing
      }
    }
    switch content {
    case .sourcetable(var parser):
      let table = parser.finish()
      if let missing, !parser.isComplete { return fail(.truncated(missing: missing)) }
      if table.entries.isEmpty, !table.isComplete {
        return fail(
          .noSourcetable(
            type: answer.contentType ?? "?", excerpt: Excerpt.of(Array(table.otherLines.joined().utf8), hiding: request.secrets)))
      }
      phase = .done
      events.append(.sourcetable(table))
      return
    case .unsettled(_, let before) where !before.isEmpty:
      events.append(.accepted(answer))
      events.append(.payload(before[...]))
    case .unsettled, .stream: break
    }
    fail(missing.map { .truncated(missing: $0) } ?? .closedByServer)
  }
}
