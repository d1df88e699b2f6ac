// NTRIP: see docs/architecture.md
