import ArgumentParser

/// `jizhun grid`: BeiDou grid location codes (GB/T 39409-2020).
struct GridCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grid",
    abstract: text(zh: "北斗网格位置码（GB/T 39409-2020）", en: "BeiDou grid location codes (GB/T 39409-2020)"),
    subcommands: [
      GridEncodeCommand.self, GridDecodeCommand.self, GridNeighboursCommand.self, GridCoverCommand.self, GridInfoCommand.self,
    ])
}
