#include "CRTKLib.h"

#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Sizes in Debian's build; crtk_abi_check() holds the library to them. */
enum {
  RTCM_SIZE = 1017336,
  SSR_OFFSET = 658968, /* of the state-space corrections in it */
  SSR_SIZE = 1376,
  LAST_SATELLITE = 221, /* MAXSAT */
  GLONASS_SLOTS = 27,   /* MAXPRNGLO */
  EPHEMERIS_SIZE = 304,
  GLONASS_EPHEMERIS_SIZE = 152,
  GUARD_SIZE = 64,
  GUARD_BYTE = 0xA5,
  SBAS_158 = 158, /* the last satellite of RTKLIB's numbering */
  SYSTEM_SBAS = 0x02,
};

/* 1980-01-06 in RTKLIB's time_t, which counts GPS time as if it were UTC from 1970. */
static const time_t gps_epoch = 315964800;

/* Mirrors of RTKLIB's structures, as far as this shim reads or writes them; the names are ours. */
typedef struct {
  time_t whole;
  double fraction;
} lib_time;

typedef struct {
  lib_time time;
  uint8_t satellite, receiver;
  uint16_t snr[CRTK_SIGNALS]; /* 0.001 dB-Hz */
  uint8_t lli[CRTK_SIGNALS], code[CRTK_SIGNALS];
  double phase[CRTK_SIGNALS], pseudorange[CRTK_SIGNALS];
  float doppler[CRTK_SIGNALS];
} lib_observation;

typedef struct {
  int satellite, iode, iodc, accuracy, health, week, code, flag;
  lib_time toe, toc, transmission;
  double a, e, i0, omega0, omega, m0, delta_n, omega_dot, idot;
  double crc, crs, cuc, cus, cic, cis;
  double toe_s, fit;
  double f0, f1, f2;
  double group_delay[6];
  double a_dot, n_dot;
} lib_ephemeris;

typedef struct {
  int satellite, iode, channel, health, accuracy, age;
  lib_time toe, frame;
  double position[3], velocity[3], acceleration[3];
  double tau, gamma, delta_tau;
} lib_glonass_ephemeris;

typedef struct {
  int satellite;
  lib_time toe, frame;
  int accuracy, health;
  double position[3], velocity[3], acceleration[3];
  double f0, f1;
} lib_sbas_ephemeris;

typedef struct {
  lib_time times[6];
  double intervals[6];
  int issues[6];
  int iode, crc, ura, frame;
  double orbit[3], orbit_rate[3], clock[3], high_rate_clock;
  float code_bias[CRTK_CODES];
  double phase_bias[CRTK_CODES];
  float phase_bias_deviation[CRTK_CODES];
  double yaw, yaw_rate;
  uint8_t is_new;
} lib_ssr;

/* The beginning of RTKLIB's RTCM control structure; of the rest only the state-space corrections are known. */
typedef struct {
  int station, health, sequence, output_type;
  lib_time time, start;
  struct {
    int count, capacity;
    lib_observation *rows;
  } observations;
  struct {
    int count, capacity, other_counts[12];
    lib_ephemeris *ephemerides;
    lib_glonass_ephemeris *glonass_ephemerides;
  } navigation;
} lib_rtcm_head;

_Static_assert(sizeof(lib_time) == 16, "time");
_Static_assert(sizeof(lib_observation) == 216, "observation");
_Static_assert(sizeof(lib_ephemeris) == EPHEMERIS_SIZE, "ephemeris");
_Static_assert(sizeof(lib_glonass_ephemeris) == GLONASS_EPHEMERIS_SIZE, "GLONASS ephemeris");
_Static_assert(sizeof(lib_ssr) == SSR_SIZE, "state-space corrections");
_Static_assert(SSR_OFFSET + SSR_SIZE * LAST_SATELLITE < RTCM_SIZE, "state-space corrections");
_Static_assert(offsetof(lib_rtcm_head, observations) == 48, "observations");
_Static_assert(offsetof(lib_rtcm_head, navigation.ephemerides) == 120, "navigation");

struct crtk_decoder {
  union {
    lib_rtcm_head head;
    unsigned char bytes[RTCM_SIZE];
  };
  unsigned char guard[GUARD_SIZE];
};

