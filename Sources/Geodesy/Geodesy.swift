// Geodesy: see docs/architecture.md
