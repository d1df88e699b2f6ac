// CRS: which coordinates a pair of numbers are, and the way from one kind to another.
//
// May enter: names and codes of coordinate reference systems, the rules behind the Chinese EPSG codes, the choice of the operation between
// two systems. May not enter: formulas (they are `Geodesy`'s), parameters between datums (they are the user's files), files and streams,
// Foundation, a registry: everything here is made from rules in a few microseconds.
