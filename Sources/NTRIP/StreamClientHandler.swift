import NIOCore
import NTRIPProtocol

/// What the event loop hands to the station's task.
enum StreamItem: Sendable {
  case connected(StreamInfo)
  case bytes([UInt8], ArrivalTime)
  case sourcetable(Sourcetable)
  case failed(StreamFailure)
}

/// One connection on its event loop: the caster's answer, the position sent up, the time-outs.
///
/// It runs before `NIOAsyncChannel` in the pipeline. Everything that can go wrong becomes one ``StreamItem/failed(_:)`` as the last item.
final class StreamClientHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = StreamItem
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// The protocol; `nil` for a raw TCP stream.
  private var machine: NTRIPClientStateMachine?
  private var info: StreamInfo
  private let timeouts: StreamTimeouts
  private let position: StreamPosition?
  private let clock: StreamClock

  private var isActive = false
  private var isDone = false
  private var lastActivity = NIODeadline.uptimeNanoseconds(0)
  /// A read was asked for and nothing came yet. Only then does silence count: a slow station task holds reads back.
  private var isReadPending = false
  private var answerTimer: Scheduled<Void>?
  private var silenceTimer: Scheduled<Void>?
  private var positionTimer: Scheduled<Void>?

  init(machine: NTRIPClientStateMachine?, info: StreamInfo, timeouts: StreamTimeouts, position: StreamPosition?, clock: StreamClock) {
    self.machine = machine
    self.info = info
    self.timeouts = timeouts
    self.position = position
    self.clock = clock
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { activate(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { stopTimers() }

  func channelActive(context: ChannelHandlerContext) {
    activate(context)
    context.fireChannelActive()
  }

  private func activate(_ context: ChannelHandlerContext) {
    guard !isActive else { return }
    isActive = true
    lastActivity = .now()
    scheduleSilence(context, after: TimeAmount(timeouts.silence))
    guard let machine else { return emit(.connected(info), context) }
    let loopBound = context.loopBound
    let answer = timeouts.answer
    answerTimer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(answer)) {
      let context = loopBound.value
      self.take(self.machine?.answerTimedOut(seconds: answer.inSeconds) ?? [], from: [], context)
    }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: machine.requestBytes)), promise: nil)
  }

  // MARK: Bytes

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDone else { return }
    lastActivity = .now()
    let buffer = unwrapInboundIn(data)
    let bytes = [UInt8](buffer.readableBytesView)
    if machine == nil {
      if !bytes.isEmpty { emit(.bytes(bytes, clock.now()), context) }
    } else {
      take(machine?.receive(bytes) ?? [], from: bytes, context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReadPending = false
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    if !isReadPending {
      isReadPending = true
      // The time in which nothing was asked for is no silence of the server's.
      lastActivity = max(lastActivity, .now())
    }
    context.read()
  }

  private func take(_ events: [NTRIPClientEvent], from bytes: [UInt8], _ context: ChannelHandlerContext) {
    guard !isDone else { return }
    var data: [UInt8] = []
    func flush() {
      if !data.isEmpty { emit(.bytes(data, clock.now()), context) }
      data = []
    }
    for event in events {
      switch event {
      case .readyForPosition:
        answerTimer?.cancel()
        answerTimer = nil
        startPositions(context)
      case .accepted(let answer):
        info.answer = answer
        emit(.connected(info), context)
      case .payload(let slice):
        // The whole read is payload, as in every stream that is not chunked: no copy.
        if slice.count == bytes.count { data = bytes } else { data += slice }
      case .sourcetable(let table):
        emit(.sourcetable(table), context)
        finish(context)
      case .failed(let failure):
        flush()
        fail(failure, context)
      }
    }
    flush()
  }

  // MARK: The end

  func channelInactive(context: ChannelHandlerContext) {
    if !isDone {
      if machine == nil { fail(.closedByServer, context) } else { take(machine?.receiveEnd() ?? [], from: [], context) }
    }
    stopTimers()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isDone else { return }
    if StreamFailure.isUncleanEnd(error) {
      // TLS without its closing message: most casters end so.
      if machine == nil { fail(.closedByServer, context) } else { take(machine?.receiveEnd() ?? [], from: [], context) }
    } else {
      fail(StreamFailure(connection: error), context)
    }
  }

  private func fail(_ failure: StreamFailure, _ context: ChannelHandlerContext) {
    guard !isDone else { return }
    emit(.failed(failure), context)
    finish(context)
  }

  private func finish(_ context: ChannelHandlerContext) {
    isDone = true
    stopTimers()
    context.fireChannelReadComplete()
    context.close(promise: nil)
  }

  private func emit(_ item: StreamItem, _ context: ChannelHandlerContext) {
    context.fireChannelRead(wrapInboundOut(item))
    if case .connected = item { context.fireChannelReadComplete() }
  }

  // MARK: Timers

  private func scheduleSilence(_ context: ChannelHandlerContext, after delay: TimeAmount) {
    let loopBound = context.loopBound
    silenceTimer = context.eventLoop.assumeIsolated().scheduleTask(in: delay) { self.checkSilence(loopBound.value) }
  }

  private func checkSilence(_ context: ChannelHandlerContext) {
    guard !isDone else { return }
    let limit = TimeAmount(timeouts.silence)
    guard isReadPending, machine?.isWaitingForAnswer != true else { return scheduleSilence(context, after: limit) }
    let quiet = NIODeadline.now() - lastActivity
    if quiet >= limit {
      fail(.silent(seconds: timeouts.silence.inSeconds), context)
    } else {
      scheduleSilence(context, after: limit - quiet)
    }
  }

  private func startPositions(_ context: ChannelHandlerContext) {
    guard let position, !isDone else { return }
    sendPosition(position, context)
    let loopBound = context.loopBound
    positionTimer = context.eventLoop.assumeIsolated().scheduleTask(in: max(TimeAmount(position.interval), .milliseconds(10))) {
      self.startPositions(loopBound.value)
    }
  }

  private func sendPosition(_ position: StreamPosition, _ context: ChannelHandlerContext) {
    // A caster that does not read must not make us hoard sentences.
    guard !isDone, context.channel.isWritable, let sentence = position.sentence(at: clock.now()) else { return }
    let bytes = machine?.positionBytes(sentence) ?? []
    if !bytes.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil) }
  }

  private func stopTimers() {
    answerTimer?.cancel()
    silenceTimer?.cancel()
    positionTimer?.cancel()
    answerTimer = nil
    silenceTimer = nil
    positionTimer = nil
  }
}
