// CRSRegistry: the coordinate reference systems of the world (EPSG's and others' codes, WKT, PROJJSON) and the published operations between
// them, through PROJ and the database that comes with it.
//
// May enter: what asks PROJ, and what decides whether its answer may be used. May not enter: Chinese systems, which `CRS` makes from rules
// without a database; parameters between national datums, which are the user's files; formulas.
//
// PROJ's library is loaded when the first system is asked for (`PROJLibrary`), and a program that asks for none runs without it.
//
// Every operation owns a PROJ context: nothing is shared, nothing else is global. An operation is a class that is not `Sendable`: it may be handed from
// one thread to another, never used by two. What it says of itself are values. PROJ's network access stays off: a grid that is not on the
// machine is named, not fetched.
