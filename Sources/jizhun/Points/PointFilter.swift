import SurveyFiles

/// Runs lines of points through a conversion: one line in, one line out, in the order of the input, on as many threads as the user says
/// where the conversion can.
///
/// A line that cannot be converted is marked in its place, is reported on standard error, and the run goes on; in the end the exit status is
/// 65. Memory is bounded by the blocks and by the longest line that is accepted.
struct PointFilter<Conversion: PointConversion>: ~Copyable {
  private let inputs: [String]
  private let workers: [Box]
  private let blockSize: Int
  private let encoding: EncodingChoice
  private var output: ByteOutput
  private var header: TextBuffer

  private var lineNumber = 0
  private var lineCount = 0
  private var errorCount = 0
  private var hasNoted = false
  /// True behind a last line without a line feed: the first line of another file must not grow onto it.
  private var isMidLine = false

  private final class Box {
    var worker: PointWorker<Conversion>
    init(_ worker: consuming PointWorker<Conversion>) { self.worker = worker }
  }

  /// `header`: lines that come before everything else.
  init(
    _ conversion: Conversion, options: PointOptions, columns: PointColumns, decimals: PointDecimals, inputAngles: AngleFormat = .degrees,
    outputAngles: AngleFormat = .degrees, header: [String] = []
  ) throws(CommandError) {
    // Everything that can fail comes first: an initialiser that throws half-way would have to take down a half-made noncopyable value.
    let output = try Self.open(options)
    inputs = options.inputs
    // JSON names the third coordinate even where the conversion leaves it alone.
    let third = conversion.third == .ignored && options.json ? .optional : conversion.third
    let parser = PointLineParser(columns: columns, third: third, readsAngles: conversion.readsAngles, angles: inputAngles)
    let writer = PointLineWriter(
      columns: columns, decimals: decimals, replacesPlane: conversion.replacesPlane, replacesThird: conversion.replacesThird,
      angles: outputAngles)
    // One worker's block stays in the second-level cache; of several, each has work for longer than its thread takes to start.
    let jobs = Conversion.runsOnThreads ? options.jobs : 1
    let blockSize = jobs == 1 ? 1 << 17 : 1 << 20
    let showsPath = options.inputs.count > 1
    workers = (0..<jobs).map { _ in
      let box = Box(PointWorker(conversion, json: options.json, parser: parser, writer: writer, capacity: blockSize))
      box.worker.showsPath = showsPath
      return box
    }
    self.blockSize = blockSize
    encoding = options.encoding.choice
    self.output = output
    self.header = TextBuffer()
    for line in header { self.header.append(line + "\n") }
  }

  /// Opening the output empties it: not before it is sure that it is none of the inputs.
  private static func open(_ options: PointOptions) throws(CommandError) -> ByteOutput {
    if options.output != "-", let identity = FileIdentity(path: options.output),
      options.inputs.contains(where: { FileIdentity(path: $0) == identity })
    {
      throw CommandError(
        .usage,
        jizhun.text(zh: "输出文件 \(options.output) 就是输入文件", en: "the output file \(options.output) is one of the inputs"))
    }
    return try ByteOutput(path: options.output)
  }

  /// Filters every input in turn. Throws `data` (65) in the end when there were lines that could not be converted.
  mutating func run() throws(CommandError) {
    if header.count > 0 { try output.writeThrough(&header) }
    for input in inputs { try run(path: input) }
    if errorCount > 0 {
      let (bad, all) = (errorCount, lineCount)
      throw CommandError(
        .data, jizhun.text(zh: "\(all) 行中有 \(bad) 行未能换算，见上", en: "\(bad) of \(all) lines could not be converted; see above"))
    }
  }

  private mutating func run(path: String) throws(CommandError) {
    var blocks = try LineBlocks(path: path, size: blockSize, encoding: encoding)
    lineNumber = 0
    while !blocks.hasEnded {
      // Whoever waits for an answer gets it before the next read.
      var filled = 0
      while filled < (blocks.waits ? 1 : workers.count), !blocks.hasEnded {
        try fill(workers[filled], path, &blocks)
        filled += 1
      }
      // Each index stands for a worker of its own, and nobody else touches the workers until all threads have ended.
      nonisolated(unsafe) let workers = workers
      ThreadTeam(count: filled).run(tasks: filled) { next in
        while let index = next() { unsafe workers[index].worker.run() }
      }
      for box in workers[..<filled] { try emit(box) }
      // Alone, the worker has counted the lines itself.
      if self.workers.count == 1, let box = self.workers.first { count(box.worker.lineNumber - lineNumber) }
    }
  }

  private mutating func fill(_ box: Box, _ path: String, _ blocks: inout LineBlocks) throws(CommandError) {
    try blocks.fill(&box.worker.block)
    box.worker.path = path
    box.worker.lineNumber = lineNumber
    // The next worker needs the number of its first line before this one has come to its last.
    if workers.count > 1 { count(box.worker.block.lineCount) }
  }

  private mutating func count(_ lines: Int) {
    lineNumber += lines
    lineCount += lines
  }

  private mutating func emit(_ box: Box) throws(CommandError) {
    if box.worker.text.count > 0 {
      if isMidLine {
        var feed = TextBuffer(capacity: 1)
        feed.append(UInt8(ascii: "\n"))
        try output.writeThrough(&feed)
      }
      // Only the last block of a file can end without one.
      isMidLine = unsafe box.worker.text.bytes.unsafeLoad(fromByteOffset: box.worker.text.count - 1, as: UInt8.self) != UInt8(ascii: "\n")
    }
    try output.writeThrough(&box.worker.text)
    errorCount += box.worker.problems.count
    let path = box.worker.path
    let place = path == "-" ? jizhun.text(zh: "标准输入", en: "standard input") : path
    for (number, message) in box.worker.problems {
      printToStandardError(jizhun.text(zh: "\(place) 第 \(number) 行：\(message)", en: "\(place), line \(number): \(message)"))
    }
    box.worker.problems.removeAll()
    if let note = box.worker.note, !hasNoted {
      hasNoted = true
      printToStandardError(LineDecoder.place(path, note.line) + LineDecoder.note(note.message))
    }
  }
}
