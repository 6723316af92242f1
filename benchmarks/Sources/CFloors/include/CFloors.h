// Floors: what the machine takes for the bare work, in C, without anything that an engine needs beside it.
#pragma once
#include <stdint.h>
#include <stddef.h>

typedef struct {
  uint32_t head;
  /// Milliseconds, 1 or more.
  uint32_t time;
} floors_arc;

/// A directed graph; the arrays are the caller's.
typedef struct {
  uint32_t vertex_count;
  /// vertex_count + 1 entries: the arcs from vertex v are arcs[first_arc[v]] up to before arcs[first_arc[v + 1]].
  const uint32_t *first_arc;
  const floors_arc *arcs;
} floors_graph;

/// Scratch of bounded searches from one vertex each; one a thread.
typedef struct floors_search floors_search;

/// Makes scratch for a graph, which must outlive it, and a cutoff in milliseconds, under 2^30. NULL without memory.
floors_search *floors_search_make(const floors_graph *graph, uint32_t cutoff);
void floors_search_free(floors_search *search);
/// Finds the vertices within the cutoff of a source, inclusive. Returns their number, or UINT32_MAX without memory.
uint32_t floors_search_run(floors_search *search, uint32_t source);
/// The vertices that the last search reached, each once.
const uint32_t *floors_search_reached(const floors_search *search);
/// The milliseconds to a vertex in the last search; UINT32_MAX when over the cutoff.
uint32_t floors_search_time(const floors_search *search, uint32_t vertex);
/// Vertices scanned and arcs relaxed by all searches so far.
uint64_t floors_search_scanned(const floors_search *search);
uint64_t floors_search_relaxed(const floors_search *search);

/// For every vertex `time << 32 | source`, the nearest source's time and number in the list (ties: the lowest), in
/// `keys`, which holds vertex_count entries; UINT64_MAX where none is in reach. One pass of circular buckets. Returns
/// the vertices scanned, or UINT64_MAX without memory. Times of arcs under 2^26 ms (18 hours).
uint64_t floors_nearest(const floors_graph *graph, const uint32_t *sources, uint32_t count, uint64_t *keys);

/// What a PBF file holds.
typedef struct {
  uint64_t blobs;
  uint64_t compressed_bytes;
  uint64_t inflated_bytes;
} floors_inflated;

/// Inflates every zlib blob of a PBF file held in memory, one after another into one buffer, and looks at no byte.
/// By libdeflate, or by zlib when `by_zlib` is not 0. Returns 0, or -1 when the bytes are not such a file.
int floors_inflate(const uint8_t *file, size_t size, int by_zlib, floors_inflated *result);
