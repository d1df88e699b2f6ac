// RINEX: see docs/architecture.md
