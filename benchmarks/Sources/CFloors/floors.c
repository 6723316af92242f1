#include "CFloors.h"

#include <stdlib.h>
#include <string.h>

// Buckets of 2^10 ms. A bucket is drained until nothing in it improves, so labels are exact shortest times.
enum { bucket_shift = 10 };

typedef struct {
  uint32_t vertex;
  uint32_t label;
  int32_t next;
} entry;

struct floors_search {
  const floors_graph *graph;
  // Labels are base + cutoff - time; the base slides up by cutoff + 1 a search, so nothing is cleared.
  uint32_t *labels;
  uint32_t base;
  uint32_t cutoff;
  int32_t *heads;
  entry *entries;
  int32_t entry_capacity;
  uint32_t *reached;
  uint32_t reached_count;
  uint64_t scanned, relaxed;
};

floors_search *floors_search_make(const floors_graph *graph, uint32_t cutoff) {
  floors_search *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  size_t buckets = (cutoff >> bucket_shift) + 1;
  s->graph = graph;
  s->cutoff = cutoff;
  s->base = 1;
  // One improvement an arc at most in each direction of a label: the arcs bound the pool in practice; it grows if not.
  s->entry_capacity = 1 << 16;
  s->labels = calloc(graph->vertex_count + 1, sizeof *s->labels);
  s->reached = malloc((graph->vertex_count + 1) * sizeof *s->reached);
  s->heads = malloc(buckets * sizeof *s->heads);
  s->entries = malloc(s->entry_capacity * sizeof *s->entries);
  if (!s->labels || !s->reached || !s->heads || !s->entries) {
    floors_search_free(s);
    return NULL;
  }
  memset(s->heads, 0xFF, buckets * sizeof *s->heads);
  return s;
}

void floors_search_free(floors_search *s) {
  if (!s) return;
  free(s->labels);
  free(s->reached);
  free(s->heads);
  free(s->entries);
  free(s);
}

static int grow(floors_search *s) {
  entry *larger = realloc(s->entries, (size_t)s->entry_capacity * 2 * sizeof *larger);
  if (!larger) return -1;
  s->entries = larger;
  s->entry_capacity *= 2;
  return 0;
}

uint32_t floors_search_run(floors_search *s, uint32_t source) {
  const uint32_t cutoff = s->cutoff;
  uint32_t *const labels = s->labels;
  uint32_t *const reached = s->reached;
  int32_t *const heads = s->heads;
  const uint32_t *const first_arc = s->graph->first_arc;
  const floors_arc *const arcs = s->graph->arcs;
  if (s->base > UINT32_MAX - 2 * (cutoff + 1)) {
    memset(labels, 0, s->graph->vertex_count * sizeof *labels);
    s->base = 1;
  } else {
    s->base += cutoff + 1;
  }
  const uint32_t base = s->base;
  uint32_t reached_count = 0;
  int32_t entry_count = 1;
  uint64_t scanned = 0, relaxed = 0;
  labels[source] = base + cutoff;
  reached[reached_count++] = source;
  s->entries[0] = (entry){source, base + cutoff, -1};
  heads[0] = 0;
  for (uint32_t bucket = 0; bucket <= cutoff >> bucket_shift; bucket++) {
    while (heads[bucket] >= 0) {
      const entry e = s->entries[heads[bucket]];
      heads[bucket] = e.next;
      if (labels[e.vertex] != e.label) continue;
      scanned++;
      const uint32_t remaining = e.label - base;
      const uint32_t first = first_arc[e.vertex], last = first_arc[e.vertex + 1];
      relaxed += last - first;
      if (s->entry_capacity - entry_count < (int32_t)(last - first) && grow(s)) return UINT32_MAX;
      for (uint32_t a = first; a < last; a++) {
        if (arcs[a].time > remaining) continue;
        const uint32_t head = arcs[a].head, label = e.label - arcs[a].time, old = labels[head];
        if (label <= old) continue;
        if (old < base) reached[reached_count++] = head;
        labels[head] = label;
        const uint32_t to = (base + cutoff - label) >> bucket_shift;
        s->entries[entry_count] = (entry){head, label, heads[to]};
        heads[to] = entry_count++;
      }
    }
  }
  s->reached_count = reached_count;
  s->scanned += scanned;
  s->relaxed += relaxed;
  return reached_count;
}