extern int init_rtcm(void *);
extern void free_rtcm(void *);
extern int input_rtcm3(void *, uint8_t);
extern void satno2id(int, char *);
extern int satid2no(const char *);
extern int satno(int, int);
extern char *code2obs(uint8_t);
extern void eph2pos(lib_time, const lib_ephemeris *, double *, double *, double *);
extern void geph2pos(lib_time, const lib_glonass_ephemeris *, double *, double *, double *);
extern void seph2pos(lib_time, const lib_sbas_ephemeris *, double *, double *, double *);

/* Three functions that the library leaves to the application: progress and time span of its programs. */
int showmsg(const char *format, ...) {
  (void)format;
  return 0;
}
void settspan(lib_time start, lib_time end) {
  (void)start;
  (void)end;
}
void settime(lib_time time) { (void)time; }

static lib_time to_lib(crtk_time t) {
  lib_time r = {(time_t)(t.seconds + gps_epoch), t.fraction};
  return r;
}

static crtk_time from_lib(lib_time t) {
  crtk_time r = {(int64_t)t.whole - gps_epoch, t.fraction};
  return r;
}

/* RTKLIB writes SBAS satellites as their PRN, "137"; RINEX writes S37. */
static void satellite_id(int satellite, char out[4]) {
  char id[32] = "";
  satno2id(satellite, id);
  if (id[0] == '1') id[0] = 'S';
  memcpy(out, id, 3);
  out[3] = 0;
}

static int satellite_number(const char id[4]) {
  char text[5];
  memcpy(text, id, 4);
  text[4] = 0;
  return satid2no(text);
}

/* ---- ABI check ---- */

/* malloc rounds up by less than a page for blocks of these sizes. */
static int holds(const void *block, size_t wanted) {
  size_t usable = malloc_usable_size((void *)block);
  return usable >= wanted && usable < wanted + 4096 + 64;
}

static int check_decoder(char *why, size_t size) {
  struct crtk_decoder *d = malloc(sizeof *d);
  if (!d) {
    snprintf(why, size, "no memory");
    return 2;
  }
  memset(d, GUARD_BYTE, sizeof *d);
  if (!init_rtcm(d->bytes)) {
    snprintf(why, size, "init_rtcm failed");
    free(d);
    return 3;
  }
  int status = 0;
  if (!holds(d->head.observations.rows, sizeof(lib_observation) * CRTK_OBSERVATIONS)) {
    snprintf(why, size, "observations take %zu bytes", malloc_usable_size(d->head.observations.rows));
    status = 4;
  } else if (d->head.navigation.count != LAST_SATELLITE * 2 || !holds(d->head.navigation.ephemerides, EPHEMERIS_SIZE * LAST_SATELLITE * 2)) {
    snprintf(why, size, "%d ephemerides", d->head.navigation.count);
    status = 5;
  } else if (!holds(d->head.navigation.glonass_ephemerides, GLONASS_EPHEMERIS_SIZE * GLONASS_SLOTS)) {
    snprintf(why, size, "GLONASS ephemerides take %zu bytes", malloc_usable_size(d->head.navigation.glonass_ephemerides));
    status = 6;
  }
  for (int i = 0; i < GUARD_SIZE && !status; i++)
    if (d->guard[i] != GUARD_BYTE) {
      snprintf(why, size, "the RTCM structure is larger than %d bytes", RTCM_SIZE);
      status = 7;
    }
  free_rtcm(d->bytes);
  free(d);
  return status;
}

