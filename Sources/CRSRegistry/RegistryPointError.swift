import PROJOnDemand
public import Geodesy

/// Why the registry's operation cannot convert a point.
public enum RegistryPointError: Error, Sendable, Equatable {
  /// The point is none in the source or target system.
  case coordinate(CoordinateError)
  /// The point is outside the area in which the operation holds.
  case outsideArea(operation: String)
  /// The point is outside the grid.
  case outsideGrid
  /// The grid has no value here.
  case noGridValue
  /// The point is beyond what the projection shows.
  case outsideProjection
  /// PROJ takes the coordinates for none.
  case invalid
  /// Any other failure, by PROJ's number.
  case other(Int32)

  init(code: Int32) {
    switch code {
    case PROJ_ERR_COORD_TRANSFM_OUTSIDE_GRID: self = .outsideGrid
    case PROJ_ERR_COORD_TRANSFM_GRID_AT_NODATA: self = .noGridValue
    case PROJ_ERR_COORD_TRANSFM_OUTSIDE_PROJECTION_DOMAIN: self = .outsideProjection
    case PROJ_ERR_COORD_TRANSFM_INVALID_COORD: self = .invalid
    default: self = .other(code)
    }
  }
}

extension RegistryPointError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English; that of a `CoordinateError` is English, callers have their own.
  public func message(chinese zh: Bool) -> String {
    switch self {
    case .coordinate(let error): error.description
    case .outsideArea(let operation):
      zh
        ? "点在转换“\(operation)”的适用区域之外：请检查坐标及其次序（--allow-outside 也换算）"
        : "the point is outside the area of the operation “\(operation)”: check the coordinates and their order (--allow-outside converts it too)"
    case .outsideGrid: zh ? "点在格网范围之外，不外推" : "the point is outside the grid, and nothing is extrapolated"
    case .noGridValue: zh ? "格网在此无值" : "the grid has no value here"
    case .outsideProjection:
      zh ? "点超出投影范围：请检查坐标及其次序" : "the point is beyond what the projection shows: check the coordinates and their order"
    case .invalid: zh ? "不是坐标：请检查次序和单位" : "these are no coordinates: check their order and units"
    case .other(let code): zh ? "PROJ 不能换算此点（错误 \(code)）" : "PROJ cannot convert this point (error \(code))"
    }
  }
}
