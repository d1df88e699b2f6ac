#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The residual terrain model (RTM, 残余地形模型): what rock above a smooth reference surface adds to the field, and what is missing below it takes away.
///
/// Each node of the terrain is a column from the reference to the ground. Columns within some cells of the place are prisms; farther ones are vertical rods,
/// joined in squares of 2 × 2, 4 × 4 … with the distance, so that a place costs some thousand bodies whatever the terrain's extent. Their feet drop below
/// the horizon with the curvature of the Earth. The column on which the place stands ends at the place's own height. From half of the radius on bodies count
/// less and less, as cos² falls to 0: a sharp edge at s would leave √(2/πks) of what waves of number k do to the height anomaly, 18 % at four half
/// wavelengths, the smooth one 1 %.
///
/// A place below the reference surface lies, after the valley is filled, inside rock, where the field is no longer harmonic: the layer above the place, of
/// thickness d, is condensed just below it, which takes 4πGρd off the effect on gravity (Forsberg 1984, section 5) and πGρd² off that on the
/// potential (the same plate: ∫|z − z′| of a layer less that of a surface).
///
/// Source: R. Forsberg, OSU report 355, 1984, chapters 3 to 5.
public struct ResidualTerrain: Sendable {
  /// What residual terrain does at a place.
  public struct Effect: Sendable, Equatable {
    /// On the gravity anomaly, m/s²: attraction downwards − 2T/R.
    public let gravityAnomaly: Double
    /// On the height anomaly, metres.
    public let heightAnomaly: Double
  }

  /// The gravitational constant, CODATA 2018, m³ kg⁻¹ s⁻².
  public static let newton = 6.6743e-11

  /// The terrain, metres.
  public let terrain: RegionalGrid
  /// The density, kg/m³.
  public let density: Double
  /// Residual terrain farther away does not count, metres.
  public let radius: Double
  private let levels: [TerrainLevel]

  /// Prisms within so many cells.
  static let prismCells = 5.0
  /// A square of 2 × 2 or more is taken as one beyond so many of its sides.
  static let opening = 6.0

  /// Residual terrain between a terrain and its reference surface on the same nodes.
  public init(terrain: RegionalGrid, reference: RegionalGrid, density: Double, radius: Double) {
    precondition(terrain.rows == reference.rows && terrain.columns == reference.columns)
    (self.terrain, self.density, self.radius) = (terrain, density, radius)
    var levels = [TerrainLevel(terrain, reference)]
    while let last = levels.last, last.rows > 1 || last.columns > 1 { levels.append(TerrainLevel(halving: last)) }
    self.levels = levels
  }

  /// Whether the terrain reaches as far as residual terrain counts.
  public func covers(latitudeDegrees: Double, longitudeDegrees: Double) -> Bool { shortfall(latitudeDegrees, longitudeDegrees) <= 0 }

  /// How much farther the terrain would have to reach, metres; 0 or less where it does.
  public func shortfall(_ latitude: Double, _ longitude: Double) -> Double {
    let metre = StokesIntegration.radius * .pi / 180
    let (half, halfColumn) = (terrain.latitudeStep / 2, terrain.longitudeStep / 2)
    let vertical = min(latitude - terrain.south + half, terrain.latitude(terrain.rows - 1) + half - latitude) * metre
    let turned = longitude - 360 * ((longitude - terrain.west + halfColumn) / 360).rounded(.down)
    let sides = min(turned - terrain.west + halfColumn, terrain.longitude(terrain.columns - 1) + halfColumn - turned) * metre
    return radius - min(vertical, sides * cos(latitude * .pi / 180))
  }

  /// The height of the ground between its nodes (bilinear), metres; nil outside.
  public func ground(_ latitude: Double, _ longitude: Double) -> Double? { value(latitude, longitude) { $0.top } }

