import ArgumentParser
import Glibc

/// The root command. Each noun is a folder beside this file and adds itself to `subcommands`.
@main
struct Jizhun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jizhun",
    abstract: text(zh: "测绘基准与基准站工具", en: "Tools for geodetic datums and reference stations"),
    discussion: text(
      zh: "数据写到标准输出，错误写到标准错误；文件名“-”表示标准输入。语言由 --lang 或 LC_ALL、LC_MESSAGES、LANG 决定。",
      en: "Data goes to standard output, errors to standard error; the file name “-” is standard input. "
        + "The language follows --lang, else LC_ALL, LC_MESSAGES, LANG."),
    version: "0.1.0",
    subcommands: [
      RTCMCommand.self, RINEXCommand.self, TransformCommand.self, HeightCommand.self, GeoidCommand.self, FitCommand.self, GridCommand.self,
      InverseCommand.self,
      DirectCommand.self, AreaCommand.self,
      ZoneCommand.self, DistortionCommand.self,
    ])

  /// Runs a command and turns its error into a message and an exit status.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as CommandError {
      error.report()
      Glibc.exit(error.status.rawValue)
    } catch {
      exit(withError: error)  // ArgumentParser's own: help, version, usage errors (64)
    }
  }
}

/// The options that every command takes: `@OptionGroup var common: CommonOptions`.
struct CommonOptions: ParsableArguments {
  /// Read by `Language.current` before anything is parsed, so that the help is in it too; declared here so that it is accepted and listed.
  @Option(name: .customLong("lang"), help: ArgumentHelp(text(zh: "界面语言：zh 或 en", en: "Language of messages: zh or en"), valueName: "zh|en"))
  var language: Language?
}

extension Language: ExpressibleByArgument {}
