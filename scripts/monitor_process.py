"""Starts and ends a monitor for the scripts that look at its page."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request


def free_port():
    """A TCP port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Monitor:
    """A command that serves the page; `{port}` in its words becomes the port.

    It runs in an empty folder of its own, which is removed at the end: what it keeps there survives its restart, no more.
    """

    def __init__(self, command, port=None):
        self.port = port or free_port()
        self.command = [word.replace("{port}", str(self.port)) for word in command]
        self.command[0] = os.path.abspath(shutil.which(self.command[0]) or self.command[0])
        self.folder = tempfile.mkdtemp(prefix="jizhun-monitor-")
        self.address = f"http://127.0.0.1:{self.port}/"
        self.process = None

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, timeout=60):
        """Starts it and waits until its API answers."""
        # Its log goes to a file: a pipe that nobody empties would stop it in the end.
        log = os.path.join(self.folder, "log")
        with open(log, "wb") as file:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        deadline = time.monotonic() + timeout
        while True:
            if self.process.poll() is not None:
                with open(log, encoding="utf-8", errors="replace") as file:
                    words = file.read()[-2000:].strip()
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
