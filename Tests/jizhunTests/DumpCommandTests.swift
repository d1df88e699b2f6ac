import Foundation
import RecordedData
import Testing

@Suite struct DumpCommandTests {
  private func dump(_ stream: [UInt8]) throws -> [[String: Any]] {
    let result = try JizhunProcess.run(["rtcm", "dump", "--json", "-"], input: Data(stream))
    #expect(result.status == 0)
    return try result.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func everyFieldHasItsNumberNameAndUnit() throws {
    // geo++_TRM.rtcm of swift-nav's collection; values by pyrtcm 1.2.1.
    let objects = try dump([0x55] + hexBytes("d300084ce00d0903ac0488263f04"))
    #expect(objects.count == 1)
    let object = objects[0]
    #expect(object["type"] as? Int == 1230)
    #expect(object["offset"] as? Int == 1)
    #expect(object["bytes"] as? Int == 14)
    #expect(object["DF003_reference_station_ID"] as? Int == 13)
    #expect(object["DF421_GLONASS_code_phase_bias_aligned"] as? Bool == false)
    #expect(object["DF422_GLONASS_FDMA_signals_mask"] as? Int == 9)
    #expect(object["DF423_GLONASS_L1_CA_code_phase_bias_m"] as? Double == 18.8)
    #expect(object["DF426_GLONASS_L2_P_code_phase_bias_m"] as? Double == 23.2)
    #expect(object["DF424_GLONASS_L1_P_code_phase_bias_m"] == nil, "not in the message")
  }

  @Test func unknownAndDamagedMessagesAreKeptAsBytes() throws {
    // 4072 from a u-blox receiver's kind of number, and a 1005 whose payload is two bytes.
    func frame(_ payload: [UInt8]) -> [UInt8] {
      let framed = [0xD3, 0, UInt8(payload.count)] + payload
      let crc = plainCRC(framed[...])
      return framed + [UInt8(crc >> 16), UInt8(crc >> 8 & 255), UInt8(crc & 255)]
    }
    let objects = try dump(frame([0xFE, 0x80, 0x01]) + frame([0x3E, 0xD0]) + frame([]))
    #expect(objects.map { $0["type"] as? Int } == [4072, 1005, 0])
    #expect(objects[0]["owner"] as? String == "u-blox")
    #expect(objects[0]["payload_hex"] as? String == "fe8001")
    #expect(objects[1]["error"] as? String == "message 1005: payload of 2 bytes is too short, its fields take at least 152 bits")
    #expect(objects[1]["payload_hex"] as? String == "3ed0")
    #expect(objects[2]["payload_hex"] as? String == "")
  }

  @Test func textThatIsNotUTF8IsShownAndKept() throws {
    // 1029 with the byte 0xFF in its text.
    let payload: [UInt8] = [0x40, 0x50, 0x17, 0x00, 0x84, 0x73, 0x6E, 0x02, 0x02, 0x41, 0xFF]
    let framed = [0xD3, 0, UInt8(payload.count)] + payload
    let crc = plainCRC(framed[...])
    let object = try #require(try dump(framed + [UInt8(crc >> 16), UInt8(crc >> 8 & 255), UInt8(crc & 255)]).first)
    #expect(object["DF140_text"] as? String == "A\u{FFFD}")
    #expect(object["DF140_text_hex"] as? String == "41ff")
  }

  @Test func peopleGetNumbersNamesValuesAndUnits() throws {
    let stream = hexBytes("d300133ed7d30202980edeef34b4bd62ac0941986f33360b98")
    let result = try JizhunProcess.run(["rtcm", "dump", "-"], input: Data(stream))
    #expect(result.lines.first == "@0  1005  25 B  antenna reference point")
    let x = try #require(result.lines.first { $0.contains("DF025") })
    #expect(
      x.split(separator: " ", omittingEmptySubsequences: true) == [
        "DF025", "antenna", "reference", "point", "ECEF", "X", "1114104.5999", "m",
      ])
  }

  @Test func anAbsentFileIsNoInput() throws {
    #expect(try JizhunProcess.run(["rtcm", "dump", "/nonexistent/file"]).status == 66)
  }

