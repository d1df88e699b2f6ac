#!/usr/bin/env python3
"""Makes kaula-2190.csv: functionals of the invented field KaulaField(seed: 1) to degree 2190, summed with 60 digits and more.

Nothing is shared with the code under test but the definition of the field. Legendre functions come from the textbook's forward recursion over the
degrees with exact roots, derivatives from u dP/dtheta = n t P(n) - f P(n-1), the normal field from the closed formulas of Heiskanen & Moritz with
arctangents; no scaling is needed where exponents have no limit. A pole is approached to 1e-30 rad. Fast with gmpy2 (half a minute), else slow.

    python3 TestVectors/gravity-field/kaula-2190.py > TestVectors/gravity-field/kaula-2190.csv
"""
import math
import sys
import mpmath as mp

N = int(sys.argv[1]) if len(sys.argv) > 1 else 2190
mp.mp.dps = 90
MASK = (1 << 64) - 1
GM, A, RF, OMEGA = 3.986004418e14, 6378137.0, 298.257223563, 7.292115e-5


def coefficient(seed, n, m):
    """KaulaField: SplitMix64 from (seed, n, m), sums of twelve uniform doubles less 6, in that order of rounding."""
    state = (seed * 0x9E3779B97F4A7C15 + (n << 32) + m) & MASK

    def following():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def normal():
        total = -6.0
        for _ in range(12):
            total += (following() >> 11) * 2.0**-53
        return total

    following()
    sigma = 1e-5 / float(n * n)
    c = normal() * sigma
    s = normal() * sigma
    return c, (0.0 if m == 0 else s)


class Normal:
    def __init__(self):
        self.a = mp.mpf(A)
        self.f = 1 / mp.mpf(RF)
        self.b = self.a * (1 - self.f)
        self.e2 = self.f * (2 - self.f)
        self.E = mp.sqrt(self.a**2 - self.b**2)
        self.gm, self.w = mp.mpf(GM), mp.mpf(OMEGA)

    def q(self, u):
        x = mp.atan(self.E / u)
        return ((1 + 3 * u**2 / self.E**2) * x - 3 * u / self.E) / 2

    def potential(self, p, z):
        d = p**2 + z**2 - self.E**2
        u = mp.sqrt((d + mp.sqrt(d**2 + 4 * self.E**2 * z**2)) / 2)
        sb = z / u
        return (self.gm / self.E * mp.atan(self.E / u) + self.w**2 * self.a**2 / 2 * self.q(u) / self.q(self.b) * (sb**2 - mp.mpf(1) / 3)
                + self.w**2 * p**2 / 2)

    def gradient(self, p, z):
        """By central differences of the closed potential: 90 digits leave 50 of them."""
        h = mp.mpf(10) ** -20
        return ((self.potential(p + h, z) - self.potential(p - h, z)) / (2 * h),
                (self.potential(p, z + h) - self.potential(p, z - h)) / (2 * h))


class Place:
    def __init__(self, normal, lat, lon, height):
        self.lat, self.lon, self.height = lat, lon, height
        B = mp.mpf(lat)
        if abs(lat) == math.pi / 2:
            B = mp.sign(B) * (mp.pi / 2 - mp.mpf(10) ** -30)
        self.sB, self.cB = mp.sin(B), mp.cos(B)
        nu = normal.a / mp.sqrt(1 - normal.e2 * self.sB**2)
        self.p, self.z = (nu + height) * self.cB, (nu * (1 - normal.e2) + height) * self.sB
        self.r = mp.sqrt(self.p**2 + self.z**2)
        self.t, self.u = self.z / self.r, self.p / self.r
        self.q = normal.a / self.r
        self.sums = [mp.mpf(0)] * 4  # value, n + 1, dtheta, d lambda / sin theta
        self.second = mp.mpf(0)


