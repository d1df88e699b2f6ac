#include "CGeographicLib.h"
#include "Failure.hpp"
#include <GeographicLib/GravityCircle.hpp>
#include <GeographicLib/GravityModel.hpp>

using GeographicLib::GravityCircle;
using GeographicLib::GravityModel;

struct cgeographiclib_gravity {
  GravityModel model;
};

struct cgeographiclib_circle {
  GravityCircle circle;
};

cgeographiclib_gravity *cgeographiclib_gravity_open(const char *name, const char *folder) {
  return cgeographiclib_try([&] { return new cgeographiclib_gravity{GravityModel(name, folder)}; });
}

double cgeographiclib_gravity_geoid_height(const cgeographiclib_gravity *model, double latitude, double longitude) {
  return model->model.GeoidHeight(latitude, longitude);
}

double cgeographiclib_gravity_disturbance(
  const cgeographiclib_gravity *model, double latitude, double longitude, double height, double *east, double *north, double *up) {
  return model->model.Disturbance(latitude, longitude, height, *east, *north, *up);
}

void cgeographiclib_gravity_close(cgeographiclib_gravity *model) { delete model; }

cgeographiclib_circle *cgeographiclib_circle_open(const cgeographiclib_gravity *model, double latitude, double height, int gradient) {
  unsigned wanted = gradient ? GravityModel::DISTURBANCE : GravityModel::GEOID_HEIGHT;
  return cgeographiclib_try([&] { return new cgeographiclib_circle{model->model.Circle(latitude, height, wanted)}; });
}

double cgeographiclib_circle_geoid_height(const cgeographiclib_circle *circle, double longitude) {
  return circle->circle.GeoidHeight(longitude);
}

double cgeographiclib_circle_disturbance(
  const cgeographiclib_circle *circle, double longitude, double *east, double *north, double *up) {
  return circle->circle.Disturbance(longitude, *east, *north, *up);
}

void cgeographiclib_circle_close(cgeographiclib_circle *circle) { delete circle; }