  private func value(_ latitude: Double, _ longitude: Double, _ of: (TerrainLevel) -> [Float]) -> Double? {
    let turned = longitude - 360 * ((longitude - terrain.west) / 360 + 1e-12).rounded(.down)
    let (y, x) = ((latitude - terrain.south) / terrain.latitudeStep, (turned - terrain.west) / terrain.longitudeStep)
    let slack = 1e-6
    guard y >= -slack, x >= -slack, y <= Double(terrain.rows - 1) + slack, x <= Double(terrain.columns - 1) + slack else { return nil }
    let (row, column) = (max(0, min(Int(y), terrain.rows - 2)), max(0, min(Int(x), terrain.columns - 2)))
    let (t, u) = (y - Double(row), x - Double(column))
    let values = of(levels[0])
    func at(_ r: Int, _ c: Int) -> Double {
      Double(values[min(row + r, terrain.rows - 1) * terrain.columns + min(column + c, terrain.columns - 1)])
    }
    let south = at(0, 0) + (at(0, 1) - at(0, 0)) * u
    return south + (at(1, 0) + (at(1, 1) - at(1, 0)) * u - south) * t
  }

  /// The effect at a place; nil outside the terrain.
  ///
  /// - Parameters:
  ///   - normalHeight: The height of the place, metres, as those of the terrain are counted.
  ///   - gravity: γ, m/s².
  public func effect(latitudeDegrees: Double, longitudeDegrees: Double, normalHeight: Double, gravity: Double) -> Effect? {
    guard let reference = value(latitudeDegrees, longitudeDegrees, { $0.bottom }) else { return nil }
    var sum = MassEffect()
    let place = Place(latitudeDegrees, longitudeDegrees, normalHeight, reference: reference)
    visit(level: levels.count - 1, 0, 0, place, &sum)
    let depth = max(reference - normalHeight, 0)
    let scale = Self.newton * density
    let potential = scale * (sum.potential - .pi * depth * depth)
    return Effect(
      gravityAnomaly: scale * (sum.attraction - 4 * .pi * depth) - 2 * potential / StokesIntegration.radius,
      heightAnomaly: potential / gravity)
  }

  /// Where the effect is wanted: the axes of its horizon.
  private struct Place {
    let direction: SIMD3<Double>, north: SIMD3<Double>, east: SIMD3<Double>
    let height: Double, reference: Double

    init(_ latitude: Double, _ longitude: Double, _ height: Double, reference: Double) {
      let (b, l) = (latitude * .pi / 180, longitude * .pi / 180)
      direction = [cos(b) * cos(l), cos(b) * sin(l), sin(b)]
      north = [-sin(b) * cos(l), -sin(b) * sin(l), cos(b)]
      east = [-sin(l), cos(l), 0]
      (self.height, self.reference) = (height, reference)
    }
  }

  private func visit(level k: Int, _ row: Int, _ column: Int, _ place: Place, _ sum: inout MassEffect) {
    let level = levels[k]
    let node = row * level.columns + column
    let difference = (level.direction(row, column) - place.direction) * StokesIntegration.radius
    let (x, y, drop) = ((difference * place.east).sum(), (difference * place.north).sum(), (difference * place.direction).sum())
    let distance2 = x * x + y * y
    let size = level.size(row, column)
    let distance = (difference * difference).sum().squareRoot()
    if k > 0 {
      let diagonal = (size.north * size.north + size.east * size.east).squareRoot()
      if distance - diagonal / 2 > radius { return }
      let side = max(size.north, size.east)
      // Where weights fall, squares are small beside that.
      if distance < Self.opening * side || distance + diagonal / 2 > radius / 2 && side > radius / 12 {
        for r in 2 * row...min(2 * row + 1, levels[k - 1].rows - 1) {
          for c in 2 * column...min(2 * column + 1, levels[k - 1].columns - 1) { visit(level: k - 1, r, c, place, &sum) }
        }
        return
      }
    }
    let weight = Self.weight(distance / radius)
    guard weight > 0 else { return }
    var (top, bottom) = (Double(level.top[node]), Double(level.bottom[node]))
    let (halfEast, halfNorth) = (size.east / 2, size.north / 2)
    let isOwn = k == 0 && abs(x) <= halfEast && abs(y) <= halfNorth
    if isOwn { (top, bottom) = (place.height, place.reference) }
    guard top != bottom else { return }
    let z = (min(top, bottom) + drop - place.height, max(top, bottom) + drop - place.height)
    let reach = Self.prismCells * max(size.north, size.east)
    let effect =
      k == 0 && distance2 < reach * reach
      ? Prism(x: (x - halfEast)...(x + halfEast), y: (y - halfNorth)...(y + halfNorth), z: z.0...z.1).effect
      : Prism.rod(area: size.east * size.north, distance2: distance2, z: z)
    sum += (top > bottom ? weight : -weight) * effect
  }