const uint32_t *floors_search_reached(const floors_search *s) { return s->reached; }
uint64_t floors_search_scanned(const floors_search *s) { return s->scanned; }
uint64_t floors_search_relaxed(const floors_search *s) { return s->relaxed; }

uint32_t floors_search_time(const floors_search *s, uint32_t vertex) {
  const uint32_t label = s->labels[vertex];
  return label < s->base ? UINT32_MAX : s->base + s->cutoff - label;
}

// MARK: Nearest source of every vertex

typedef struct {
  uint64_t key;
  uint32_t vertex;
  int32_t next;
} keyed_entry;

typedef struct {
  keyed_entry *entries;
  int32_t *heads;
  uint32_t mask;
  int32_t count, capacity, free_list;
  uint64_t waiting;
} ring;

static int push(ring *r, uint64_t key, uint32_t vertex) {
  int32_t place = r->free_list;
  if (place >= 0) {
    r->free_list = r->entries[place].next;
  } else {
    if (r->count == r->capacity) {
      keyed_entry *larger = realloc(r->entries, (size_t)r->capacity * 2 * sizeof *larger);
      if (!larger) return -1;
      r->entries = larger;
      r->capacity *= 2;
    }
    place = r->count++;
  }
  const uint32_t bucket = (uint32_t)(key >> (32 + bucket_shift)) & r->mask;
  r->entries[place] = (keyed_entry){key, vertex, r->heads[bucket]};
  r->heads[bucket] = place;
  r->waiting++;
  return 0;
}

static uint64_t drain(const floors_graph *graph, ring *r, uint64_t *keys) {
  uint64_t scanned = 0;
  for (uint32_t bucket = 0; r->waiting; bucket = (bucket + 1) & r->mask) {
    while (r->heads[bucket] >= 0) {
      const int32_t place = r->heads[bucket];
      const keyed_entry e = r->entries[place];
      r->heads[bucket] = e.next;
      r->entries[place].next = r->free_list;
      r->free_list = place;
      r->waiting--;
      if (keys[e.vertex] != e.key) continue;
      scanned++;
      for (uint32_t a = graph->first_arc[e.vertex]; a < graph->first_arc[e.vertex + 1]; a++) {
        const floors_arc arc = graph->arcs[a];
        const uint64_t key = e.key + ((uint64_t)arc.time << 32);
        if (key >= keys[arc.head]) continue;
        keys[arc.head] = key;
        if (push(r, key, arc.head)) return UINT64_MAX;
      }
    }
  }
  return scanned;
}

uint64_t floors_nearest(const floors_graph *graph, const uint32_t *sources, uint32_t count, uint64_t *keys) {
  uint32_t longest = 0;
  for (uint32_t a = 0; a < graph->first_arc[graph->vertex_count]; a++)
    if (graph->arcs[a].time > longest) longest = graph->arcs[a].time;
  // The ring must be longer than the longest arc, so that two times a turn apart never share a bucket.
  uint32_t buckets = 2;
  while (buckets < (longest >> bucket_shift) + 2) buckets *= 2;
  ring r = {.mask = buckets - 1, .capacity = 1 << 12, .free_list = -1};
  r.heads = malloc(buckets * sizeof *r.heads);
  r.entries = malloc(r.capacity * sizeof *r.entries);
  uint64_t scanned = UINT64_MAX;
  if (r.heads && r.entries) {
    memset(r.heads, 0xFF, buckets * sizeof *r.heads);
    memset(keys, 0xFF, graph->vertex_count * sizeof *keys);
    for (uint32_t i = 0; i < count; i++) {
      if (i >= keys[sources[i]]) continue;
      keys[sources[i]] = i;
      if (push(&r, i, sources[i])) goto end;
    }
    scanned = drain(graph, &r, keys);
  }
end:
  free(r.heads);
  free(r.entries);
  return scanned;
}
