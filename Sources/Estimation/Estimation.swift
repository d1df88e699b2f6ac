// Estimation: parameters of coordinate transformations from common points (由重合点求转换参数).
//
// May enter: observation models of the transformations in `Geodesy`, least squares and its statistics (covariances, tests for gross
// errors, robust weights, leave-one-out), and what a report needs of them as values. May not enter: files and their formats (the caller
// brings points and takes results), text for people beyond errors and warnings, Foundation, a clock, LAPACK: the problems here have at
// most a few dozen unknowns.
//
// Inside, lengths are metres, angles radians, scale differences plain numbers. A residual (残差) is always “transformed − given”.
