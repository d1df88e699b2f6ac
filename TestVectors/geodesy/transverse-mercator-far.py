#!/usr/bin/env python3
"""Makes transverse-mercator-far.csv: the exact transverse Mercator projection far from the central meridian, to 40 digits.

The conformal map with true scale on the central meridian is the analytic continuation of the meridian arc M as a function of the isometric
latitude: solve psi(phi) = psi(lat) + i dlon for the complex latitude phi, then northing + i easting = M(phi). Points are invented; they
reach to the limit of `TransverseMercator`, |easting| = 0.6 A.

    python3 TestVectors/geodesy/transverse-mercator-far.py > TestVectors/geodesy/transverse-mercator-far.csv
"""
import random
import mpmath as mp

mp.mp.dps = 40
random.seed(4)


def isometric(phi, e):
    return mp.atanh(mp.sin(phi)) - e * mp.atanh(e * mp.sin(phi))


def exact(a, rf, lat, dlon):
    f = 1 / mp.mpf(rf)
    e2 = f * (2 - f)
    e = mp.sqrt(e2)
    target = isometric(mp.radians(lat), e) + mp.mpc(0, 1) * mp.radians(dlon)
    start = mp.asin(mp.tanh(target))
    phi = mp.findroot(lambda p: isometric(p, e) - target, start, tol=1e-60)
    arc = mp.quad(lambda t: phi * a * (1 - e2) / (1 - e2 * mp.sin(phi * t) ** 2) ** mp.mpf("1.5"), mp.linspace(0, 1, 5))
    return mp.re(arc), mp.im(arc)


print("semi_major_axis_m,inverse_flattening,lat_deg,dlon_deg,x_north_m,y_east_m")
for a, rf in (("6378137", "298.257222101"), ("6378245", "298.3")):
    rows = 0
    while rows < 60:
        lat = round(random.uniform(-89, 89), 6)
        dlon = round(random.uniform(-89, 89), 6)
        y = mp.cos(mp.radians(lat)) * mp.sin(mp.radians(dlon))
        if not 0.05 < abs(y) < 0.534:
            continue
        north, east = exact(mp.mpf(a), rf, mp.mpf(repr(lat)), mp.mpf(repr(dlon)))
        if abs(east) > 3.81e6:
            continue
        print(f"{a},{rf},{lat!r},{dlon!r},{mp.nstr(north, 18)},{mp.nstr(east, 18)}")
        rows += 1
