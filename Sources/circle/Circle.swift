import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// The command's root: what `circle --help` tells, and its subcommands.
struct Circle: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "circle",
    abstract: "Finds where people live beyond a 15-minute walk to a museum, library or theatre.",
    discussion: """
      Reads an OpenStreetMap extract, builds its walking network, searches from every venue and tells who is \
      reached and where the gaps are.

      EXAMPLES
        circle coverage                  the extract that comes with circle
        circle coverage city.osm.pbf --output run
        circle coverage city.osm.pbf --minutes 10 --speed 3 --require 95%
        circle gaps city.osm.pbf > gaps.geojson
        circle gaps city.osm.pbf --venues list.csv --homes people.csv
        circle gaps city.osm.pbf --within "Mitte" --output mitte.geojson
        circle build city.osm.pbf --output city.circle
        circle coverage city.circle --minutes 10
        circle site city.osm.pbf --at 7.42,43.74
        circle plan city.osm.pbf --add 5
        circle explain city.osm.pbf --at 7.42,43.74
        circle inspect city.osm.pbf --venues list.csv
        circle serve city.circle
        circle coverage city.osm.pbf --rule zj-1plus2
        circle audit city.osm.pbf --centres communities.csv
        circle report run --lang zh-Hans --output report.html

      EXIT STATUS
        0  done
        1  the data cannot be used, or an output cannot be written
        2  the command line is wrong
        3  done and written, but coverage is under --require, or --target out of reach

      LIMITS
        PBF: 64 KiB a blob header, 32 MiB a blob, packed and unpacked; all blobs 16 MiB + 32 times the file.
        XML: 1 MiB and 1,000 attributes an element, 32 deep, no document type; .gz and .bz2 16 MiB + 50 times the file.
        A way, relation or element of XML: 1,000,000 nodes, members or tags.
        CSV and GeoJSON: 256 MiB; 1,000 columns or properties; rows of 1 MiB; JSON nested 64 deep.
        A prepared city: its checksums are compared at each opening; other formats and damaged files are refused.
        A CRS or the name of an option: 1,000 letters. A command line: 999 arguments. Warnings: 20 lines, all of them in run.json.

      \(OutputNotice.text)
      """,
    version: "circle \(OutputNotice.version)",
    subcommands: [
      CoverageCommand.self, GapsCommand.self, BuildCommand.self, SiteCommand.self, PlanCommand.self,
      ExplainCommand.self, InspectCommand.self, ServeCommand.self, AuditCommand.self, ReportCommand.self,
      RulesCommand.self, ProfilesCommand.self,
    ])
}

/// Where the program begins: parses, runs, and turns every error into one line and an exit status.
@main
enum Program {
  static func main() {
    // First: ending on signals takes a thread.
    if let shortage = ProcessShortage.found() { ExitStatus.leave(fail(shortage)) }
    ProcessSetUp.run()
    ProjectionDatabase.leaveOthersOut()
    let arguments = Array(CommandLine.arguments.dropFirst())
    ExitStatus.leave(status(of: arguments))
  }

  private static func status(of arguments: [String]) -> ExitStatus {
    if let problem = ArgumentCheck.problem() { return fail(UsageError(problem)) }
    guard !arguments.isEmpty else {
      return fail(
        UsageError("no command; usage: circle COMMAND [CITY] [options]; see circle --help"))
    }
    if let unknown = unknownCommandToHelpWith(arguments) {
      return fail(UsageError("'\(unknown)' is no command that help could tell of; see circle --help"))
    }
    if let problem = ProjectionDatabase.problem() { return fail(problem) }
    let command: any ParsableCommand
    do {
      command = try Circle.parseAsRoot(arguments)
    } catch {
      return parsingEnded(error, arguments)
    }
    do {
      switch command {
      case let command as any StatusCommand: return try command.execute()
      // `circle help` and its like print and end.
      case var command:
        try command.run()
        return .done
      }
    } catch is ReaderLeft {
      return .done
    } catch let error as InputError {
      return fail(error)
    } catch let error as UsageError {
      return fail(error)
    } catch  where Circle.exitCode(for: error) == .success {
      return parsingEnded(error, arguments)
    } catch {
      // None of the input's, such as a library's: the command line is not to blame.
      return fail(
        InputError("circle", "\(error)", remedy: "report this as a defect with the command line that caused it"))
    }
  }

  /// The parser answers `help NAME` with the root's help, whatever the name.
  private static func unknownCommandToHelpWith(_ arguments: [String]) -> String? {
    guard arguments.count > 1, arguments[0] == "help", !arguments[1].hasPrefix("-") else { return nil }
    let known = Circle.configuration.subcommands.map { $0._commandName } + ["help"]
    return known.contains(arguments[1]) ? nil : PrintableLine.shortened(arguments[1], limit: 60)
  }

  /// Help and version go to standard output; anything else is a usage error.
  private static func parsingEnded(_ error: any Error, _ arguments: [String]) -> ExitStatus {
    guard Circle.exitCode(for: error) != .success else {
      return Console.print(Circle.fullMessage(for: error) + "\n")
    }
    if let error = error as? UsageError { return fail(error) }
    return fail(
      UsageError("\(Circle.message(for: error)); usage: circle COMMAND [CITY] [options]"))
  }

  private static func fail(_ error: UsageError) -> ExitStatus {
    Console.error(error.message)
    return .usage
  }

  private static func fail(_ error: InputError) -> ExitStatus {
    Console.error(error)
    return .badData
  }
}
