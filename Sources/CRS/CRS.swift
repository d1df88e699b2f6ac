// CRS: see docs/architecture.md
