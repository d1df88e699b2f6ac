// When to draw: updates of many stations in the same moment become one drawing, at most four a second, none in a hidden tab.

const SHORTEST_MS = 250;

/** A function that may be called as often as one likes and calls `draw` rarely. */
export function drawingLater(draw) {
  let pending = false;
  let last = -Infinity;
  const run = () => {
    pending = false;
    last = performance.now();
    draw();
  };
  return () => {
    if (pending) return;
    pending = true;
    const wait = Math.max(0, SHORTEST_MS - (performance.now() - last));
    setTimeout(() => requestAnimationFrame(run), wait);
  };
}
