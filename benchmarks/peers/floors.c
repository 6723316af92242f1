// Times the floors of ../Sources/CFloors and prints JSON.
//
//   floors search GRAPH SOURCES VENUES MINUTES ROUNDS [COUNTS [BELOW]]
//   floors inflate EXTRACT ROUNDS
//
// GRAPH is a folder that export-graph wrote, SOURCES and VENUES its lists of vertices. COUNTS is written: the vertices
// reached from each source, of those numbered below BELOW if given. The times are those of the fastest round.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CFloors.h"

static void fail(const char *what, const char *name) {
  fprintf(stderr, "floors: %s %s\n", what, name);
  exit(1);
}

static void *load(const char *folder, const char *name, size_t *size) {
  char path[4096];
  snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
  FILE *file = fopen(path, "rb");
  if (!file) fail("cannot open", path);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  void *bytes = malloc(*size + 1);
  if (!bytes || fread(bytes, 1, *size, file) != *size) fail("cannot read", path);
  fclose(file);
  return bytes;
}

static double cpu_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static floors_graph load_graph(const char *folder) {
  size_t vertices, heads, times;
  const uint32_t *first = load(folder, "first_arc.u32", &vertices);
  uint32_t *head = load(folder, "head.u32", &heads);
  uint32_t *time = load(folder, "time.u32", &times);
  if (vertices < 4 || heads != times) fail("arrays do not fit in", folder);
  floors_arc *arcs = malloc(heads * 2 + 8);
  if (!arcs) fail("no memory for", folder);
  for (size_t a = 0; a < heads / 4; a++) arcs[a] = (floors_arc){head[a], time[a]};
  free(head);
  free(time);
  return (floors_graph){(uint32_t)(vertices / 4 - 1), first, arcs};
}

static double time_searches(
    floors_search *search, const uint32_t *sources, size_t count, int rounds, uint64_t *settled) {
  double best = 1e99;
  for (int round = 0; round < rounds; round++) {
    *settled = 0;
    double start = cpu_seconds();
    for (size_t i = 0; i < count; i++) *settled += floors_search_run(search, sources[i]);
    double taken = cpu_seconds() - start;
    if (taken < best) best = taken;
  }
  return best;
}

static void write_counts(
    floors_search *search, const uint32_t *sources, size_t count, const char *name, uint32_t below) {
  FILE *file = fopen(name, "wb");
  if (!file) fail("cannot write", name);
  for (size_t i = 0; i < count; i++) {
    uint32_t all = floors_search_run(search, sources[i]), kept = 0;
    const uint32_t *reached = floors_search_reached(search);
    for (uint32_t k = 0; k < all; k++) kept += reached[k] < below;
    fwrite(&kept, sizeof kept, 1, file);
  }
  if (fclose(file)) fail("cannot write", name);
}

static int search_main(int count, char **arguments) {
  floors_graph graph = load_graph(arguments[2]);
  size_t source_bytes, venue_bytes;
  const uint32_t *sources = load("", arguments[3], &source_bytes);
  const uint32_t *venues = load("", arguments[4], &venue_bytes);
  const uint32_t cutoff = (uint32_t)(atof(arguments[5]) * 60000);
  const int rounds = atoi(arguments[6]);
  floors_search *search = floors_search_make(&graph, cutoff);
  uint64_t *keys = malloc(((size_t)graph.vertex_count + 1) * sizeof *keys);
  if (!search || !keys) fail("no memory for", arguments[2]);
  uint64_t settled = 0;
  const double taken = time_searches(search, sources, source_bytes / 4, rounds, &settled);
  const double all_rounds = rounds;
  double nearest = 1e99;
  uint64_t sum = 0;
  for (int round = 0; round < rounds; round++) {
    double start = cpu_seconds();
    if (floors_nearest(&graph, venues, (uint32_t)(venue_bytes / 4), keys) == UINT64_MAX) fail("no memory for", "");
    double now = cpu_seconds() - start;
    if (now < nearest) nearest = now;
  }
  for (uint32_t v = 0; v < graph.vertex_count; v++) sum += keys[v] == UINT64_MAX ? 0 : keys[v] >> 32;
  printf(
      "{\"vertices\": %u, \"searches\": %zu, \"settled\": %llu, \"scanned\": %.0f, \"relaxed\": %.0f, "
      "\"search_cpu\": %.9f, \"nearest_cpu\": %.9f, \"nearest_sum\": %llu, \"searches_a_second\": %.1f, "
      "\"ns_a_settled_vertex\": %.2f, \"nearest_ms_a_million\": %.3f}\n",
      graph.vertex_count, source_bytes / 4, (unsigned long long)settled, floors_search_scanned(search) / all_rounds,
      floors_search_relaxed(search) / all_rounds, taken, nearest, (unsigned long long)sum, source_bytes / 4 / taken,
      taken * 1e9 / (settled ? settled : 1), nearest * 1e9 / (graph.vertex_count ? graph.vertex_count : 1));
  if (count > 7)
    write_counts(
        search, sources, source_bytes / 4, arguments[7], count > 8 ? (uint32_t)atol(arguments[8]) : UINT32_MAX);
  return 0;
}

static int inflate_main(char **arguments) {
  size_t size;
  const uint8_t *file = load("", arguments[2], &size);
  double best[2] = {1e99, 1e99};
  floors_inflated result = {0, 0, 0};
  for (int round = 0; round < atoi(arguments[3]); round++)
    for (int by_zlib = 0; by_zlib < 2; by_zlib++) {
      double start = cpu_seconds();
      if (floors_inflate(file, size, by_zlib, &result)) fail("not zlib blobs:", arguments[2]);
      double taken = cpu_seconds() - start;
      if (taken < best[by_zlib]) best[by_zlib] = taken;
    }
  printf(
      "{\"blobs\": %llu, \"compressed_bytes\": %llu, \"inflated_bytes\": %llu, \"libdeflate_cpu\": %.6f, "
      "\"zlib_cpu\": %.6f}\n",
      (unsigned long long)result.blobs, (unsigned long long)result.compressed_bytes,
      (unsigned long long)result.inflated_bytes, best[0], best[1]);
  return 0;
}

int main(int count, char **arguments) {
  if (count >= 7 && !strcmp(arguments[1], "search")) return search_main(count, arguments);
  if (count == 4 && !strcmp(arguments[1], "inflate")) return inflate_main(arguments);
  fprintf(stderr, "usage: floors search GRAPH SOURCES VENUES MINUTES ROUNDS [COUNTS [BELOW]]\n"
                  "       floors inflate EXTRACT ROUNDS\n");
  return 2;
}
