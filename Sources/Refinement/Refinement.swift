// Refinement: a quasi-geoid model made better by GNSS/levelling points.
//
// May enter: corrector surfaces, covariance functions and their estimation, least-squares collocation and kriging, cross-validation, the
// search for gross errors, grids of the result, updates of a model. Dense linear algebra is LAPACK's, through `CLAPACK`; statistics are
// those of `Estimation`. May not enter: grid formats (`GridFiles`), files, Foundation, a clock, a value of a point in a message.
