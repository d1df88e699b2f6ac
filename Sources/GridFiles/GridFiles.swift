// GridFiles: files that hold a quantity at the nodes of a regular grid, and that quantity between the nodes.
//
// May enter: readers (and, as they come, writers) of grid formats over bytes that the caller brings, one file per format, all into the same
// `HeightGrid`; interpolation by name. May not enter: opening files, Foundation, values or names of models in messages (a quasi-geoid model
// better than 1 m is a state secret in China: errors say where in the file something is wrong, never what stood there).
