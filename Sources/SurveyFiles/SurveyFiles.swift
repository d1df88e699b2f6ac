// SurveyFiles: the text that surveyors keep their points in, read and written without loss.
//
// May enter: reading and writing of numbers and angles as decimal text, lines of points with their columns and separators, and (as they
// come) the file formats of field and office programs; files of
// transformation parameters, as transformations of `Geodesy`. May not enter: coordinates' meaning (that is `CRS`), files and streams (the caller
// brings bytes and takes bytes), Foundation, a clock, a locale: text here is the same everywhere, with the full stop as decimal sign.
