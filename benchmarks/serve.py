#!/usr/bin/env python3
"""Asks a running `circle serve` as planners dragging pins do, and prints how long the answers take.

usage: benchmarks/serve.py http://127.0.0.1:8015 [--clients 8] [--questions 200] [--isochrone] [--gate MEDIAN,P99]

Loopback only; each client keeps its connection and moves a pin in small steps. One client more asks for a small file all the
while, which takes what the machine and the server's own loop take: what is above it is the answer's. With --gate it ends with status 1 when
the median or the 99th percentile is over the milliseconds given.
"""
import argparse
import http.client
import json
import random
import sys
import threading
import time
from urllib.parse import urlparse


def percentile(values, share):
    return values[min(len(values) - 1, int(len(values) * share))]


def bystander(host, port, ended, times):
    """Asks for a file of a few bytes again and again."""
    connection = http.client.HTTPConnection(host, port, timeout=30)
    while not ended.is_set():
        start = time.perf_counter()
        connection.request("GET", "/favicon.svg")
        connection.getresponse().read()
        times.append(1000 * (time.perf_counter() - start))
        time.sleep(0.002)
    connection.close()


def client(host, port, number, questions, path, box, times, problems):
    generator = random.Random(number)
    connection = http.client.HTTPConnection(host, port, timeout=30)
    lon, lat = (generator.uniform(box[0], box[2]), generator.uniform(box[1], box[3]))
    for _ in range(questions):
        lon = min(box[2], max(box[0], lon + generator.uniform(-0.002, 0.002)))
        lat = min(box[3], max(box[1], lat + generator.uniform(-0.002, 0.002)))
        start = time.perf_counter()
        connection.request("GET", f"{path}at={lon:.6f},{lat:.6f}")
        reply = connection.getresponse()
        body = reply.read()
        times.append((time.perf_counter() - start, len(body)))
        if reply.status != 200:
            problems.append((reply.status, body[:200]))
    connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--questions", type=int, default=200, help="of each client")
    parser.add_argument("--isochrone", action="store_true", help="the land within reach is drawn too")
    parser.add_argument("--explain", action="store_true", help="explain places in place of trying sites")
    parser.add_argument("--gate", help="MEDIAN,P99 in milliseconds")
    arguments = parser.parse_args()
    address = urlparse(arguments.address)
    if address.hostname not in ("127.0.0.1", "localhost", "::1"):
        parser.error("loopback only")
    if not (1 <= arguments.clients <= 64 and 1 <= arguments.questions <= 10_000):
        parser.error("at most 64 clients of 10000 questions")
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    connection.request("GET", "/api/city")
    city = json.load(connection.getresponse())
    # The middle of the city: half its box each way, where people are.
    w, s, e, n = city["bbox"]
    lon, lat = city["center"]
    box = [max(w, lon - (e - w) / 4), max(s, lat - (n - s) / 4), min(e, lon + (e - w) / 4), min(n, lat + (n - s) / 4)]
    path = "/api/explain?" if arguments.explain else f"/api/site?isochrone={'yes' if arguments.isochrone else 'no'}&"
    # One round to fill the caches, as the first drags of a session do.
    times, problems = [], []
    client(address.hostname, address.port, -1, min(50, arguments.questions), path, box, [], problems)
    threads = [
        threading.Thread(
            target=client,
            args=(address.hostname, address.port, k, arguments.questions, path, box, times, problems))
        for k in range(arguments.clients)
    ]
    ended, idle = threading.Event(), []
    beside = threading.Thread(target=bystander, args=(address.hostname, address.port, ended, idle))
    start = time.perf_counter()
    beside.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - start
    ended.set()
    beside.join()
    idle.sort()
    values = sorted(1000 * t for t, _ in times)
    median, p99 = percentile(values, 0.5), percentile(values, 0.99)
    print(
        f"{city['name']}: {city['homes']} homes, {city['venues']} venues; {path} {arguments.clients} clients, "
        f"{len(values)} answers, {len(values) / wall:.0f} a second, {sum(b for _, b in times) / len(times) / 1000:.1f} kB each"
    )
    print(f"median {median:.1f} ms, p95 {percentile(values, 0.95):.1f} ms, p99 {p99:.1f} ms, longest {values[-1]:.1f} ms")
    print(f"beside, a small file: median {percentile(idle, 0.5):.1f} ms, p99 {percentile(idle, 0.99):.1f} ms")
    if problems:
        print(f"{len(problems)} refused, such as {problems[0]}")
    over = False
    if arguments.gate:
        limits = [float(x) for x in arguments.gate.split(",")]
        over = median > limits[0] or p99 > limits[1]
    sys.exit(1 if problems or over else 0)


if __name__ == "__main__":
    main()
