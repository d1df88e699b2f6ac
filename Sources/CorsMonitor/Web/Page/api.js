// The HTTP API of the monitor. Paths are relative to the page, so it also works behind a proxy under a prefix.

let offset = 0;

/** The server's clock in ms since 1970: an operator's PC may be minutes off, the charts must not be. */
export const serverNow = () => Date.now() + offset;

/** Reads JSON; throws an Error after 10 s, on a broken connection, and on any status but 2xx and those in `also`. An error that the
    server answered has its `status`, and in `text` what the server says of it in both languages. */
async function getJSON(path, also = []) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(10_000), headers: { Accept: "application/json" } });
  const stamp = Date.parse(response.headers.get("Date") ?? "");
  // The header counts whole seconds and the network adds its delay: only a difference beyond both says anything.
  if (Number.isFinite(stamp)) offset = Math.abs(stamp - Date.now()) > 3000 ? stamp - Date.now() : 0;
  if (!response.ok && !also.includes(response.status)) {
    const error = new Error(`HTTP ${response.status} ${path}`);
    error.status = response.status;
    // A proxy in between may answer with a page of its own.
    error.text = (await response.json().catch(() => null))?.error?.message ?? null;
    throw error;
  }
  return response.json();
}

/** All station summaries. */
export const stations = () => getJSON("api/v1/stations");

/** One station with sky, message types and recent events. */
export const station = (id) => getJSON(`api/v1/stations/${encodeURIComponent(id)}`);

/** A metric between two times in Unix seconds: {metric, unit, resolution, points: [[seconds, value|null], …]}. */
export const series = (id, metric, from, to) => getJSON(
  `api/v1/stations/${encodeURIComponent(id)}/series?metric=${encodeURIComponent(metric)}&from=${Math.floor(from)}&to=${Math.ceil(to)}`);

/** Version and state of the service; 503 comes with the same body and says what fails. */
export const health = () => getJSON("healthz", [503]);

/** The event stream; `event: station` and `event: state`. */
export const events = () => new EventSource("api/v1/events");
