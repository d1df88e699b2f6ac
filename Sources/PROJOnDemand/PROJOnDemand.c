#include "PROJOnDemand.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>

/* PROJ 9's library, by the name under which it is installed for programs, then as developers have it. */
#if defined(__APPLE__)
static const char *const names[] = {"libproj.25.dylib", "libproj.dylib"};
#else
static const char *const names[] = {"libproj.so.25", "libproj.so"};
#endif

int proj_on_demand(proj_functions *functions, char *reason, int reason_size) {
  void *library = NULL;
  for (size_t i = 0; library == NULL && i < sizeof names / sizeof *names; i++) {
    library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    /* The first reason is that of the name users have. */
    if (library == NULL && i == 0) snprintf(reason, (size_t)reason_size, "%s", dlerror());
  }
  if (library == NULL) return -1;

  PJ_INFO (*info)(void) = (PJ_INFO(*)(void))dlsym(library, "proj_info");
  if (info == NULL || info().major != PROJ_VERSION_MAJOR) {
    snprintf(reason, (size_t)reason_size, "libproj: version %s, expected %d", info == NULL ? "?" : info().version, PROJ_VERSION_MAJOR);
    dlclose(library);
    return -1;
  }
#define FIND(name) \
  functions->name = (__typeof__(functions->name))dlsym(library, "proj_" #name); \
  if (functions->name == NULL) { \
    snprintf(reason, (size_t)reason_size, "libproj %s has no proj_%s", info().version, #name); \
    return -1; \
  }
  PROJ_ON_DEMAND_FUNCTIONS(FIND)
#undef FIND
  return 0;
}
