import NTRIP
import NTRIPProtocol
import Testing

// Client and caster of this package over loopback. What is expected follows from what the caster was told to do.

@Suite("NTRIP source against a live caster")
struct NTRIPSourceTests {
  @Test("a stream in both versions, unbroken, with arrival times", arguments: NTRIPVersion.allCases)
  func stream(version: NTRIPVersion) async throws {
    try await withCaster { _, port in
      let before = StreamClock.system.now()
      try await withSource(source(port, version: version)) { log in
        try await log.wait("2000 bytes") { $0.payload.count > 2000 }
        #expect(isUnbroken(log.payload))
        #expect(log.events.first == .connecting(attempt: 1))
        #expect(log.connections.first?.answer?.form == (version == .v1 ? .icy : .http))
        let arrivals = log.events.compactMap { if case .bytes(_, let arrival) = $0 { arrival } else { nil } }
        #expect(arrivals == arrivals.sorted() && arrivals[0] >= before && arrivals[arrivals.count - 1] <= StreamClock.system.now())
        #expect(log.failures.isEmpty)
      }
    }
  }

  @Test("a raw TCP stream")
  func tcp() async throws {
    try await RawServer.run { port in
      let tcp = TCPSource(
        endpoint: StreamEndpoint(host: "127.0.0.1", port: port),
        timeouts: StreamTimeouts(connect: .seconds(2), silence: .seconds(2)), clock: NotedSleeps().clock)
      try await withSource(tcp) { log in
        try await log.wait("three connections") { $0.connections.count >= 3 }
        #expect(log.payloads[0] == RawServer.greeting)
        #expect(log.failures.first == .closedByServer)
      }
    }
  }

  @Test("the position is sent at once and again, in both versions", arguments: NTRIPVersion.allCases)
  func position(version: NTRIPVersion) async throws {
    let sentences = Shared<[String]>([])
    try await withCaster(onPosition: { _, sentence in sentences.change { $0.append(sentence) } }) { _, port in
      // An invented place.
      let position = StreamPosition(latitudeDegrees: 27.5, longitudeDegrees: 112.25, seaLevelHeight: 50, interval: .milliseconds(30))
      try await withSource(source(port, version: version, position: position)) { log in
        try await waitUntil("four sentences") { sentences.value.count >= 4 }
      }
    }
    let first = try #require(sentences.value.first)
    #expect(first.contains(",2730.0000000,N,11215.0000000,E,1,"))
  }

  @Test("Basic authentication: granted, wrong password, no password", arguments: NTRIPVersion.allCases)
  func authentication(version: NTRIPVersion) async throws {
    var configuration = NTRIPCaster.Configuration()
    configuration.accounts = [NTRIPCredentials(user: "hn", password: Secret("right"))]
    try await withCaster(configuration) { _, port in
      try await withSource(source(port, version: version, credentials: NTRIPCredentials(user: "hn", password: Secret("right")))) { log in
        try await log.wait("data") { !$0.payload.isEmpty }
      }
      for credentials in [NTRIPCredentials(user: "hn", password: Secret("hunter2")), nil] {
        let sleeps = NotedSleeps()
        try await withSource(source(port, version: version, credentials: credentials, clock: sleeps.clock)) { log in
          try await log.wait("two refusals") { $0.failures.count >= 2 }
          #expect(log.failures.allSatisfy { $0 == .authenticationRefused(answer: "401 Unauthorized") })
          #expect(!"\(log.events)".contains("hunter2"))
        }
        #expect(sleeps.durations.allSatisfy { $0 >= .seconds(10) }, "a refusal must not be followed by a quick attempt")
      }
    }
  }

  @Test("a mountpoint that is not there", arguments: NTRIPVersion.allCases)
  func unknownMountpoint(version: NTRIPVersion) async throws {
    try await withCaster { _, port in
      try await withSource(source(port, "NOPE", version: version)) { log in
        try await log.wait("a failure") { !$0.failures.isEmpty }
        #expect(log.failures[0] == .mountpointUnknown(version == .v1 ? .sourcetable : .status404))
      }
    }
  }

