"""Runs programs one after another and keeps what each cost."""

import json
import os
import signal
import statistics
import subprocess
import tempfile
from pathlib import Path


class Outcome:
    """What one run of a program cost as a whole process, and the JSON it printed, if any."""

    def __init__(self, cpu=0.0, wall=0.0, peak_mib=0.0, figures=None, error=None):
        self.cpu, self.wall, self.peak_mib, self.figures, self.error = cpu, wall, peak_mib, figures or {}, error


def run(cost, command, seconds=600):
    """Runs a command to its end under the program `cost`. CPU and peak are the kernel's, with its own children's.

    A failure, a signal and a run over the limit are told as `error`, never raised.
    """
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "cost"
        process = subprocess.Popen(
            [str(part) for part in [cost, figures, *command]], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return Outcome(error=f"stopped after {seconds} s")
        complaint = err.decode(errors="replace").strip().splitlines()
        if not figures.exists():
            return Outcome(error=(complaint or ["did not start"])[-1][:300])
        status, cpu, wall, peak = figures.read_text().split()
    if status != "0":
        return Outcome(error=(complaint or [f"status {status}"])[-1][:300])
    return Outcome(float(cpu), float(wall), float(peak) / 1024, _last_object(out.decode(errors="replace")))


def _last_object(text):
    """The last line of the output that is a JSON object: pandana prints progress before it and after."""
    for line in reversed(text.splitlines()):
        if line.startswith("{"):
            try:
                return json.loads(line)
            except ValueError:
                continue
    return {}


def spread(values):
    """Median, lowest and highest."""
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}
