"""Starts and ends a monitor for the scripts that look at its page."""

import json
import socket
import subprocess
import time
import urllib.request


def free_port():
    """A TCP port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Monitor:
    """A command that serves the page; `{port}` in its words becomes the port."""

    def __init__(self, command, port=None):
        self.port = port or free_port()
        self.command = [word.replace("{port}", str(self.port)) for word in command]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()

    def start(self, timeout=60):
        """Starts it and waits until its API answers."""
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        deadline = time.monotonic() + timeout
        while True:
            if self.process.poll() is not None:
                words = self.process.stderr.read().decode(errors="replace").strip()
                raise RuntimeError(f"{' '.join(self.command)} ended with {self.process.returncode}: {words}")
            try:
                with urllib.request.urlopen(self.address + "api/v1/stations", timeout=2) as answer:
                    return json.load(answer)
            except OSError:
                if time.monotonic() > deadline:
                    self.kill()
                    raise RuntimeError(f"{' '.join(self.command)} did not answer within {timeout} s") from None
                time.sleep(0.2)

    def kill(self):
        """Ends it as a power cut would."""
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()
            self.process.stderr.close()
