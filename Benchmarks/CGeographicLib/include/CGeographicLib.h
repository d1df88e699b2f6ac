#ifndef CGEOGRAPHICLIB_H
#define CGEOGRAPHICLIB_H
/* C functions over GeographicLib (Debian: libgeographiclib-dev), a peer of the benchmarks. Nothing that ships is linked with it.
   Angles are degrees, lengths metres. A function that returns a pointer returns NULL on failure; the reason is in cgeographiclib_error. */
#ifdef __cplusplus
extern "C" {
#endif

/* The reason of the last failure of this thread. */
const char *cgeographiclib_error(void);
/* The version, such as "2.1.2". */
const char *cgeographiclib_version(void);

/* GeographicLib::Geoid: grids in its PGM format, NAME.pgm in a folder; cubic 1 for its cubic interpolation, 0 for bilinear. */
typedef struct cgeographiclib_geoid cgeographiclib_geoid;
cgeographiclib_geoid *cgeographiclib_geoid_open(const char *name, const char *folder, int cubic, int threadsafe);
double cgeographiclib_geoid_height(const cgeographiclib_geoid *geoid, double latitude, double longitude);
void cgeographiclib_geoid_close(cgeographiclib_geoid *geoid);

/* GeographicLib::GravityModel: spherical-harmonic models, NAME.egm and NAME.egm.cof in a folder. */
typedef struct cgeographiclib_gravity cgeographiclib_gravity;
cgeographiclib_gravity *cgeographiclib_gravity_open(const char *name, const char *folder);
/* The height of the geoid above the ellipsoid. */
double cgeographiclib_gravity_geoid_height(const cgeographiclib_gravity *model, double latitude, double longitude);
/* The disturbing potential T (m²/s²) and the gravity disturbance to east, north and up (m/s²). */
double cgeographiclib_gravity_disturbance(
  const cgeographiclib_gravity *model, double latitude, double longitude, double height, double *east, double *north, double *up);
void cgeographiclib_gravity_close(cgeographiclib_gravity *model);

/* GeographicLib::GravityCircle: the same along a parallel, prepared for one of the two: disturbances where `gradient` is 1, else heights of the geoid. */
typedef struct cgeographiclib_circle cgeographiclib_circle;
cgeographiclib_circle *cgeographiclib_circle_open(const cgeographiclib_gravity *model, double latitude, double height, int gradient);
double cgeographiclib_circle_geoid_height(const cgeographiclib_circle *circle, double longitude);
double cgeographiclib_circle_disturbance(const cgeographiclib_circle *circle, double longitude, double *east, double *north, double *up);
void cgeographiclib_circle_close(cgeographiclib_circle *circle);

#ifdef __cplusplus
}
#endif
#endif
