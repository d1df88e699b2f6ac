/// One image of a GeoTIFF file: its samples as numbers, and what its tags say of them.
public struct TIFFImage: Sendable, Equatable {
  /// An item of GDAL's metadata, such as `TYPE` or the `DESCRIPTION` of a band.
  public struct MetadataItem: Sendable, Equatable {
    /// The name, such as `TYPE`, `grid_name`, `UNITTYPE`.
    public let name: String
    /// The band it speaks of, from 0; nil for the whole image.
    public let band: Int?
    /// The text.
    public let value: String

    /// An item.
    public init(_ name: String, band: Int? = nil, _ value: String) {
      self.name = name
      self.band = band
      self.value = value
    }
  }

  /// Columns.
  public let width: Int
  /// Rows, from the top.
  public let height: Int
  /// The samples of each band row by row, with scale and offset of the band applied; NaN where there is no value.
  public let bands: [[Float]]
  /// GDAL's metadata in the order of the file.
  public let metadata: [MetadataItem]
  /// The tag ImageDescription, empty without it.
  public let imageDescription: String
  /// The coordinates of column 0, row 0, from the tags ModelTiepoint, ModelPixelScale, ModelTransformation and the key GTRasterType: the *centre* of
  /// the pixel, degrees in a geographic system.
  public let origin: SIMD2<Double>
  /// From column to column and from row to row; the second is negative where rows run southwards.
  public let step: SIMD2<Double>
  /// The code of the key GeodeticCRS (2048), such as 4490; nil without it and for 32767, which means “none of EPSG's”.
  public let geographicCRS: Int?

  /// The text of a metadata item; nil without it.
  public func item(_ name: String, band: Int? = nil) -> String? { metadata.first { $0.name == name && $0.band == band }?.value }
}
