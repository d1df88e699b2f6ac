#include "CGeographicLib.h"
#include "Failure.hpp"
#include <GeographicLib/Config.h>
#include <GeographicLib/Geoid.hpp>

thread_local std::string cgeographiclib_reason;

const char *cgeographiclib_error(void) { return cgeographiclib_reason.c_str(); }
const char *cgeographiclib_version(void) { return GEOGRAPHICLIB_VERSION_STRING; }

struct cgeographiclib_geoid {
  GeographicLib::Geoid geoid;
};

cgeographiclib_geoid *cgeographiclib_geoid_open(const char *name, const char *folder, int cubic, int threadsafe) {
  return cgeographiclib_try([&] { return new cgeographiclib_geoid{GeographicLib::Geoid(name, folder, cubic != 0, threadsafe != 0)}; });
}

double cgeographiclib_geoid_height(const cgeographiclib_geoid *geoid, double latitude, double longitude) {
  return geoid->geoid(latitude, longitude);
}

void cgeographiclib_geoid_close(cgeographiclib_geoid *geoid) { delete geoid; }