  /// pyrtcm 1.2.1, field by field, over every recorded frame of the types both decode. What pyrtcm does differently, and why ours is right:
  /// DF040 without its offset of −7; DF110, 121, 124, 125, 133, 135 unscaled, epochs in ms (here scaled by hand); text of 1029 byte by byte as
  /// Latin-1 and without the NUL that some senders put at its end; corrections of SSR in mm.
  private static let script = """
    import json, re, subprocess, sys
    from pyrtcm import RTCMReader
    unscaled = {"DF121": 2.0**-40, "DF124": 2.0**-30, "DF125": 2.0**-30, "DF133": 2.0**-31, "DF135": 2.0**-30, "DF110": 900}
    unscaled |= dict.fromkeys(("DF004", "DF034", "DF248", "DF427", "DF428", "DF546"), 0.001)
    # pyrtcm has lengths in mm, ambiguities as counts, axes without the base, DF162 with twice its resolution.
    unscaled |= {"DF218": 0.001, "DF221": 0.001, "DF014": 299792.458, "DF044": 599584.916, "DF162": 0.5}
    base = {"DF040": -7, "DF166": 6370000, "DF167": 6350000, "DF168": 6370000, "DF169": 6350000}
    types = {1001, 1002, 1003, 1004, 1009, 1010, 1011, 1012, 1021, 1023, 1030, 1031, 1032}
    types |= {1005, 1006, 1007, 1008, 1013, 1019, 1020, 1029, 1033, 1041, 1042, 1044, 1045, 1046, 1230}
    types |= {*range(1057, 1069), *range(1240, 1264), 4076}
    unscaled |= {p % i: 0.001 for p, a in (("DF%d", (*range(365, 371), 376, 377, 378, 390)), ("IDF%03d", range(13, 23))) for i in a}
    types |= {1070 + 10 * s + l for s in range(7) for l in (4, 5, 6, 7)}
    jizhun, *files = sys.argv[1:]
    compared, differences, seen, budget = 0, 0, {}, {}
    def text(m, df, n): return "".join(getattr(m, f"{df}_{i:02d}") for i in range(1, n + 1))
    def check(where, key, ours, theirs):
        global compared, differences
        compared += 1
        if isinstance(ours, bool): ours = int(ours)
        same = ours == theirs if isinstance(ours, str) else abs(ours - theirs) <= 1e-9 * max(abs(theirs), 1e-12)
        if not same:
            differences += 1
            if differences <= 20: print("differs:", where, key, ours, theirs)
    for f in files:
        b = open(f, "rb").read()
        out = subprocess.run([jizhun, "rtcm", "dump", "--json", f], stdout=subprocess.PIPE, check=True).stdout
        for line in out.splitlines():
            d = json.loads(line)
            t = d["type"]
            # pyrtcm decodes 0.2 MB/s: 40 frames a type and file are enough to see every field move.
            if t not in types or "error" in d or budget.get((f, t), 0) >= 40: continue
            budget[f, t] = budget.get((f, t), 0) + 1
            if d.get("IDF002_IGS_message_sub_type") == 201: continue  # counts of layers, degree and order are raw there
            m = RTCMReader.parse(b[d["offset"]:d["offset"] + d["bytes"]], labelmsm=0)
            where = (f.split("/")[-1], d["offset"], t)
            seen[t] = seen.get(t, 0) + 1
            rows = [("", d)]
            for name in ("announcements", "satellites", "cells", "points"):
                rows += [(f"_{i + 1:02d}", r) for i, r in enumerate(d.get(name, []))]
            for i, r in enumerate(d.get("satellites", [])):
                rows += [(f"_{i + 1:02d}_{j + 1:02d}", x) for j, x in enumerate(r.get("biases", []))]
            for suffix, row in rows:
                for key, ours in row.items():
                    df = key.split("_")[0]
                    if not re.fullmatch("I?DF[0-9]+", df) or key.endswith("_hex") or ours is None: continue
                    if df in ("DF001", "DF394", "DF395", "DF396", "DF002"): continue
                    if df == "DF422":
                        check(where, key, ours, sum(getattr(m, f"DF422_{i + 1}") << 3 - i for i in range(4)))
                    elif isinstance(ours, str):
                        if df == "DF140": theirs = m.DF140.encode("latin-1").decode("utf-8", "replace")
                        else: theirs = text(m, df, len(ours))
                        check(where, key, ours.rstrip(chr(0)), theirs)
                    else:
                        theirs = getattr(m, df + suffix)
                        check(where, key, ours, theirs * unscaled.get(df, 1) + base.get(df, 0))
    print(json.dumps({"compared": compared, "differences": differences, "types": sorted(seen)}))
    """

  @Test(.recordedData("data/rtcm")) func agreesWithPyrtcmFieldByField() throws {
    let files = RecordedData.files(below: "data/rtcm").filter { !$0.contains("/rtcm-rs/") }.map(RecordedData.path)
    guard let result = try PythonProcess.run(Self.script, [JizhunProcess.path] + files, needing: "pyrtcm") else { return }
    #expect(result.status == 0, "\(result.errors.suffix(2000))")
    let last = try #require(result.lines.last)
    let summary = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
    #expect(summary["differences"] as? Int == 0, "\(result.output.prefix(4000))")
    #expect((summary["compared"] as? Int ?? 0) > 100_000)
    print("recorded-data pyrtcm comparison:", last)
  }
}
