"""Coefficients of Sources/Geodesy/Kernels/ElementaryFunctions.swift.

Each function is written as a short exact head and a correction polynomial in z = x². The polynomial interpolates the correction, in
60-digit arithmetic, at Chebyshev nodes of the interval of z; its coefficients are then rounded to double. Printed beside each: the
largest error of the function that the rounded polynomial causes, relative to the function.

    python3 scripts/kernel-polynomials.py
"""
import mpmath as mp

mp.mp.dps = 60


def fit(name, function, zmax, count, error):
    zmax = mp.mpf(zmax)
    nodes = [zmax / 2 * (1 + mp.cos(mp.pi * (2 * k + 1) / (2 * count))) for k in range(count)]
    matrix = mp.matrix(count, count)
    values = mp.matrix(count, 1)
    for i, z in enumerate(nodes):
        values[i] = function(mp.sqrt(z), z)
        for j in range(count):
            matrix[i, j] = z**j
    coefficients = [float(c) for c in mp.lu_solve(matrix, values)]
    worst = mp.mpf(0)
    for k in range(1, 2001):
        z = zmax * k / 2000
        p = mp.polyval([mp.mpf(c) for c in reversed(coefficients)], z)
        worst = max(worst, abs((p - function(mp.sqrt(z), z)) * error(mp.sqrt(z), z)))
    print(f"{name}: |x| <= {float(mp.sqrt(zmax)):.6f}, {count} coefficients, error {float(worst):.1e}")
    print("  [" + ", ".join(repr(c) for c in coefficients) + "]")


fit("sin x = x + x z P(z)", lambda x, z: (mp.sin(x) / x - 1) / z, (mp.pi / 4 + 1e-3) ** 2, 6, lambda x, z: z * x / mp.sin(x))
fit("cos x = 1 - z/2 + z^2 P(z)", lambda x, z: (mp.cos(x) - 1 + z / 2) / z**2, (mp.pi / 4 + 1e-3) ** 2, 6, lambda x, z: z**2 / mp.cos(x))
fit("atan x = x + x z P(z)", lambda x, z: (mp.atan(x) / x - 1) / z, (mp.sqrt(2) - 1 + 1e-3) ** 2, 11, lambda x, z: z * x / mp.atan(x))
fit("atanh x = x + x z P(z)", lambda x, z: (mp.atanh(x) / x - 1) / z, mp.mpf("0.28") ** 2, 9, lambda x, z: z * x / mp.atanh(x))
fit("sinh x = x + x z P(z)", lambda x, z: (mp.sinh(x) / x - 1) / z, mp.mpf("0.61") ** 2, 6, lambda x, z: z * x / mp.sinh(x))
fit("cosh x = 1 + z/2 + z^2 P(z)", lambda x, z: (mp.cosh(x) - 1 - z / 2) / z**2, mp.mpf("0.61") ** 2, 5, lambda x, z: z**2 / mp.cosh(x))
h = mp.pi / 2
c1 = mp.floor(h * 2**32) / 2**32
c2 = mp.floor((h - c1) * 2**66) / 2**66
c3 = h - c1 - c2
print("pi/2 in three parts of <= 33 bits:", *(float(c).hex() for c in (c1, c2, c3)), *(repr(float(c)) for c in (c1, c2, c3)))
print("atanh(0.4) =", repr(float(mp.atanh(mp.mpf("0.4")))), float(mp.atanh(mp.mpf(0.4))))
