// swift-tools-version: 6.2
import PackageDescription

// One package, three users (see docs/architecture.md). Dependencies between targets point downwards only.

/// Warnings are errors everywhere in our own code; `Lifetimes` is needed for the `~Escapable` bit readers.
let settings: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// `JIZHUN_CORE=1` leaves the monitor service out of the manifest, for quick work on the libraries.
/// Users of the libraries get the same by switching the `Service` trait off.
let coreOnly = Context.environment["JIZHUN_CORE"] == "1"

/// The batch kernels of `Geodesy` are compiled a second time for AVX2, chosen when the program runs. That takes a compiler flag which
/// SwiftPM calls unsafe and refuses in a package used by version; there (such packages lie in a folder `checkouts`), on other
/// architectures and with `JIZHUN_AVX2=0`, the baseline kernels serve alone: same bits, about half the speed.
#if arch(x86_64)
  let hasAVX2Kernels = Context.environment["JIZHUN_AVX2"] != "0" && !Context.packageDirectory.contains("/checkouts/")
#else
  let hasAVX2Kernels = false
#endif

func library(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "RecordedData"] + dependencies, resources: resources, swiftSettings: settings)
}

func service(_ product: String, _ package: String) -> Target.Dependency {
  .product(name: product, package: package, condition: .when(traits: ["Service"]))
}