def main():
    normal = Normal()
    places = [Place(normal, math.pi / 180 * b, math.pi / 180 * l, h) for b, l, h in [
        (0.0, 0.0, 0.0), (27.7, 111.3, 0.0), (-45.3, -70.1, 2500.0), (60.2, 179.99, 400000.0), (89.0, 33.0, 0.0), (89.99999, -120.0, 10.0),
        (90.0, 20.0, 0.0), (-90.0, 0.0, 100.0), (-0.0001, 300.0, 8848.0), (75.5, 5.0, 20200000.0)]]
    one = mp.mpf(1)
    sectorial = [one for _ in places]
    for m in range(N + 1):
        if m > 0:
            root = mp.sqrt(mp.mpf(2 * m + 1) / (2 * m) * (2 if m == 1 else 1))
            sectorial = [s * root * pl.u * pl.q for s, pl in zip(sectorial, places)]
        now, before = list(sectorial), [mp.mpf(0)] * len(places)
        sums = [[mp.mpf(0)] * 6 for _ in places]
        second = [[mp.mpf(0)] * 2 for _ in places]
        for n in range(m, N + 1):
            if n > m:
                a = mp.sqrt(mp.mpf((2 * n - 1) * (2 * n + 1)) / ((n - m) * (n + m)))
                b = mp.sqrt(mp.mpf((2 * n + 1) * (n + m - 1) * (n - m - 1)) / ((n - m) * (n + m) * (2 * n - 3))) if n > m + 1 else mp.mpf(0)
                following = [a * pl.t * pl.q * x - b * pl.q**2 * y for pl, x, y in zip(places, now, before)]
                before, now = now, following
            if n < 2:
                continue
            c, s = coefficient(1, n, m)
            c, s = mp.mpf(c), mp.mpf(s)
            f = mp.sqrt(mp.mpf((n * n - m * m) * (2 * n + 1)) / (2 * n - 1))
            for pl, x, y, total, total2 in zip(places, now, before, sums, second):
                d = n * pl.t * x - f * pl.q * y
                total[0] += c * x
                total[1] += s * x
                total[2] += (n + 1) * c * x
                total[3] += (n + 1) * s * x
                total[4] += c * d
                total[5] += s * d
                total2[0] += (n + 1) * (n + 2) * c * x
                total2[1] += (n + 1) * (n + 2) * s * x
        for pl, total, total2 in zip(places, sums, second):
            cl, sl = mp.cos(m * mp.mpf(pl.lon)), mp.sin(m * mp.mpf(pl.lon))
            pl.sums[0] += total[0] * cl + total[1] * sl
            pl.sums[1] += total[2] * cl + total[3] * sl
            pl.sums[2] += (total[4] * cl + total[5] * sl) / pl.u
            pl.sums[3] += m * (total[1] * cl - total[0] * sl) / pl.u
            pl.second += total2[0] * cl + total2[1] * sl
        if m % 100 == 0:
            print(m, file=sys.stderr)
    print("latitude,longitude,height,height-anomaly-ell,height-anomaly-surface,gravity-disturbance,gravity-disturbance-sa,gravity-anomaly,"
          "gravity-anomaly-sa,deflection-ns,deflection-ew,second-r-derivative,potential,gravity")
    for pl in places:
        T = normal.gm / pl.r * pl.sums[0]
        Tr = -normal.gm / pl.r**2 * pl.sums[1]
        Tn = -normal.gm / pl.r**2 * pl.sums[2]
        Te = normal.gm / pl.r**2 * pl.sums[3]
        Trr = normal.gm / pl.r**3 * pl.second
        gp, gz = normal.gradient(pl.p, pl.z)
        g = mp.sqrt(gp**2 + gz**2)
        wp, wz = gp + Tr * pl.u - Tn * pl.t, gz + Tr * pl.t + Tn * pl.u
        full = mp.sqrt(wp**2 + wz**2 + Te**2)
        up, north = wp * pl.cB + wz * pl.sB, wz * pl.cB - wp * pl.sB
        # The point on the normal where U is what W is here.
        U, W = normal.potential(pl.p, pl.z), normal.potential(pl.p, pl.z) + T
        zeta = mp.findroot(lambda x: normal.potential(pl.p - x * pl.cB, pl.z - x * pl.sB) - W, (T / g, T / g * (1 + mp.mpf(10) ** -6)), tol=1e-40)
        qp, qz = normal.gradient(pl.p - zeta * pl.cB, pl.z - zeta * pl.sB)
        values = [T / g, zeta, full - g, -Tr, full - mp.sqrt(qp**2 + qz**2), -Tr - 2 * T / pl.r, mp.atan(-north / -up), mp.atan(-Te / -up), Trr,
                  W - normal.w**2 * pl.p**2 / 2, full]
        print(",".join([repr(pl.lat), repr(pl.lon), repr(pl.height)] + [mp.nstr(v, 25) for v in values]))


main()
