import ArgumentParser

/// Every benchmark of the project; a new one gets a file of its own and a line here.
let registry: [any Benchmark.Type] = [
  GeodesyBenchmark.self,
  DatumChangeBenchmark.self,
  HeightGridBenchmark.self,
  GeodesicBenchmark.self,
  MSM7DecodeBenchmark.self,
  RecordedStreamsBenchmark.self,
  PyrtcmBenchmark.self,
  FramingBenchmark.self,
  TransformBenchmark.self,
  GravityFieldBenchmark.self,
]

@main
struct JizhunBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jizhun-bench", abstract: "Our figures beside our peers', from one run.",
    discussion: "Absolute times depend on the machine and the hour; compare the ratios.")

  @Flag(help: "Print one JSON object per line.") var json = false
  @Option(help: "Run only the benchmarks whose name contains this text.") var filter: String?

  func run() throws {
    for benchmark in registry where filter.map({ benchmark.name.contains($0) }) ?? true {
      for result in try benchmark.run() { print(json ? Self.json(result) : Self.line(result)) }
    }
  }

  private static func line(_ r: Comparison) -> String {
    let name = r.name + String(repeating: " ", count: max(1, 44 - r.name.count))
    let line = "\(name)\(rounded(r.ours)) \(r.unit)   \(r.peer) \(rounded(r.theirs)) \(r.unit)   ratio \(rounded(r.ratio))"
    return r.notes.reduce(line) { $0 + "\n    " + $1 }
  }

  private static func json(_ r: Comparison) -> String {
    let notes = r.notes.map { "\"\($0)\"" }.joined(separator: ",")  // of our own making: nothing in them needs escaping
    return
      #"{"name":"\#(r.name)","unit":"\#(r.unit)","ours":\#(r.ours),"peer":"\#(r.peer)","theirs":\#(r.theirs),"ratio":\#(r.ratio),"notes":[\#(notes)]}"#
  }

  private static func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