  @Test("the sourcetable", arguments: NTRIPVersion.allCases)
  func sourcetable(version: NTRIPVersion) async throws {
    try await withCaster(mountpoints: ["A1", "B2"]) { _, port in
      let table = try await source(port, version: version).sourcetable()
      #expect(table.isComplete && table.streams.map(\.mountpoint) == ["A1", "B2"])
    }
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let fault: CasterFault
    let version: NTRIPVersion
    let code: String
    /// Only the time-out that is looked for is short: on a busy machine any other could come first.
    var answer: Duration { code == "answerTimedOut" ? .milliseconds(150) : .seconds(60) }
    var silence: Duration { code == "silent" ? .milliseconds(150) : .seconds(60) }
    var testDescription: String { "\(fault) v\(version.rawValue)" }
  }

  @Test(
    "each fault of a caster has its failure, is tried again, and works when the fault is gone",
    arguments: [
      Fault(fault: .mute, version: .v2, code: "answerTimedOut"),
      Fault(fault: .slowHeader(.milliseconds(50)), version: .v2, code: "answerTimedOut"),
      Fault(fault: .stall(afterBytes: 250), version: .v1, code: "silent"),
      Fault(fault: .stall(afterBytes: 0), version: .v2, code: "silent"),
      Fault(fault: .close(afterBytes: 250), version: .v1, code: "closedByServer"),
      Fault(fault: .close(afterBytes: 250), version: .v2, code: "truncated"),
      Fault(fault: .truncatedChunk(afterBytes: 300), version: .v2, code: "truncated"),
      Fault(fault: .unframed, version: .v2, code: "malformedChunk"),
      Fault(fault: .html, version: .v1, code: "unexpectedContent"),
      Fault(fault: .html, version: .v2, code: "unexpectedContent"),
      Fault(fault: .garbage, version: .v2, code: "notNTRIP"),
      Fault(fault: .status(403), version: .v2, code: "forbidden"),
      Fault(fault: .status(503), version: .v1, code: "serverError"),
      Fault(fault: .sourcetable, version: .v2, code: "mountpointUnknown"),
      Fault(fault: .redirect("http://x.example/"), version: .v2, code: "redirected"),
    ])
  func faults(_ value: Fault) async throws {
    try await withCaster { caster, port in
      caster.setFault(value.fault, at: "HN01")
      try await withSource(source(port, version: value.version, silence: value.silence, answer: value.answer)) { log in
        try await log.wait("two failures") { $0.failures.count >= 2 }
        #expect(log.failures.allSatisfy { $0.code == value.code }, "\(log.failures)")
        caster.setFault(nil, at: "HN01")
        try await log.wait("data") { $0.payloads.last?.count ?? 0 > 1000 }
        #expect(isUnbroken(log.payloads.last ?? []))
      }
    }
  }

  @Test("ICY without a blank line, and pieces that all come through")
  func noBlankLine() async throws {
    try await withCaster { caster, port in
      caster.setFault(.noBlankLine, at: "HN01")
      try await withSource(source(port, version: .v1)) { log in
        try await log.wait("data") { $0.payload.count > 1000 }
        #expect(isUnbroken(log.payload))
      }
    }
  }

  @Test("nobody listens, and a name that does not exist")
  func unreachable() async throws {
    // Port 1 of loopback: nothing listens there, and the kernel refuses at once.
    try await withSource(source(1)) { log in
      try await log.wait("a failure") { !$0.failures.isEmpty }
      #expect(log.failures[0].code == "cannotConnect")
    }
    // `.invalid` never resolves (RFC 6761); a resolver without a network may take its time, which the time-out bounds.
    try await withSource(source(2101, host: "caster.invalid")) { log in
      try await log.wait("a failure") { !$0.failures.isEmpty }
      #expect(log.failures[0] == .nameNotResolved(host: "caster.invalid"))
    }
  }

