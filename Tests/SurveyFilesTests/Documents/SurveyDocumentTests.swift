import SurveyFiles
import Testing

/// All coordinates are invented.
@Suite struct SurveyDocumentTests {
  /// The text with every coordinate replaced: northing + 1000, easting + 2000, height + 1.
  private func shifted(_ document: SurveyDocument, _ bytes: [UInt8], replacesThird: Bool = true) -> String {
    var output = TextBuffer()
    document.append(
      bytes.span.bytes, with: document.places.map { $0.values + SIMD3(1000, 2000, 1) }, decimals: PointDecimals(plane: 3, third: 2),
      replacesThird: replacesThird, to: &output)
    var text: [UInt8] = []
    output.bytes.withUnsafeBytes { text.append(contentsOf: $0) }
    return String(decoding: text, as: UTF8.self)
  }

  private func document(_ text: String, _ format: SurveyFormat) throws(DocumentError) -> SurveyDocument {
    try SurveyDocument(Array(text.utf8).span.bytes, format: format)
  }

  @Test func cassHasEastingBeforeNorthingAndKeepsTheRest() throws {
    let text = "K1,房角,500010.5,3100020.25,52.30\r\n\r\n K 2 ,,500011,3100021\nK3,T,500012.125,3100022,1e1,extra, columns\n"
    let document = try document(text, .cass)
    #expect(document.places.map(\.line) == [1, 3, 4])
    #expect(document.places[0].values == SIMD3(3_100_020.25, 500_010.5, 52.3))
    #expect(document.places[1].third == nil && document.remarks.isEmpty)
    #expect(
      shifted(document, Array(text.utf8))
        == "K1,房角,502010.500,3101020.250,53.30\r\n\r\n K 2 ,,502011.000,3101021.000\nK3,T,502012.125,3101022.000,11.00,extra, columns\n")
    #expect(shifted(document, Array(text.utf8), replacesThird: false).contains("3101020.250,52.30"))
  }

  @Test func cassNamesInGBKStayAsTheyAre() throws {
    // 点 is B5 E3 in GBK; 丂 is 81 40, whose second byte looks like "@".
    let bytes = [0xB5, 0xE3, 0x81, 0x40] + Array(",,500010,3100020,1\n".utf8)
    let document = try SurveyDocument(bytes.span.bytes, format: .cass)
    var output = TextBuffer()
    document.append(
      bytes.span.bytes, with: document.places.map(\.values), decimals: PointDecimals(plane: 1, third: 1), replacesThird: true, to: &output)
    var text: [UInt8] = []
    output.bytes.withUnsafeBytes { text.append(contentsOf: $0) }
    #expect(text == [0xB5, 0xE3, 0x81, 0x40] + Array(",,500010.0,3100020.0,1.0\n".utf8))
  }

  @Test func cassReportsBadLines() throws {
    let document = try document("a,b\nK1,,x,3100020,1\nK2,,500000,,1\nK3,,500000,3100000,high\nK4,,500000,3100000,\n", .cass)
    #expect(
      document.remarks == [
        DocumentRemark(line: 1, content: .missingField(field: 3)), DocumentRemark(line: 2, content: .notANumber(field: 3)),
        DocumentRemark(line: 3, content: .notANumber(field: 4)), DocumentRemark(line: 4, content: .notANumber(field: 5)),
      ])
    #expect(document.places.map(\.line) == [5] && document.remarks.allSatisfy(\.leavesPointsBehind))
  }

  static let parcels = """
    [属性描述]
    格式版本号=1.01版本
    坐标系=2000国家大地坐标系
    带号=38
    [地块坐标]
    8,0.5,1,甲地块,面,,耕地,,@
    J1,1,3100000,38500000
    J2,1,3100100,38500000
    J3,1,3100100,38500100
    J1,1,3100000,38500000
    J5,2,3100040,38500040
    J6,2,3100060,38500040
    J7,2,3100060,38500060
    J5,2,3100040,38500040
    3,0.1,2,乙地块,面,,林地,,@
    J9,1,3100200.5,38500200.25
    J10,1,3100300,38500200
    """

  @Test func parcelsHaveRingsAndTheirCountIsChecked() throws {
    let document = try document(Self.parcels, .parcels)
    #expect(document.places.count == 10 && document.parcels.count == 2)
    #expect(document.parcels[0].rings == [0..<4, 4..<8] && document.parcels[1].rings == [8..<10])
    #expect(document.places[8].values == SIMD3(3_100_200.5, 38_500_200.25, 0))
    #expect(document.remarks.contains(DocumentRemark(line: 15, content: .pointCount(declared: 3, found: 2))))
    #expect(document.remarks.contains(DocumentRemark(line: 3, content: .leftAsItWas("坐标系"))))
    #expect(document.remarks.filter(\.leavesPointsBehind).isEmpty)
    let text = shifted(document, Array(Self.parcels.utf8))
    #expect(text.contains("J9,1,3101200.500,38502200.250\n") && text.contains("8,0.5,1,甲地块,面,,耕地,,@\n"))
  }

  @Test func aNumberOfPointsThatIsNoneIsNotChecked() throws {
    for count in [String(repeating: "8", count: 80), "-1e300", "2.5", "x", ""] {
      let document = try document("[属性描述]\n[地块坐标]\n\(count),0.1,2,乙地块,@\nJ9,1,3100200.5,38500200.25\n", .parcels)
      #expect(document.parcels.map(\.declaredPoints) == [-1] && document.places.count == 1)
    }
  }

  @Test func parcelsWithoutCoordinatesAreRefused() {
    #expect(throws: DocumentError(line: 2, reason: .expected("[地块坐标]"))) { _ = try document("[属性描述]\n带号=38\n", .parcels) }
    #expect(throws: DocumentError(line: 1, reason: .expected("[属性描述]"))) { _ = try document("J1,1,2,3\n", .parcels) }
  }

  @Test func geoJSONConvertsEveryPositionAndNothingElse() throws {
    let text = """
      {"type":"FeatureCollection","bbox":[1,2,3,4],"features":[
        {"type":"Feature","id":7,"properties":{"name":"coordinates: [1,2]","n":[1,2],"e":-1.5e3,"q":"a\\"b"},
         "geometry":{"type":"Polygon","coordinates":[[[100.5, 25.25 ,3],[101,25,4]],[[100,26],[100.5,26.5]]]}},
        {"type":"Feature","properties":null,"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[-1,-2]},
         {"type":"MultiPoint","coordinates":[]}]}}]}
      """
    let document = try document(text, .geoJSON)
    #expect(
      document.places.map(\.values.x) == [25.25, 25, 26, 26.5, -2] && document.places.map(\.values.y) == [100.5, 101, 100, 100.5, -1])
    #expect(document.places.map(\.line) == [3, 3, 3, 3, 4] && document.remarks == [DocumentRemark(line: 1, content: .leftAsItWas("bbox"))])
    let shifted = shifted(document, Array(text.utf8))
    #expect(shifted.contains("[[[2100.500, 1025.250 ,4.00],[2101.000,1025.000,5.00]],[[2100.000,1026.000],[2100.500,1026.500]]]"))
    #expect(
      shifted.contains(#""properties":{"name":"coordinates: [1,2]","n":[1,2],"e":-1.5e3,"q":"a\"b"}"#) && shifted.contains("[1,2,3,4]"))
  }

  @Test(arguments: [
    ("{\"coordinates\":[1]}", DocumentError(line: 1, reason: .expected("two numbers in a position"))),
    ("{\"coordinates\":[1,2}", DocumentError(line: 1, reason: .expected("a comma or ]"))),
    ("{\"coordinates\":[1,\n\"x\"]}", DocumentError(line: 2, reason: .expected("a number"))),
    ("{\"coordinates\":[1,2]", DocumentError(line: 1, reason: .cutOff)),
    ("{\"a\":\"\\", DocumentError(line: 1, reason: .cutOff)),
    ("{\"a\":+1}", DocumentError(line: 1, reason: .expected("a value"))),
    ("{}", DocumentError(line: 1, reason: .noPoints)), ("", DocumentError(line: 1, reason: .cutOff)),
  ]) func geoJSONSaysWhatIsWrong(text: String, error: DocumentError) {
    #expect(throws: error) { _ = try document(text, .geoJSON) }
  }

  @Test func geoJSONOfAnyDepthEndsInAnError() {
    let text = String(repeating: "[", count: 1_000_000)
    #expect(throws: DocumentError(line: 1, reason: .tooDeep)) { _ = try document(text, .geoJSON) }
  }

  static let drawing = """
    0\nSECTION\n2\nHEADER\n9\n$EXTMIN\n10\n1.0\n20\n2.0\n0\nENDSEC\n0\nSECTION\n2\nBLOCKS\n0\nPOINT\n10\n5.0\n20\n6.0\n0\nENDSEC
      0\nSECTION\n  2\nENTITIES\n  0\nPOINT\n8\n层\n 10\n500000.5\n 20\n3100000.25\n 30\n12.5
    0\nLINE\n10\n1\n20\n2\n30\n0\n11\n3\n21\n4\n31\n0
    0\nLWPOLYLINE\n90\n2\n10\n11\n20\n12\n42\n0.5\n10\n13\n20\n14
    0\nTEXT\n10\n21\n20\n22\n40\n2.5\n11\n0\n21\n0
    0\nPOLYLINE\n66\n1\n10\n0\n20\n0\n30\n0\n0\nVERTEX\n10\n31\n20\n32\n30\n33\n0\nSEQEND
    0\nSPLINE\n10\n41\n20\n42
    0\nENDSEC\n0\nEOF\n
    """

  @Test func drawingsConvertEntitiesAndNotBlocks() throws {
    let document = try document(Self.drawing, .dxf)
    #expect(document.places.map(\.values.y) == [500000.5, 1, 3, 11, 13, 21, 31])
    #expect(document.places.map(\.values.x) == [3100000.25, 2, 4, 12, 14, 22, 32])
    #expect(document.remarks.map(\.content) == [.leftAsItWas("$EXTMIN"), .entityNotConverted("SPLINE")])
    let text = shifted(document, Array(Self.drawing.utf8))
    #expect(text.contains(" 10\n502000.500\n 20\n3101000.250\n 30\n13.50\n") && text.contains("POINT\n10\n5.0\n20\n6.0\n"))
    #expect(text.contains("10\n2011.000\n20\n1012.000\n42\n0.5\n10\n2013.000\n20\n1014.000\n") && text.contains("SPLINE\n10\n41\n20\n42\n"))
  }

  @Test func drawingsThatAreNoneAreRefused() {
    #expect(throws: DocumentError(line: 1, reason: .binary)) { _ = try document("AutoCAD Binary DXF\r\n\u{1a}\0", .dxf) }
    #expect(throws: DocumentError(line: 1, reason: .expected("a group code"))) { _ = try document("name,1,2\n", .dxf) }
    #expect(throws: DocumentError(line: 3, reason: .cutOff)) { _ = try document("0\nSECTION\n2\n", .dxf) }
    #expect(throws: DocumentError(line: 10, reason: .expected("a number in group 10"))) {
      try document("0\nSECTION\n2\nENTITIES\n0\nPOINT\n8\n0\n10\nx\n", .dxf)
    }
  }

  @Test(arguments: [("a.dat", SurveyFormat.cass), ("b.GeoJSON", .geoJSON), ("c.dxf", .dxf)]) func endingsTellFormats(
    name: String, format: SurveyFormat
  ) {
    #expect(SurveyFormat(fileName: name) == format && SurveyFormat(fileName: "d.txt") == nil)
  }
}
