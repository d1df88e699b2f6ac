// The values of one metric over time: what the server has recorded, continued with what comes in live.

/** Seconds since 1970 and value, null where there is none, in order of time. */
export class History {
  points = [];
  resolution = 1;

  /** Takes an answer of the API. Live seconds after its end stay: the record is a little behind. */
  fill(answer) {
    const recorded = (answer.points ?? []).map(([time, value]) => [time, Number.isFinite(value) ? value : null]);
    const resolution = answer.resolution > 0 ? answer.resolution : 1;
    const end = recorded.length > 0 ? recorded[recorded.length - 1][0] + 0.5 : -Infinity;
    const live = resolution === 1 && this.resolution === 1 ? this.points.filter((point) => point[0] > end) : [];
    this.points = recorded.concat(live);
    this.resolution = resolution;
  }

  /** Forgets all. */
  clear() {
    this.points = [];
    this.resolution = 1;
  }

  /** Adds one live value and forgets what is older than `range` seconds. */
  append(time, value, range) {
    const last = this.points[this.points.length - 1];
    if (last && time - last[0] < 0.5) return;
    this.points.push([time, Number.isFinite(value) ? value : null]);
    const first = this.points.findIndex((point) => point[0] >= time - range);
    if (first > 0) this.points.splice(0, first);
  }

  /** How long nothing may come before it is a gap: two and a half intervals. One late second is none. */
  get longestStep() {
    return 2.5 * this.resolution;
  }

  /** Runs of points from `from` on without a gap and without a null. */
  runs(from) {
    const runs = [];
    let run = [];
    for (const point of this.points) {
      if (point[0] < from) continue;
      if (run.length > 0 && (point[1] === null || point[0] - run[run.length - 1][0] > this.longestStep)) {
        runs.push(run);
        run = [];
      }
      if (point[1] !== null) run.push(point);
    }
    if (run.length > 0) runs.push(run);
    return runs;
  }
}