  /// What a body counts at a share of the radius: 1 to one half, cos² to 0 at the whole.
  static func weight(_ share: Double) -> Double {
    if share <= 0.5 { return 1 }
    if share >= 1 { return 0 }
    let c = cos(.pi * (share - 0.5))
    return c * c
  }
}

/// Residual terrain in squares of 2ᵏ × 2ᵏ nodes: means of ground and reference, and where their middles lie.
struct TerrainLevel: Sendable {
  let rows: Int, columns: Int
  /// Mean ground and mean reference, metres.
  let top: [Float], bottom: [Float]
  /// Middles and extents of rows and columns, degrees.
  private let latitudes: [(middle: Double, extent: Double)], longitudes: [(middle: Double, extent: Double)]
  private let rowAngles: [(sine: Double, cosine: Double)], columnAngles: [(sine: Double, cosine: Double)]

  /// The nodes themselves.
  init(_ terrain: RegionalGrid, _ reference: RegionalGrid) {
    self.init(
      latitudes: (0..<terrain.rows).map { (terrain.latitude($0), terrain.latitudeStep) },
      longitudes: (0..<terrain.columns).map { (terrain.longitude($0), terrain.longitudeStep) }, top: terrain.values.map { Float($0) },
      bottom: reference.values.map { Float($0) })
  }

  /// Squares of twice the side.
  init(halving level: TerrainLevel) {
    func joined(_ parts: [(middle: Double, extent: Double)]) -> [(middle: Double, extent: Double)] {
      stride(from: 0, to: parts.count, by: 2).map { i in
        guard i + 1 < parts.count else { return parts[i] }
        let (a, b) = (parts[i], parts[i + 1])
        let start = a.middle - a.extent / 2
        return (start + (a.extent + b.extent) / 2, a.extent + b.extent)
      }
    }
    let (latitudes, longitudes) = (joined(level.latitudes), joined(level.longitudes))
    func means(_ values: [Float]) -> [Float] {
      var means = [Float](repeating: 0, count: latitudes.count * longitudes.count)
      for row in latitudes.indices {
        for column in longitudes.indices {
          var (sum, weight) = (0.0, 0.0)
          for r in 2 * row...min(2 * row + 1, level.rows - 1) {
            for c in 2 * column...min(2 * column + 1, level.columns - 1) {
              let w = level.latitudes[r].extent * level.longitudes[c].extent
              sum += w * Double(values[r * level.columns + c])
              weight += w
            }
          }
          means[row * longitudes.count + column] = Float(sum / weight)
        }
      }
      return means
    }
    self.init(latitudes: latitudes, longitudes: longitudes, top: means(level.top), bottom: means(level.bottom))
  }

  private init(
    latitudes: [(middle: Double, extent: Double)], longitudes: [(middle: Double, extent: Double)], top: [Float], bottom: [Float]
  ) {
    (rows, columns, self.top, self.bottom) = (latitudes.count, longitudes.count, top, bottom)
    (self.latitudes, self.longitudes) = (latitudes, longitudes)
    rowAngles = latitudes.map { (sin($0.middle * .pi / 180), cos($0.middle * .pi / 180)) }
    columnAngles = longitudes.map { (sin($0.middle * .pi / 180), cos($0.middle * .pi / 180)) }
  }

  /// Towards the middle of a square.
  func direction(_ row: Int, _ column: Int) -> SIMD3<Double> {
    let (b, l) = (rowAngles[row], columnAngles[column])
    return [b.cosine * l.cosine, b.cosine * l.sine, b.sine]
  }

  /// Its sides, metres.
  func size(_ row: Int, _ column: Int) -> (north: Double, east: Double) {
    let metre = StokesIntegration.radius * .pi / 180
    return (latitudes[row].extent * metre, longitudes[column].extent * metre * rowAngles[row].cosine)
  }
}
