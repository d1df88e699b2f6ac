import GRDB

/// The tables of the record. A published migration is never changed; a new version adds one.
enum StoreSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: samples, minutes, events") { db in
      try db.execute(
        sql: """
          CREATE TABLE station (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            -- minutes before this Unix time are rolled up
            rolledUpTo INTEGER
          );
          CREATE TABLE sample (
            station INTEGER NOT NULL REFERENCES station(id) ON DELETE CASCADE,
            -- Unix time of the end of the second
            time INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            messages INTEGER NOT NULL,
            crcFailures INTEGER NOT NULL,
            epochs INTEGER NOT NULL,
            gaps INTEGER NOT NULL,
            completeness REAL,
            latency REAL,
            arpOffset REAL,
            state INTEGER NOT NULL,
            -- satellites per system and C/N0 per signal, see PackedSignals
            signals BLOB NOT NULL,
            PRIMARY KEY (station, time)
          ) WITHOUT ROWID;
          CREATE TABLE minute (
            station INTEGER NOT NULL REFERENCES station(id) ON DELETE CASCADE,
            -- Metric.code
            metric INTEGER NOT NULL,
            -- Unix time of the start of the minute
            time INTEGER NOT NULL,
            -- seconds that had a value
            count INTEGER NOT NULL,
            minimum REAL NOT NULL,
            mean REAL NOT NULL,
            maximum REAL NOT NULL,
            PRIMARY KEY (station, metric, time)
          ) WITHOUT ROWID;
          CREATE TABLE event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            station INTEGER NOT NULL REFERENCES station(id) ON DELETE CASCADE,
            -- ISO 8601 in UTC
            time TEXT NOT NULL,
            fromState INTEGER NOT NULL,
            toState INTEGER NOT NULL,
            -- JSON
            reasons TEXT NOT NULL
          );
          CREATE INDEX eventByStation ON event (station, id);
          CREATE INDEX eventByTime ON event (time);
          """)
    }
    return migrator
  }
}