/* A frame of our own making: orbit corrections of G07, -12.3456 26.1728 -21.7284 m, and a radial rate of -1.234 mm/s. */
static int check_corrections(char *why, size_t size) {
  static const uint8_t frame[] = {0xd3, 0x00, 0x1b, 0xfe, 0xc6, 0x2a, 0x54, 0x60, 0xa4, 0x50, 0x10, 0x29, 0x82, 0x3a, 0x9f, 0xc3, 0xb8,
                                  0x01, 0xff, 0x31, 0xe5, 0x79, 0xff, 0xfb, 0x2e, 0x00, 0x46, 0xff, 0xf2, 0x18, 0xff, 0xca, 0x69};
  crtk_time t = {1000000000, 0};
  struct crtk_decoder *d = crtk_decoder_new(t);
  if (!d) return snprintf(why, size, "no memory"), 2;
  size_t used;
  crtk_ssr s;
  int status = 0;
  if (crtk_decoder_feed(d, frame, sizeof frame, &used) != 10 || crtk_decoder_take_ssr(d, "G07", &s)) {
    snprintf(why, size, "no state-space corrections");
    status = 12;
  } else if (s.iode != 83 || !(fabs(s.orbit[0] + 12.3456) < 1e-9) || !(fabs(s.orbit[2] + 21.7284) < 1e-9) || !(fabs(s.orbit_rate[0] + 0.001234) < 1e-9)) {
    snprintf(why, size, "state-space corrections: %d %g %g", s.iode, s.orbit[0], s.orbit[2]);
    status = 12;
  }
  crtk_decoder_free(d);
  return status;
}

/* A circular orbit at its epoch, in closed form: a field at another place gives another position. */
static int check_ephemeris(char *why, size_t size) {
  crtk_time t = {1000000000, 0.25};
  crtk_kepler k = {.satellite = "G01", .toe = t, .toc = t, .sqrt_a = 5000, .m0 = 0.5, .omega = 0.25, .omega0 = 0.125, .i0 = 1.0, .f0 = 1e-4};
  crtk_state s;
  if (crtk_kepler_state(&k, t, &s)) return snprintf(why, size, "G01 is not known"), 8;
  double a = k.sqrt_a * k.sqrt_a, u = k.m0 + k.omega, x = a * cos(u), y = a * sin(u);
  double p[3] = {x * cos(k.omega0) - y * cos(k.i0) * sin(k.omega0), x * sin(k.omega0) + y * cos(k.i0) * cos(k.omega0), y * sin(k.i0)};
  crtk_vector v = {.satellite = "R01", .toe = t, .position = {1e7, 2e7, 3e6}, .velocity = {1, 2, 3}, .f0 = 1e-4, .f1 = 1e-9};
  crtk_state g, b;
  if (crtk_glonass_state(&v, t, &g)) return snprintf(why, size, "R01 is not known"), 8;
  memcpy(v.satellite, "S37", 4);
  if (crtk_sbas_state(&v, t, &b)) return snprintf(why, size, "S37 is not known"), 8;
  for (int i = 0; i < 3; i++) {
    if (!(fabs(s.position[i] - p[i]) < 1e-6)) return snprintf(why, size, "Keplerian ephemeris: coordinate %d is %g", i, s.position[i]), 9;
    if (!(fabs(g.position[i] - v.position[i]) < 1e-6)) return snprintf(why, size, "GLONASS ephemeris: coordinate %d is %g", i, g.position[i]), 10;
    if (!(fabs(b.position[i] - v.position[i]) < 1e-6)) return snprintf(why, size, "SBAS ephemeris: coordinate %d is %g", i, b.position[i]), 11;
  }
  if (!(fabs(s.clock - k.f0) < 1e-15)) return snprintf(why, size, "Keplerian ephemeris: clock is %g", s.clock), 9;
  if (!(fabs(g.clock - v.f0) < 1e-15)) return snprintf(why, size, "GLONASS ephemeris: clock is %g", g.clock), 10;
  if (!(fabs(b.clock - v.f0) < 1e-15)) return snprintf(why, size, "SBAS ephemeris: clock is %g", b.clock), 11;
  return 0;
}

int crtk_abi_check(char *why, size_t size) {
  if (size) why[0] = 0;
  if (satno(SYSTEM_SBAS, SBAS_158) != LAST_SATELLITE) {
    snprintf(why, size, "the last satellite is number %d", satno(SYSTEM_SBAS, SBAS_158));
    return 1;
  }
  int status = check_decoder(why, size);
  if (!status) status = check_ephemeris(why, size);
  return status ? status : check_corrections(why, size);
}

/* ---- decoder ---- */

crtk_decoder *crtk_decoder_new(crtk_time approximate) {
  struct crtk_decoder *d = calloc(1, sizeof *d);
  if (!d) return NULL;
  if (!init_rtcm(d->bytes)) {
    free(d);
    return NULL;
  }
  d->head.time = d->head.start = to_lib(approximate);
  return d;
}

