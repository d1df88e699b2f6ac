// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets for every parser, on the Foundation-free modules and on the reader of the service's configuration. The latter is compiled here,
// through a link to its sources, so that of the whole service Yams alone is needed. `Fuzz/run TARGET SECONDS` builds and runs one.
// To add one: its name here, a folder `Sources/FuzzNAME` with a `@main` that calls `fuzz`, and seeds of our own making in `Corpus/FuzzNAME`.
// The messages have a target for each family, on `MessageFamilies`.
let names = [
  "Scanner", "MSM", "Legacy", "Stations", "NetworkRTK", "Transformations", "Ephemerides", "SSR", "Residuals", "NTRIP", "GTX", "Points",
  "CRS", "YAML", "JSON", "Parameters", "Documents", "RINEX", "CRINEX", "Grid", "NTv2", "GFC", "ShiftGrids",
  "TIFF", "ISG", "PGM", "GGF", "BYN", "Surfer", "Gravsoft", "GDF", "ESRIGrid", "SRTM", "XYZ", "NTv2Heights", "Levelling", "GravityPoints",
  "Velocities", "Deformation", "Encoding",
]

let families: Set<String> = ["Legacy", "Stations", "NetworkRTK", "Transformations", "Ephemerides", "SSR", "Residuals"]

let grids: Set<String> = ["TIFF", "ISG", "PGM", "GGF", "BYN", "Surfer", "Gravsoft", "GDF", "ESRIGrid", "XYZ", "NTv2Heights"]

let settings: [SwiftSetting] = [.enableExperimentalFeature("Lifetimes")]
let jizhun: [Target.Dependency] = [.product(name: "Jizhun", package: "jizhun")]

let package = Package(
  name: "jizhun-fuzz",
  dependencies: [
    .package(name: "jizhun", path: "..", traits: []),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .target(name: "CFuzzer"),
    .target(name: "FuzzSupport", dependencies: ["CFuzzer"], swiftSettings: settings),
    .target(name: "GridFormats", dependencies: jizhun + ["FuzzSupport"], swiftSettings: settings),
    .target(name: "MessageFamilies", dependencies: jizhun + ["FuzzSupport"], swiftSettings: settings),
    .executableTarget(name: "MakeSeeds", dependencies: jizhun, swiftSettings: settings),
    .target(name: "ServiceConfiguration", dependencies: jizhun + ["Yams"], swiftSettings: settings),
  ]
    + names.map { name in
      let more: [Target.Dependency] =
        name == "YAML"
        ? ["ServiceConfiguration"] : families.contains(name) ? ["MessageFamilies"] : grids.contains(name) ? ["GridFormats"] : []
      return .executableTarget(name: "Fuzz" + name, dependencies: jizhun + ["FuzzSupport"] + more, swiftSettings: settings)
    },
  swiftLanguageModes: [.v6]
)