  @Test("a request that cannot be made ends the source")
  func configuration() async throws {
    let log = EventLog()
    await source(2101, "a b").run { log.add($0) }
    guard case .failed(.configuration, retryIn: nil)? = log.events.last else {
      Issue.record("\(log.events)")
      return
    }
  }

  @Test("delays between attempts: quick after a drop, doubling, at least 10 s after a refusal")
  func delays() async throws {
    try await withCaster { caster, port in
      caster.setFault(.close(afterBytes: 100), at: "HN01")
      let sleeps = NotedSleeps()
      try await withSource(source(port, version: .v1, clock: sleeps.clock)) { log in
        try await waitUntil("four sleeps") { sleeps.durations.count >= 4 }
        // The policy: 1, 2, 4, 8 s and up to a quarter more.
        for (index, delay) in sleeps.durations.prefix(4).enumerated() {
          let base = Double(1 << index)
          #expect(delay.inSeconds >= base && delay.inSeconds <= base * 1.25, "\(index): \(delay)")
        }
        let told = log.events.compactMap { if case .failed(_, let delay) = $0 { delay } else { nil } }
        #expect(Array(told.prefix(4)) == Array(sleeps.durations.prefix(4)), "the delay told is the delay slept")
      }
    }
  }

  @Test("one bad station does not disturb another")
  func independence() async throws {
    try await withCaster(mountpoints: ["GOOD", "BAD"]) { caster, port in
      caster.setFault(.close(afterBytes: 50), at: "BAD")
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await withSource(source(port, "GOOD")) { log in
            try await log.wait("10 000 bytes") { $0.payload.count > 10_000 }
            #expect(isUnbroken(log.payload) && log.failures.isEmpty)
          }
        }
        group.addTask {
          try await withSource(source(port, "BAD")) { log in try await log.wait("20 failures") { $0.failures.count > 20 } }
        }
        // This one keeps its consumer busy for ever.
        group.addTask {
          try await withThrowingTaskGroup(of: Void.self) { inner in
            inner.addTask { await source(port, "GOOD").run { _ in try? await Task.sleep(for: .seconds(60)) } }
            try await Task.sleep(for: .milliseconds(300))
            inner.cancelAll()
            try await inner.waitForAll()
          }
        }
        try await group.waitForAll()
      }
    }
  }
}

@Suite("Bounded memory of NTRIP streams")
struct StreamBackPressureTests {
  @Test("a slow consumer holds the reading back: bounded bytes in memory, no silence, and in the end the caster drops the client")
  func slowConsumer() async throws {
    var configuration = NTRIPCaster.Configuration()
    configuration.clientBufferBytes = 65_536
    try await withCaster(configuration) { caster, port in
      let delivered = Shared(0)
      let failures = Shared<[StreamFailure]>([])
      let isHeld = Shared(true)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          await source(port, silence: .milliseconds(200)).run { event in
            switch event {
            case .bytes(let bytes, _):
              delivered.change { $0 += bytes.count }
              while isHeld.value, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
            case .failed(let failure, _): failures.change { $0.append(failure) }
            default: break
            }
          }
        }
        try await waitUntil("first bytes") { delivered.value > 0 }
        // Much more than the buffers of both sides and of the kernel (a few MB on loopback) hold.
        let block = [UInt8](repeating: 0x55, count: 65_000)
        try await waitUntil("the caster to drop the client") {
          caster.publish(block, to: "HN01")
          return caster.clientCount(of: "HN01") == 0
        }
        // Nothing more was delivered meanwhile, and the consumer's slowness was not taken for silence.
        try await Task.sleep(for: .milliseconds(400))
        #expect(delivered.value < 20_000)
        #expect(failures.value.isEmpty)
        isHeld.change { $0 = false }
        try await waitUntil("the end of the connection") { !failures.value.isEmpty }
        #expect(!failures.value.contains { $0.code == "silent" })
        group.cancelAll()
        try await group.waitForAll()
      }
    }
  }
}
