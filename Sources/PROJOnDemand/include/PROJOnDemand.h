/* PROJ's functions, from its shared library, which is loaded when the first of them is wanted and not when the program starts: with what it
   pulls in (SQLite, TIFF, curl, TLS, Kerberos …) it costs every start several milliseconds, and most runs never ask it anything.

   The list below is all that CRSRegistry calls. A function keeps its name without `proj_`, and the type that PROJ's header gives it. */
#ifndef PROJ_ON_DEMAND_H
#define PROJ_ON_DEMAND_H

#include <proj.h>
#include <proj_experimental.h>

#define PROJ_ON_DEMAND_FUNCTIONS(X) \
  X(as_proj_string) \
  X(concatoperation_get_step) \
  X(concatoperation_get_step_count) \
  X(context_create) \
  X(context_destroy) \
  X(context_get_database_metadata) \
  X(context_get_database_path) \
  X(context_set_enable_network) \
  X(coordoperation_get_accuracy) \
  X(coordoperation_get_grid_used) \
  X(coordoperation_get_grid_used_count) \
  X(coordoperation_has_ballpark_transformation) \
  X(coordoperation_is_instantiable) \
  X(create) \
  X(create_crs_to_crs_from_pj) \
  X(create_from_database) \
  X(create_from_wkt) \
  X(create_operation_factory_context) \
  X(create_operations) \
  X(crs_get_coordinate_system) \
  X(crs_get_geodetic_crs) \
  X(crs_promote_to_3D) \
  X(cs_get_axis_count) \
  X(cs_get_axis_info) \
  X(destroy) \
  X(errno) \
  X(errno_reset) \
  X(get_area_of_use) \
  X(get_id_auth_name) \
  X(get_id_code) \
  X(get_name) \
  X(get_prime_meridian) \
  X(get_source_crs) \
  X(get_type) \
  X(list_destroy) \
  X(list_get) \
  X(list_get_count) \
  X(log_level) \
  X(operation_factory_context_destroy) \
  X(operation_factory_context_set_allow_ballpark_transformations) \
  X(operation_factory_context_set_area_of_interest) \
  X(operation_factory_context_set_grid_availability_use) \
  X(operation_factory_context_set_spatial_criterion) \
  X(prime_meridian_get_parameters) \
  X(string_list_destroy) \
  X(trans) \
  X(trans_generic)

#define PROJ_ON_DEMAND_MEMBER(name) __typeof__(&proj_##name) name;
typedef struct { PROJ_ON_DEMAND_FUNCTIONS(PROJ_ON_DEMAND_MEMBER) } proj_functions;
#undef PROJ_ON_DEMAND_MEMBER

/* Loads the library and fills the table. Returns 0, or -1 with what is wrong, NUL-terminated, in `reason`: the library is not there, is of
   another major version than the header this was compiled with, or lacks a function. To be called once; the library stays loaded. */
int proj_on_demand(proj_functions *functions, char *reason, int reason_size);

#endif
