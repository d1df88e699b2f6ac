import RegionalGravity

#if canImport(Glibc)
  import Glibc
#endif

/// Invented mountains and rock beneath them on a sphere, with the potential of all of it known: columns of rock from the sphere to the ground, and point
/// masses below. A model of it to a degree is the same masses as spherical harmonics, so that what a base model lacks is known exactly.
struct MountainField: Sendable {
  static let radius = StokesIntegration.radius
  static let newton = ResidualTerrain.newton
  static let density = 2670.0
  static let gravity = 9.8

  /// Potential and its derivative upwards.
  struct Potential: Sendable {
    var value = 0.0, slope = 0.0
    /// −∂T/∂r − 2T/r, m/s².
    func anomaly(_ height: Double) -> Double { -slope - 2 * value / (MountainField.radius + height) }
    /// T/γ, metres, with γ of the height.
    func zeta(_ height: Double) -> Double { value / MountainField.gamma(height) }
    static func - (a: Potential, b: Potential) -> Potential { Potential(value: a.value - b.value, slope: a.slope - b.slope) }
    static func + (a: Potential, b: Potential) -> Potential { Potential(value: a.value + b.value, slope: a.slope + b.slope) }
  }

  /// γ falls with the square of the distance.
  static func gamma(_ height: Double) -> Double {
    let q = radius / (radius + height)
    return gravity * q * q
  }

  let terrain: RegionalGrid
  /// Point masses: direction, distance from the centre, G·m.
  let masses: [(direction: SIMD3<Double>, distance: Double, strength: Double)]
  private let directions: [SIMD3<Double>]

  /// Mountains of some hundred metres with valleys between them, from waves of 4 to 150 km; flat towards the edges, where the known rock ends.
  init(seed: UInt64, south: Double, west: Double, size: (Double, Double), step: Double) {
    let (rough, mean, buried) = (420.0, 800.0, 8000.0)
    var random = RemoveRestoreTests.Numbers(state: seed)
    let (rows, columns) = (Int((size.0 / step).rounded()), Int((size.1 / step).rounded()))
    var terrain = RegionalGrid(
      south: south + step / 2, west: west + step / 2, latitudeStep: step, longitudeStep: step, rows: rows, columns: columns)
    // Amplitudes as the square root of the wavelength: slopes alike at all scales.
    let waves = (0..<160).map { i -> (kx: Double, ky: Double, phase: Double, amplitude: Double) in
      let wavelength = 4.0 * pow(150.0 / 4, (Double(i) + random.uniform()) / 160)
      let (azimuth, phase) = (2 * .pi * random.uniform(), 2 * .pi * random.uniform())
      let k = 2 * .pi / wavelength
      return (k * cos(azimuth), k * sin(azimuth), phase, pow(wavelength, 0.5))
    }
    let norm = waves.reduce(0) { $0 + $1.amplitude * $1.amplitude / 2 }.squareRoot()
    let cosine = cos((south + size.0 / 2) * .pi / 180)
    for r in 0..<rows {
      for c in 0..<columns {
        let (y, x) = (Double(r) * step * 111.2, Double(c) * step * 111.2 * cosine)
        var h = 0.0
        for w in waves { h += w.amplitude * cos(w.kx * x + w.ky * y + w.phase) }
        h = h / norm * rough
        // Softly bounded below: valleys are wider than ridges.
        let floor = mean * 0.9
        if h < 0 { h = -floor * (1 - exp(h / floor)) }
        let edge = min(min(Double(r), Double(rows - 1 - r)), min(Double(c), Double(columns - 1 - c)) * cosine) * step
        let taper = edge >= 1 ? 1 : 0.5 - 0.5 * cos(.pi * edge)
        terrain[r, c] = (taper * (mean + h)).rounded()
      }
    }
    self.terrain = terrain
    masses = (0..<500).map { _ in
      let (b, l) = ((south + size.0 * random.uniform()) * .pi / 180, (west + size.1 * random.uniform()) * .pi / 180)
      // 8 to 20 km deep.
      return (SIMD3(cos(b) * cos(l), cos(b) * sin(l), sin(b)), Self.radius - 8000 - 12_000 * random.uniform(), buried * random.normal())
    }
    directions = (0..<rows * columns).map { i in
      let (b, l) = (terrain.latitude(i / columns) * .pi / 180, terrain.longitude(i % columns) * .pi / 180)
      return SIMD3(cos(b) * cos(l), cos(b) * sin(l), sin(b))
    }
  }

  /// The whole field at a node of the terrain, on the ground: no cell is left out, no square joined.
  func truth(_ row: Int, _ column: Int) -> Potential {
    let (b, l) = (terrain.latitude(row) * .pi / 180, terrain.longitude(column) * .pi / 180)
    let up = directions[row * terrain.columns + column]
    let north = SIMD3(-sin(b) * cos(l), -sin(b) * sin(l), cos(b))
    let east = SIMD3(-sin(l), cos(l), 0)
    let height = terrain[row, column]
    let place = up * (Self.radius + height)
    var sum = Potential()
    let (dy, dx) = (terrain.latitudeStep * .pi / 180 * Self.radius, terrain.longitudeStep * .pi / 180 * Self.radius)
    let near = 20_000.0
    let g = 1 / 3.0.squareRoot()
    for r in 0..<terrain.rows {
      let width = dx * cos(terrain.latitude(r) * .pi / 180)
      for c in 0..<terrain.columns {
        let i = r * terrain.columns + c
        let top = terrain.values[i]
        guard top > 0 else { continue }
        let d = (directions[i] - up) * Self.radius
        let distance2 = (d * d).sum()
        if distance2 > near * near {
          // Two Gauss points along the column's own vertical.
          for u in [-g, g] {
            let q = Self.radius + top * (1 + u) / 2
            let scale = q / Self.radius
            let mass = dy * width * scale * scale * top / 2
            let v = directions[i] * q - place
            let s2 = (v * v).sum()
            let inverse = 1 / s2.squareRoot()
            sum.value += mass * inverse
            sum.slope += mass * inverse * inverse * inverse * (v * up).sum()
          }
        } else {
          let (x, y, drop) = ((d * east).sum(), (d * north).sum(), (d * up).sum())
          let z = (drop - height, top + drop - height)
          let prism = Prism(x: (x - width / 2)...(x + width / 2), y: (y - dy / 2)...(y + dy / 2), z: z.0...z.1)
          // The column widens upwards; so near, the mean suffices.
          let widening = (1 + top / 2 / Self.radius) * (1 + top / 2 / Self.radius)
          let effect = distance2 < 8000 * 8000 ? prism.effect : prism.rod
          sum.value += widening * effect.potential
          sum.slope -= widening * effect.attraction
        }
      }
    }
    let scale = Self.newton * Self.density
    var total = Potential(value: scale * sum.value, slope: scale * sum.slope)
    for m in masses {
      let v = m.direction * m.distance - place
      let inverse = 1 / (v * v).sum().squareRoot()
      total.value += m.strength * inverse
      total.slope += m.strength * inverse * inverse * inverse * (v * up).sum()
    }
    return total
  }
}
