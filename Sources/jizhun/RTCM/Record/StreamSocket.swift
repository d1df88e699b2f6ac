import Glibc
import NTRIPProtocol

/// The two clocks of a recorder, which alone of all commands reads any.
enum RecorderClock {
  /// The host's UTC.
  static var arrival: ArrivalTime { ArrivalTime(unixNanoseconds: nanoseconds(CLOCK_REALTIME)) }
  /// Seconds since some instant, never going back.
  static var seconds: Double { Double(nanoseconds(CLOCK_MONOTONIC)) * 1e-9 }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

/// A TCP connection, or standard input, read with a limit of time.
struct StreamSocket: ~Copyable {
  private let descriptor: Int32
  private let ownsDescriptor: Bool

  /// Standard input.
  init() { (descriptor, ownsDescriptor) = (0, false) }

  /// Connects to the first address of a host that answers, within a time.
  init(host: String, port: Int, place: String, timeout: Double) throws(StreamFailure) {
    let end = RecorderClock.seconds + timeout
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, "\(port)", &hints, &list) == 0, unsafe list != nil else { throw .nameNotResolved(host: host) }
    // The list and its members live until here.
    defer { unsafe freeaddrinfo(list) }
    var failure = StreamFailure.cannotConnect(address: place, reason: "no address")
    var next = unsafe list
    while let address = unsafe next {
      let opened = unsafe socket(
        address.pointee.ai_family, address.pointee.ai_socktype | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
        address.pointee.ai_protocol)
      if opened >= 0 {
        var code: Int32 = 0
        if unsafe connect(opened, address.pointee.ai_addr, address.pointee.ai_addrlen) != 0 { code = errno }
        if code == EINPROGRESS { code = Self.finishConnecting(opened, until: end) }
        if code == 0 {
          (descriptor, ownsDescriptor) = (opened, true)
          return
        }
        close(opened)
        failure =
          code == ETIMEDOUT && RecorderClock.seconds >= end
          ? .connectTimedOut(seconds: timeout) : .cannotConnect(address: place, reason: Self.words(code))
      }
      unsafe next = address.pointee.ai_next
    }
    throw failure
  }

  deinit {
    if ownsDescriptor { close(descriptor) }
  }

  private static func finishConnecting(_ descriptor: Int32, until end: Double) -> Int32 {
    guard wait(descriptor, for: Int16(POLLOUT), until: end) else { return ETIMEDOUT }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
  }

  /// True when the descriptor is ready, or broken, before the end.
  private static func wait(_ descriptor: Int32, for events: Int16, until end: Double) -> Bool {
    while true {
      let left = end - RecorderClock.seconds
      var entry = pollfd(fd: descriptor, events: events, revents: 0)
      let ready = unsafe poll(&entry, 1, Int32(max(0, min(left, 3600) * 1000).rounded(.up)))
      if ready > 0 { return true }
      if ready == 0 && left <= 0 { return false }
      if ready < 0 && errno != EINTR { return true }  // the read that follows says what is wrong
    }
  }

  /// Reads what is there. Returns the bytes, empty at the end of the stream; nil when nothing came in time.
  mutating func read(into buffer: inout [UInt8], until end: Double) throws(StreamFailure) -> Int? {
    while true {
      guard Self.wait(descriptor, for: Int16(POLLIN), until: end) else { return nil }
      // The pointer is valid for the closure; read(2) writes at most the count of the buffer.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      if errno != EINTR && errno != EAGAIN { throw .connectionLost(Self.words(errno)) }
    }
  }

  /// Writes a request or a position, which are small.
  mutating func write(_ bytes: [UInt8], until end: Double) throws(StreamFailure) {
    var written = 0
    while written < bytes.count {
      guard Self.wait(descriptor, for: Int16(POLLOUT), until: end) else { throw .connectionLost(Self.words(ETIMEDOUT)) }
      // The pointer is valid for the closure and the count stays inside the array. A closed peer is an error, not a signal.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe send(descriptor, $0.baseAddress! + written, $0.count - written, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR && errno != EAGAIN {
        throw .connectionLost(Self.words(errno))
      }
    }
  }

  private static func words(_ code: Int32) -> String {
    // strerror returns a valid string for any number; this program has one thread that calls it.
    unsafe String(cString: strerror(code))
  }
}
