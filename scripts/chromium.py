"""Drives headless Chromium through its debugging pipe, with nothing but the Python standard library.

With --remote-debugging-pipe Chromium reads commands of the DevTools protocol from descriptor 3 and writes answers and
events to descriptor 4, each a JSON text ended by a zero byte: no port, no WebSocket, no driver to install.
"""

import base64
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time


def find():
    """The path of Chromium, or None where it is not installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    return None


class BrowserError(Exception):
    """Chromium ended, did not answer in time, or refused a command."""


class Browser:
    """One headless Chromium with one page. Use it in a `with` statement: it is ended and its profile removed."""

    def __init__(self, path, width=1280, height=800, language="zh-CN", dark=False, scale=1, phone=False,
                 timezone="Asia/Shanghai"):
        self.profile = tempfile.mkdtemp(prefix="jizhun-chromium-")
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        self.number = 0
        self.buffer = b""
        self.problems = []  # exceptions and errors of the page: what the console would show in red
        self.requests = []  # every address the page asked for

        # The descriptors must be exactly 3 and 4 in Chromium. A shell moves them there, which needs no code between fork and exec.
        command = [path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                   "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
                   f"--user-data-dir={self.profile}", f"--lang={language}", f"--accept-lang={language}",
                   f"--window-size={width},{height}", "--remote-debugging-pipe", "about:blank"]
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", f'exec "$@" 3<&{to_browser} 4>&{from_browser}', "sh", *command],
            pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": self.profile}, start_new_session=True)
        os.close(to_browser)
        os.close(from_browser)
        self.session = None
        try:
            target = self.command("Target.createTarget", url="about:blank")["targetId"]
            self.session = self.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Log", "Network"):
                self.command(f"{domain}.enable")
            self.resize(width, height, scale, phone)
            self.command("Emulation.setLocaleOverride", locale=language)
            self.command("Emulation.setTimezoneOverride", timezoneId=timezone)
            self.command("Emulation.setEmulatedMedia", features=[
                {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def command(self, method, timeout=20, **parameters):
        """Sends a command and returns its result; events that come before it are taken note of."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        try:
            os.write(self.write_end, json.dumps(message).encode() + b"\0")
        except BrokenPipeError:
            raise BrowserError(f"Chromium ended with {self.process.wait(5)} before {method}") from None
        deadline = time.monotonic() + timeout
        while True:
            answer = self._read(deadline, method)
            if answer.get("id") == number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error'].get('message')}")
                return answer["result"]
            self._note(answer)

    def open(self, address):
        """Loads a page; its console errors are collected in `problems`."""
        result = self.command("Page.navigate", url=address)
        if result.get("errorText"):
            raise BrowserError(f"{address}: {result['errorText']}")
        deadline = time.monotonic() + 20
        while True:
            # While one document replaces another there may be none to ask: that is no error yet.
            try:
                if self.evaluate("location.href !== 'about:blank' && document.readyState === 'complete'"):
                    return
            except BrowserError:
                if self.process.poll() is not None:
                    raise
            if time.monotonic() > deadline:
                raise BrowserError(f"{address} is not loaded after 20 s")
            time.sleep(0.1)

    def evaluate(self, expression):
        """The value of a JavaScript expression in the page."""
        result = self.command("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise BrowserError(f"{expression}: {details.get('exception', {}).get('description', details.get('text'))}")
        return result["result"].get("value")

    def wait_for(self, expression, timeout, what):
        """Waits until a JavaScript expression is true, and returns its value; raises BrowserError naming `what`."""
        deadline = time.monotonic() + timeout
        while True:
            value = self.evaluate(expression)
            if value:
                return value
            if time.monotonic() > deadline:
                raise BrowserError(f"after {timeout} s still not: {what}")
            time.sleep(0.2)

    def resize(self, width, height, scale=1, phone=False):
        """Sets the size of the page in CSS pixels; a phone obeys the page's viewport line."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=phone)

    def screenshot(self, path, whole=False):
        """Saves the page as PNG; `whole` also what lies below the window's lower edge."""
        data = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        """Ends this Chromium and its children, and removes its profile."""
        for end in (self.write_end, self.read_end):
            try:
                os.close(end)
            except OSError:
                pass
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        # Its helper processes are in its session; one that is still writing would bring the profile back.
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        for _ in range(10):
            shutil.rmtree(self.profile, ignore_errors=True)
            if not os.path.exists(self.profile):
                break
            time.sleep(0.1)

    def _read(self, deadline, method):
        while b"\0" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.read_end], [], [], left)[0]:
                raise BrowserError(f"Chromium did not answer {method} in time")
            part = os.read(self.read_end, 1 << 16)
            if not part:
                raise BrowserError(f"Chromium ended with {self.process.wait(5)} during {method}")
            self.buffer += part
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def _note(self, event):
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            text = details.get("exception", {}).get("description", details.get("text"))
            self.problems.append(f"{details.get('url', '')}:{details.get('lineNumber', 0) + 1}: {text}")
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "assert"):
            self.problems.append("console: " + " ".join(str(a.get("value", a.get("description"))) for a in parameters["args"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            entry = parameters["entry"]
            self.problems.append(f"{entry.get('url', '')}: {entry['text']}")
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
