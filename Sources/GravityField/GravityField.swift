// # GravityField: the Earth's gravity field as a series of spherical harmonics, and the normal field of an ellipsoid
//
// What may enter: coefficients and readers of files that hold them (ICGEM's `.gfc`) over bytes that the caller brings; normal fields; synthesis
// of functionals (height anomaly, gravity disturbance, deflections …) at points and along parallels; invented fields for tests and planning.
//
// What may not: files, clocks, threads, Foundation. A `FieldSynthesis` is an immutable value that many threads may share; each brings a
// `FieldWorkspace` of its own, and with it nothing is allocated per point.
//
// The sums over degree and order run in the kernels of `Geodesy` (Kernels/HarmonicKernels.swift), compiled for the baseline processor and for AVX2:
// the same bits on both.
//
// Names and definitions of functionals are ICGEM's: F. Barthelmes, *Definition of Functionals of the Geopotential and Their Calculation from
// Spherical Harmonic Models*, GFZ Scientific Technical Report STR09/02 (revised 2013), doi 10.2312/GFZ.b103-0902-26; "STR09/02" in comments.