void crtk_decoder_free(crtk_decoder *d) {
  free_rtcm(d->bytes);
  free(d);
}

int crtk_decoder_feed(crtk_decoder *d, const uint8_t *bytes, size_t count, size_t *used) {
  for (size_t i = 0; i < count; i++) {
    int status = input_rtcm3(d->bytes, bytes[i]);
    if (status) {
      *used = i + 1;
      return status;
    }
  }
  *used = count;
  return 0;
}

int crtk_decoder_observations(const crtk_decoder *d, crtk_observation *out, int max) {
  int n = d->head.observations.count < max ? d->head.observations.count : max;
  for (int i = 0; i < n; i++) {
    const lib_observation *from = d->head.observations.rows + i;
    crtk_observation *to = out + i;
    memset(to, 0, sizeof *to);
    satellite_id(from->satellite, to->satellite);
    to->time = from_lib(from->time);
    for (int j = 0; j < CRTK_SIGNALS; j++) {
      crtk_signal *s = to->signals + j;
      if (!from->code[j]) continue;
      snprintf(s->code, sizeof s->code, "%.3s", code2obs(from->code[j]));
      s->lli = from->lli[j];
      s->pseudorange = from->pseudorange[j];
      s->phase = from->phase[j];
      s->doppler = from->doppler[j];
      s->snr = from->snr[j] * 0.001f;
    }
  }
  return n;
}

double crtk_decoder_pseudorange_sum(const crtk_decoder *d) {
  double sum = 0;
  for (int i = 0; i < d->head.observations.count; i++)
    for (int j = 0; j < CRTK_SIGNALS; j++) sum += d->head.observations.rows[i].pseudorange[j];
  return sum;
}

/* RINEX counts GLONASS satellites from 1 as RTKLIB does its slots. */
static int glonass_slot(const char id[4]) { return id[0] == 'R' ? atoi((char[]){id[1], id[2], 0}) : 0; }

int crtk_decoder_take_kepler(crtk_decoder *d, const char *satellite, int set, crtk_broadcast *out) {
  int number = satellite_number(satellite);
  int index = number - 1 + (set ? LAST_SATELLITE : 0);
  if (!number || index >= d->head.navigation.count) return -1;
  lib_ephemeris *e = d->head.navigation.ephemerides + index;
  if (e->satellite != number) return -1;
  memset(out, 0, sizeof *out);
  memcpy(out->orbit.satellite, satellite, 3);
  out->orbit.toe = from_lib(e->toe);
  out->orbit.toc = from_lib(e->toc);
  out->orbit.toe_s = e->toe_s;
  out->orbit.sqrt_a = sqrt(e->a);
  out->orbit.e = e->e;
  out->orbit.m0 = e->m0;
  out->orbit.delta_n = e->delta_n;
  out->orbit.omega0 = e->omega0;
  out->orbit.omega_dot = e->omega_dot;
  out->orbit.i0 = e->i0;
  out->orbit.idot = e->idot;
  out->orbit.omega = e->omega;
  out->orbit.cuc = e->cuc;
  out->orbit.cus = e->cus;
  out->orbit.crc = e->crc;
  out->orbit.crs = e->crs;
  out->orbit.cic = e->cic;
  out->orbit.cis = e->cis;
  out->orbit.f0 = e->f0;
  out->orbit.f1 = e->f1;
  out->orbit.f2 = e->f2;
  out->week = e->week;
  out->iode = e->iode;
  out->iodc = e->iodc;
  out->accuracy = e->accuracy;
  out->health = e->health;
  out->code_l2 = e->code;
  out->flag_l2 = e->flag;
  out->fit = e->fit;
  out->group_delay[0] = e->group_delay[0];
  out->group_delay[1] = e->group_delay[1];
  memset(e, 0, sizeof *e);
  e->iode = e->iodc = -1;
  return 0;
}

