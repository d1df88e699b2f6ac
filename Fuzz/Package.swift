// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets for every parser, on the Foundation-free modules only. `Fuzz/run TARGET SECONDS` builds and runs one.
// To add one: its name here, a folder `Sources/FuzzNAME` with a `@main` that calls `fuzz`, and seeds of our own making in `Corpus/FuzzNAME`.
let names = ["Scanner", "MSM", "Messages", "NTRIP", "GTX", "Points"]

let settings: [SwiftSetting] = [.enableExperimentalFeature("Lifetimes")]
let jizhun: [Target.Dependency] = [.product(name: "Jizhun", package: "jizhun")]

let package = Package(
  name: "jizhun-fuzz",
  dependencies: [.package(name: "jizhun", path: "..", traits: [])],
  targets: [
    .target(name: "CFuzzer"),
    .target(name: "FuzzSupport", dependencies: ["CFuzzer"], swiftSettings: settings),
    .executableTarget(name: "MakeSeeds", dependencies: jizhun, swiftSettings: settings),
  ]
    + names.map { .executableTarget(name: "Fuzz" + $0, dependencies: jizhun + ["FuzzSupport"], swiftSettings: settings) },
  swiftLanguageModes: [.v6]
)