var targets: [Target] = [
  // C shims and system libraries
  .target(name: "CCPU"),
  .target(name: "CCRC24Q"),
  .target(name: "CRTKLib", linkerSettings: [.linkedLibrary("RTKLib"), .linkedLibrary("m")]),
  .target(name: "CGeographicLib", path: "Benchmarks/CGeographicLib", linkerSettings: [.linkedLibrary("GeographicLib")]),
  .systemLibrary(name: "CLAPACK", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
  .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
  .target(name: "PROJOnDemand", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

  // The numeric and codec core: no Foundation, no clock, no files
  library("GNSS"),
  .target(
    name: "Geodesy", dependencies: hasAVX2Kernels ? ["CCPU", "GeodesyAVX2"] : ["CCPU"],
    swiftSettings: hasAVX2Kernels ? settings + [.define("GEODESY_AVX2")] : settings),
  library("RTCM", ["GNSS", "CCPU", "CCRC24Q"]),
  library("RINEX", ["GNSS"]),
  library("RTKLib", ["GNSS", "CRTKLib"]),
  library("Simulation", ["GNSS", "RTCM", "Geodesy"]),
  library("GravityField", ["Geodesy"]),
  library("GridFiles", ["Geodesy", "GravityField", "JSONText", "CZlib"]),
  library("CRS", ["Geodesy"]),
  library("CRSRegistry", ["CRS", "Geodesy", "PROJOnDemand"]),
  library("SurveyFiles", ["Geodesy"]),
  library("BeiDouGrid", ["Geodesy"]),
  library("Estimation", ["Geodesy"]),
  library("Refinement", ["Estimation", "CLAPACK"]),
  library("RegionalGravity", ["Refinement"]),
  library("JSONText"),
  library("Bilingual"),
  library("NTRIPProtocol", ["Bilingual"]),

  .executableTarget(
    name: "jizhun",
    dependencies: [
      "GNSS", "RTCM", "RINEX", "Geodesy", "GravityField", "GridFiles", "CRS", "SurveyFiles", "BeiDouGrid", "Estimation", "Refinement",
      "RegionalGravity", "JSONText",
      "Bilingual", "NTRIPProtocol", "CZlib",
      .target(name: "CRSRegistry", condition: .when(traits: ["Registry"])),
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], swiftSettings: settings),

  .executableTarget(
    name: "jizhun-bench",
    dependencies: [
      "Geodesy", "CRS", "GravityField", "GridFiles", "CPROJ", "CGeographicLib", "GNSS", "RTCM", "RTKLib", "CRTKLib", "CMallocCounter",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    path: "Benchmarks/jizhun-bench", swiftSettings: settings),

  // Test support
  .target(name: "RecordedData", path: "Tests/RecordedData", swiftSettings: settings),
  .target(name: "RandomFields", dependencies: ["RTCM"], path: "Tests/RandomFields", swiftSettings: settings),
  .target(name: "CMallocCounter", path: "Tests/CMallocCounter"),

  tests("GNSS", ["RTKLib", "RINEX"]),
  tests("RTKLib", ["GNSS"]),
  tests("SurveyFiles", ["Geodesy"]),
  tests("BeiDouGrid", ["SurveyFiles", "Geodesy"]),
  tests("JSONText", ["RandomFields"]),
  tests("CRS", ["Geodesy", "CMallocCounter"]),
  tests("CRSRegistry", ["CRS", "Geodesy", "GridFiles", "CPROJ"]),
  tests("Refinement", ["Estimation", "Geodesy", "GravityField"]),
  tests("RegionalGravity", ["Refinement", "GravityField", "Geodesy"]),
  tests("Estimation", ["Geodesy"], resources: [.copy("Resources")]),
  tests("RINEX", ["GNSS"]),
  tests("Simulation", ["GNSS", "RTCM", "Geodesy", "RTKLib"]),
  .testTarget(name: "GieTests", dependencies: ["Geodesy", "GridFiles", "RecordedData"], swiftSettings: settings),
  tests("GravityField", ["Geodesy", "CMallocCounter"]),
  tests("GridFiles", ["CPROJ"]),
  tests("jizhun", ["Geodesy", "GravityField", "SurveyFiles", "RTCM", "RINEX", "GNSS", "RandomFields", "NTRIPProtocol"]),
  tests("RTCM", ["RandomFields", "GNSS", "RTKLib", "CCPU", "CCRC24Q", "CMallocCounter"], resources: [.copy("Resources")]),
  tests("Geodesy", ["CMallocCounter", "CPROJ"]),
  tests("NTRIPProtocol", ["Bilingual"]),
]

var dependencies: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
]

var products: [Product] = [
  .library(
    name: "Jizhun",
    targets: [
      "GNSS", "RTCM", "RINEX", "Geodesy", "GravityField", "GridFiles", "CRS", "SurveyFiles", "JSONText", "BeiDouGrid", "Estimation",
      "Bilingual", "NTRIPProtocol",
    ]),
  .library(name: "JizhunRefinement", targets: ["Refinement", "RegionalGravity"]),
  .library(name: "JizhunRegistry", targets: ["CRSRegistry"]),
  .executable(name: "jizhun", targets: ["jizhun"]),
]

if hasAVX2Kernels {
  // Only optimised builds: in a debug build helpers stay functions of their own, shared by the linker, and an AVX2 copy could win.
  targets.append(
    .target(
      name: "GeodesyAVX2", swiftSettings: settings + [.unsafeFlags(["-target-cpu", "haswell"], .when(configuration: .release))]))
}

if !coreOnly {
  dependencies += [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ]
  products += [
    .library(name: "JizhunService", targets: ["NTRIP", "Simulation", "ServiceConfiguration", "CorsMonitor"]),
    .executable(name: "cors-monitor", targets: ["cors-monitor"]),
  ]
  targets += [
    library(
      "NTRIP",
      [
        "NTRIPProtocol", "RTCM",
        service("NIOCore", "swift-nio"), service("NIOPosix", "swift-nio"), service("NIOSSL", "swift-nio-ssl"),
      ]),
    tests(
      "NTRIP",
      ["NTRIPProtocol", "RTCM", service("NIOCore", "swift-nio"), service("NIOPosix", "swift-nio")]),
    library("ServiceConfiguration", ["Bilingual", "Geodesy", service("Yams", "Yams")]),
    tests("ServiceConfiguration", ["Bilingual", "Geodesy"]),
    .target(
      name: "CorsMonitor",
      dependencies: [
        "Bilingual", "GNSS", "RTCM", "Geodesy", "NTRIP", "NTRIPProtocol", "ServiceConfiguration",
        service("NIOCore", "swift-nio"), service("NIOPosix", "swift-nio"),
        service("Hummingbird", "hummingbird"), service("GRDB", "GRDB.swift"),
        service("Logging", "swift-log"), service("ServiceLifecycle", "swift-service-lifecycle"),
      ],
      resources: [.copy("Web/Page"), .copy("Web/openapi.json")],
      swiftSettings: settings),
    tests(
      "CorsMonitor",
      [
        "Bilingual", "GNSS", "RTCM", "Geodesy", "NTRIP", "NTRIPProtocol", "ServiceConfiguration", service("GRDB", "GRDB.swift"),
        service("NIOCore", "swift-nio"),
        service("Logging", "swift-log"),
        service("ServiceLifecycle", "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "cors-monitor",
      dependencies: [
        "Bilingual", "CorsMonitor", "GNSS", "NTRIP", "NTRIPProtocol", "ServiceConfiguration", "Simulation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        service("Logging", "swift-log"), service("ServiceLifecycle", "swift-service-lifecycle"),
        service("UnixSignals", "swift-service-lifecycle"),
      ], swiftSettings: settings),
  ]
}

let package = Package(
  name: "jizhun",
  products: products,
  traits: [
    .trait(name: "Service", description: "The station-monitor service: NTRIP transport, store, web page"),
    .trait(name: "Registry", description: "EPSG codes and WKT of foreign systems in `jizhun`, through PROJ"),
    .default(enabledTraits: ["Service", "Registry"]),
  ],
  dependencies: dependencies,
  targets: targets,
  swiftLanguageModes: [.v6]
)
