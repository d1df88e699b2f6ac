"""Transformation parameters by numpy's least squares, from formulas written down anew: a judge for Estimation that shares no code with it.

stdin: JSON {"model": …, "points": [[source…, target…, sigma…]…], "pivot": […], "order": n}; stdout: JSON parameters, cofactor matrix, vPv.
"""
import json
import sys

import numpy as np

task = json.load(sys.stdin)
rows = np.array(task["points"], dtype=float)
model = task["model"]
d = 2 if model in ("plane4", "polynomial") else 3
src, dst, sig = rows[:, :d], rows[:, d:2 * d], rows[:, 2 * d:3 * d]


def rot(axis, a):
    c, s = np.cos(a), np.sin(a)
    m = np.eye(3)
    i, j = (axis + 1) % 3, (axis + 2) % 3
    m[i, i] = m[j, j] = c
    m[i, j], m[j, i] = s, -s
    return m


def helmert(p, x):
    """(shift of each point) for T, r, s about the pivot."""
    pivot = np.array(task["pivot"])
    rx, ry, rz = p[3:6]
    if task["form"] == "smallAngle":
        w = np.array([[0, rz, -ry], [-rz, 0, rx], [ry, -rx, 0]])
        r = w if task["convention"] == "coordinateFrame" else w.T
        r = np.eye(3) + r
    else:
        r = rot(2, rz) @ rot(1, ry) @ rot(0, rx)
        r = r if task["convention"] == "coordinateFrame" else r.T
    y = x - pivot
    return p[:3] + y @ ((1 + p[6]) * r - np.eye(3)).T


def plane(p, x):
    """Target off its centroid, from source off its centroid, by complex numbers."""
    z = (x - src.mean(axis=0)) @ np.array([1, 1j])
    t = complex(p[0], p[1]) + (1 + p[3]) * np.exp(1j * p[2]) * z
    return np.stack([t.real, t.imag], axis=1)


def polynomial(p, x):
    u = (x - np.array(task["pivot"])[:2]) / task["length"]
    terms = [u[:, 0] ** (n - j) * u[:, 1] ** j for n in range(task["order"] + 1) for j in range(n + 1)]
    a = np.stack(terms, axis=1)
    k = a.shape[1]
    return np.stack([a @ p[:k], a @ p[k:]], axis=1)


f = {"helmert7": helmert, "plane4": plane, "polynomial": polynomial}[model]
obs = dst - dst.mean(axis=0) if model == "plane4" else dst - src
n = (task["order"] + 1) * (task["order"] + 2) if model == "polynomial" else {"helmert7": 7, "plane4": 4}[model]
p = np.zeros(n)
if model == "plane4":
    z = (src - src.mean(axis=0)) @ np.array([1, 1j])
    w = obs @ np.array([1, 1j])
    q = np.vdot(z, w) / np.vdot(z, z)
    p[2], p[3] = np.angle(q), abs(q) - 1
# Steps of the size that moves a point by about a metre, and complex-step-free central differences: the models are so nearly linear
# that these are exact to 1e-12.
steps = np.full(n, 1.0)
if model == "helmert7":
    steps[3:] = 1e-7
if model == "plane4":
    steps[2:] = 1e-5
weight = (1 / sig).ravel()
for _ in range(8):
    jac = np.empty((obs.size, n))
    for k in range(n):
        e = np.zeros(n)
        e[k] = steps[k]
        jac[:, k] = ((f(p + e, src) - f(p - e, src)) / (2 * steps[k])).ravel()
    r = (obs - f(p, src)).ravel()
    a = jac * weight[:, None]
    scale = np.linalg.norm(a, axis=0)
    dp, *_ = np.linalg.lstsq(a / scale, r * weight, rcond=None)
    p = p + dp / scale
pinv = np.linalg.pinv(a / scale)
cof = (pinv @ pinv.T) / np.outer(scale, scale)
json.dump({"parameters": p.tolist(), "cofactors": cof.tolist(), "vpv": float(np.sum((r * weight) ** 2))}, sys.stdout)
