// # RegionalGravity: height anomalies of a region from gravity anomalies and terrain — remove, compute, restore (移去–恢复法)
//
// ζ = ζ(model) + ζ(Stokes of Δg − Δg(model) − Δg(RTM)) + ζ(RTM): a gravity-field model takes the long waves off the measured gravity anomalies, residual
// terrain (RTM, 残余地形模型) the short ones; what is left is smooth, goes through Stokes' integral over a cap, and everything removed is put back.
//
// What may enter: Stokes' kernel and its modifications, the integral over a grid; prisms, rods and the residual terrain made of them; collocation of
// scattered anomalies onto a grid. Scalar forms that read like the papers they cite.
//
// What may not: files, grid formats, clocks, threads, Foundation. Work is cut into rows or tiles that a caller's threads may share; everything here is an
// immutable value.
//
// Units are SI but for gravity anomalies in the collocation, which are whatever the caller's are (the commands use mGal). The Earth is a sphere of the mean
// radius with geodetic latitudes on it: residual fields are known to some per cent, and the sphere is wrong by 0.5 % of them at most.
//
// Sources: W. A. Heiskanen and H. Moritz, *Physical Geodesy*, 1967 ("H&M"); W. Torge and J. Müller, *Geodesy*, 4th ed. 2012, section 6.7; R. Forsberg,
// *A study of terrain reductions, density anomalies and geophysical inversion methods in gravity field modelling*, OSU report 355, 1984.
