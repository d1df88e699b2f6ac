import GNSS
import Glibc
import RTCM

/// The beginnings of the recorded streams against pyrtcm, the decoder of Python, over the same bytes: the first 200 frames of each, for pyrtcm takes
/// a few tenths of a millisecond for a message.
///
/// Ours: as in `RecordedStreamsBenchmark`. pyrtcm: its reader as it stands, which gives every field of a message as an attribute; nothing is read
/// from it. Both are timed in their own process by its CPU time, the start of Python not counted. That both give the same values is what the tests say,
/// field by field; here the numbers of messages are compared.
enum PyrtcmBenchmark: Benchmark {
  static let name = "rtcm pyrtcm"

  static func run() throws -> [Comparison] {
    guard let recordings = Recording.all(for: name) else { return [] }
    let heads = recordings.map { $0.head(frames: 200) }
    let frames = heads.reduce(0) { $0 + $1.frames }
    let peer = try measurePeer(zip(recordings, heads).map { "\($0.path):\($1.bytes.count)" })
    guard let peer else { return [] }
    guard peer.messages == frames else { throw Disagreement(description: "messages: ours \(frames), pyrtcm \(peer.messages)") }

    let rounds = 21
    var times: [Double] = []
    var checksums: Set<UInt64> = []
    for _ in 0..<rounds {
      let readers = recordings.map { StreamReader(at: $0.start) }
      var checksum: UInt64 = 0
      let start = threadTime()
      for i in readers.indices { checksum &+= readers[i].run(heads[i].bytes) }
      times.append((threadTime() - start) / Double(frames))
      checksums.insert(checksum)
    }
    guard checksums.count == 1 else { throw Disagreement(description: "the same bytes gave different values") }
    return [
      Comparison(
        name: "recorded streams, their beginnings", unit: "ns/message", ours: times.sorted()[rounds / 2], peer: "pyrtcm \(peer.version)",
        theirs: peer.nanoseconds / Double(frames),
        notes: ["the first 200 frames of \(recordings.count) recordings, \(frames) messages decoded by both"])
    ]
  }

  /// What pyrtcm took for the first bytes of files; nil, and a printed line, when it is not installed.
  private static func measurePeer(_ files: [String]) throws -> (version: String, messages: Int, nanoseconds: Double)? {
    setenv("JIZHUN_PYRTCM_FILES", files.joined(separator: "\n"), 1)  // not on the command line: no quoting
    guard let pipe = popen("python3 -c '\(program)'", "r") else { throw Disagreement(description: "no process for Python") }
    var text = ""
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), pipe) != nil {
      text += String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    let status = pclose(pipe)
    let words = text.split(whereSeparator: \.isWhitespace)
    guard status == 0, words.count == 3, let messages = Int(words[1]), let nanoseconds = Double(words[2]) else {
      print("\(name): left out, Python has no module pyrtcm (scripts/install-deps test, or python3 -m pip install pyrtcm==1.2.1)")
      return nil
    }
    return (String(words[0]), messages, nanoseconds)
  }

  /// Prints version, messages and nanoseconds. Without single quotes, as the shell has it in such.
  private static let program = """
    import io, os, sys, time
    try:
        import pyrtcm
    except ImportError:
        sys.exit(1)
    messages, spent = 0, 0
    for item in os.environ["JIZHUN_PYRTCM_FILES"].splitlines():
        path, length = item.rsplit(":", 1)
        with open(path, "rb") as file:
            head = file.read(int(length))
        start = time.process_time_ns()
        for raw, parsed in pyrtcm.RTCMReader(io.BytesIO(head), quitonerror=pyrtcm.ERR_IGNORE):
            messages += parsed is not None
        spent += time.process_time_ns() - start
    print(pyrtcm.__version__, messages, spent)
    """
}
