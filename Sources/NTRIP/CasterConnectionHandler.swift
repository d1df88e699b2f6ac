import NIOCore
import NTRIPProtocol

/// One client of an ``NTRIPCaster``, on its event loop.
///
/// Bytes written to the channel are pieces of the stream; the handler frames them as the client's version needs, and does wrong what the
/// mountpoint's ``CasterFault`` says.
final class CasterConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let caster: NTRIPCaster
  private var machine = NTRIPServerStateMachine()
  private var timer: Scheduled<Void>?
  private var mountpoint: String?
  /// Chunks are put around the pieces.
  private var isChunked = false
  private var sent = 0
  private var isClosing = false

  init(caster: NTRIPCaster) { self.caster = caster }

  func channelActive(context: ChannelHandlerContext) {
    guard caster.add(context.channel) else { return close(context) }
    let loopBound = context.loopBound
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(caster.configuration.requestTimeout)) {
      if self.mountpoint == nil { self.close(loopBound.value) }
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    isClosing = true
    caster.remove(context.channel, from: mountpoint)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { close(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isClosing else { return }
    for event in machine.receive(unwrapInboundIn(data).readableBytesView) {
      switch event {
      case .request(let request): answer(request, context)
      case .position(let sentence): if let mountpoint { caster.position(sentence, at: mountpoint) }
      case .refuse(let status, let version): end(NTRIPServerAnswer.status(status, version), context)
      }
    }
  }

  // MARK: Answers

  private func answer(_ request: NTRIPServerRequest, _ context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    guard let name = request.mountpoint else {
      return end(NTRIPServerAnswer.sourcetable(caster.sourcetableLines, request.version), context)
    }
    guard caster.serves(name) else {
      return end(
        request.version == .v1
          ? NTRIPServerAnswer.sourcetable(caster.sourcetableLines, .v1) : NTRIPServerAnswer.status(404, .v2), context)
    }
    guard caster.admits(request.credentials) else { return end(NTRIPServerAnswer.status(401, request.version), context) }
    mountpoint = name
    isChunked = request.version == .v2
    switch caster.fault(at: name) {
    case .mute: return
    case .html:
      let page = "<!DOCTYPE html><html><title>login</title><body>login needed</body></html>"
      end(Array("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.count)\r\n\r\n\(page)".utf8), context)
    case .garbage: end((0..<600).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ 11) }, context)
    case .status(let status): end(NTRIPServerAnswer.status(status, request.version), context)
    case .sourcetable: end(NTRIPServerAnswer.sourcetable(caster.sourcetableLines, .v1), context)
    case .redirect(let place): end(Array("HTTP/1.1 302 Found\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n".utf8), context)
    case .slowHeader(let interval): dribble(NTRIPServerAnswer.stream(request.version)[...], TimeAmount(interval), context)
    case .noBlankLine:
      isChunked = false
      start(Array("ICY 200 OK\r\n".utf8), context)
    case .noAnswer:
      isChunked = false
      start([], context)
    case .stall, .close, .truncatedChunk, .unframed, nil: start(NTRIPServerAnswer.stream(request.version), context)
    }
  }

  private func start(_ head: [UInt8], _ context: ChannelHandlerContext) {
    if !head.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: head)), promise: nil) }
    if let mountpoint { caster.subscribe(context.channel, to: mountpoint) }
  }

  private func dribble(_ head: ArraySlice<UInt8>, _ interval: TimeAmount, _ context: ChannelHandlerContext) {
    guard !isClosing else { return }
    guard let first = head.first else { return start([], context) }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [first])), promise: nil)
    let loopBound = context.loopBound
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: interval) { self.dribble(head.dropFirst(), interval, loopBound.value) }
  }

  // MARK: The stream

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    promise?.succeed()
    guard !isClosing, let mountpoint else { return }
    // The bounded buffer is full: the client does not read, or reads too slowly.
    guard context.channel.isWritable else { return close(context) }
    let piece = unwrapOutboundIn(data)
    switch caster.fault(at: mountpoint) {
    case .stall(let limit): send(piece, upTo: limit, context)
    case .close(let limit):
      send(piece, upTo: limit, context)
      if sent >= limit { end([], context) }
    case .truncatedChunk(let limit):
      send(piece, upTo: limit, context)
      if sent >= limit { end(isChunked ? Array("20\r\n".utf8) + [UInt8](repeating: 0, count: 16) : [], context) }
    case .unframed:
      sent += piece.readableBytes
      context.write(wrapOutboundOut(piece), promise: nil)
    default: send(piece, upTo: .max, context)
    }
  }

  private func send(_ piece: ByteBuffer, upTo limit: Int, _ context: ChannelHandlerContext) {
    var piece = piece
    guard let part = piece.readSlice(length: max(0, min(piece.readableBytes, limit - sent))), part.readableBytes > 0 else { return }
    sent += part.readableBytes
    guard isChunked else { return context.write(wrapOutboundOut(part), promise: nil) }
    var head = context.channel.allocator.buffer(capacity: 12)
    head.writeString(String(part.readableBytes, radix: 16) + "\r\n")
    context.write(wrapOutboundOut(head), promise: nil)
    context.write(wrapOutboundOut(part), promise: nil)
    context.write(wrapOutboundOut(ByteBuffer(string: "\r\n")), promise: nil)
  }

  // MARK: The end

  /// Sends the last bytes and closes.
  private func end(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    guard !isClosing else { return }
    isClosing = true
    timer?.cancel()
    timer = nil
    let loopBound = context.loopBound
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).assumeIsolated().whenComplete { _ in
      loopBound.value.close(promise: nil)
    }
  }

  private func close(_ context: ChannelHandlerContext) {
    isClosing = true
    context.close(promise: nil)
  }
}
