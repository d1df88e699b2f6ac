/// A level as a type, so that what goes over the cells of a message is compiled once per level, with constant widths and resolutions.
protocol MSMLevel {
  static var level: Int { get }
}

enum MSMLevel1: MSMLevel { static var level: Int { 1 } }
enum MSMLevel2: MSMLevel { static var level: Int { 2 } }
enum MSMLevel3: MSMLevel { static var level: Int { 3 } }
enum MSMLevel4: MSMLevel { static var level: Int { 4 } }
enum MSMLevel5: MSMLevel { static var level: Int { 5 } }
enum MSMLevel6: MSMLevel { static var level: Int { 6 } }
enum MSMLevel7: MSMLevel { static var level: Int { 7 } }
