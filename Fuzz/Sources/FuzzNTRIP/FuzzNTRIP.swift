import NTRIPProtocol

/// What a caster sends, what a client sends, and the files of arrival times. The first byte chooses the request and where the rest is cut; the answer
/// cut in two must mean what the whole means.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNTRIP(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let choice = Int(input[0])
  let bytes = Array(input[1...])
  let credentials = NTRIPCredentials(user: "user", password: Secret("hunter2"))
  guard
    let request = try? NTRIPRequest(
      host: "h", port: 2101, mountpoint: choice & 1 == 0 ? "M" : nil, version: .v2, credentials: credentials)
  else { preconditionFailure("a request of constant parts is always good") }

  var whole = NTRIPClientStateMachine(request: request)
  let expected = joined(whole.receive(bytes) + whole.receiveEnd())
  var cut = NTRIPClientStateMachine(request: request)
  let at = bytes.count * (choice >> 1) / 128
  let first = cut.receive(bytes[..<at])
  let found = joined(first + cut.receive(bytes[at...]) + cut.receiveEnd())
  precondition(whole.isDone && cut.isDone, "an answer that does not end")
  precondition(expected.payload == found.payload && expected.others == found.others, "the meaning depends on how the bytes were cut")
  precondition(expected.payload.count <= bytes.count, "more data than came")
  for case .failed(let failure) in expected.others { precondition(!failure.text.zh.isEmpty && !failure.text.en.isEmpty) }

  var server = NTRIPServerStateMachine()
  precondition(server.receive(bytes).count <= bytes.count)

  var table = SourcetableParser()
  _ = try? table.take(bytes)
  for stream in table.finish().streams {
    // A line that was read and written again reads the same.
    var again = SourcetableParser()
    _ = try? again.take((stream.line + "\n").utf8)
    precondition(again.finish().streams.count == 1, "a stream's line that cannot be read back")
  }

  var times = ArrivalTimes.Parser()
  if let pieces = try? times.take(bytes) { for piece in pieces { precondition(piece.length > 0) } }
  return 0
}

private func joined(_ events: [NTRIPClientEvent]) -> (payload: [UInt8], others: [NTRIPClientEvent]) {
  var payload: [UInt8] = []
  var others: [NTRIPClientEvent] = []
  for event in events {
    if case .payload(let part) = event { payload += part } else { others.append(event) }
  }
  return (payload, others)
}