int crtk_decoder_take_glonass(crtk_decoder *d, const char *satellite, crtk_glonass_broadcast *out) {
  int slot = glonass_slot(satellite);
  if (slot < 1 || slot > GLONASS_SLOTS) return -1;
  lib_glonass_ephemeris *g = d->head.navigation.glonass_ephemerides + slot - 1;
  if (g->satellite != satellite_number(satellite)) return -1;
  memset(out, 0, sizeof *out);
  memcpy(out->state.satellite, satellite, 3);
  out->state.toe = from_lib(g->toe);
  out->frame = from_lib(g->frame);
  memcpy(out->state.position, g->position, sizeof g->position);
  memcpy(out->state.velocity, g->velocity, sizeof g->velocity);
  memcpy(out->state.acceleration, g->acceleration, sizeof g->acceleration);
  out->state.f0 = -g->tau;
  out->state.f1 = g->gamma;
  out->iode = g->iode;
  out->channel = g->channel;
  out->health = g->health;
  out->accuracy = g->accuracy;
  out->age = g->age;
  out->delta_tau = g->delta_tau;
  memset(g, 0, sizeof *g);
  g->iode = -1;
  return 0;
}

int crtk_decoder_take_ssr(crtk_decoder *d, const char *satellite, crtk_ssr *out) {
  int number = satellite_number(satellite);
  if (!number) return -1;
  lib_ssr *s = (lib_ssr *)(d->bytes + SSR_OFFSET) + number - 1;
  if (!s->is_new) return -1;
  memset(out, 0, sizeof *out);
  out->iode = s->iode;
  out->ura = s->ura;
  memcpy(out->orbit, s->orbit, sizeof s->orbit);
  memcpy(out->orbit_rate, s->orbit_rate, sizeof s->orbit_rate);
  memcpy(out->clock, s->clock, sizeof s->clock);
  out->high_rate_clock = s->high_rate_clock;
  out->yaw_deg = s->yaw;
  out->yaw_rate_deg = s->yaw_rate;
  for (int i = 0; i < CRTK_CODES; i++) {
    snprintf(out->biases[i].code, sizeof out->biases[i].code, "%.3s", code2obs((uint8_t)(i + 1)));
    out->biases[i].code_bias = s->code_bias[i];
    out->biases[i].phase_bias = s->phase_bias[i];
  }
  memset(s, 0, sizeof *s);
  return 0;
}

/* ---- ephemerides ---- */

int crtk_kepler_state(const crtk_kepler *k, crtk_time time, crtk_state *out) {
  double variance;
  lib_ephemeris e = {
      .satellite = satellite_number(k->satellite),
      .toe = to_lib(k->toe), .toc = to_lib(k->toc), .toe_s = k->toe_s,
      .a = k->sqrt_a * k->sqrt_a, .e = k->e, .i0 = k->i0, .omega0 = k->omega0, .omega = k->omega, .m0 = k->m0,
      .delta_n = k->delta_n, .omega_dot = k->omega_dot, .idot = k->idot,
      .crc = k->crc, .crs = k->crs, .cuc = k->cuc, .cus = k->cus, .cic = k->cic, .cis = k->cis,
      .f0 = k->f0, .f1 = k->f1, .f2 = k->f2,
  };
  if (!e.satellite) return -1;
  eph2pos(to_lib(time), &e, out->position, &out->clock, &variance);
  return 0;
}

int crtk_glonass_state(const crtk_vector *v, crtk_time time, crtk_state *out) {
  double variance;
  lib_glonass_ephemeris g = {.satellite = satellite_number(v->satellite), .toe = to_lib(v->toe), .tau = -v->f0, .gamma = v->f1};
  if (!g.satellite) return -1;
  memcpy(g.position, v->position, sizeof g.position);
  memcpy(g.velocity, v->velocity, sizeof g.velocity);
  memcpy(g.acceleration, v->acceleration, sizeof g.acceleration);
  geph2pos(to_lib(time), &g, out->position, &out->clock, &variance);
  return 0;
}

int crtk_sbas_state(const crtk_vector *v, crtk_time time, crtk_state *out) {
  double variance;
  lib_sbas_ephemeris s = {.satellite = satellite_number(v->satellite), .toe = to_lib(v->toe), .f0 = v->f0, .f1 = v->f1};
  if (!s.satellite) return -1;
  memcpy(s.position, v->position, sizeof s.position);
  memcpy(s.velocity, v->velocity, sizeof s.velocity);
  memcpy(s.acceleration, v->acceleration, sizeof s.acceleration);
  seph2pos(to_lib(time), &s, out->position, &out->clock, &variance);
  return 0;
}
