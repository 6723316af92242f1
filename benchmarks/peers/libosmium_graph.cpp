// Builds the walking graph of an extract with libosmium, as one would write it by hand: ways first, then the nodes they
// name, lengths, contraction of the points inside streets, and compressed rows. Prints counts and its cost as JSON.
//
//   libosmium_graph EXTRACT
//
// By the tag rules of `circle` for classes, access, barriers, cut ways and tunnels. Left out: ways across open areas,
// multipolygons, one-way walking, components, shape points (only counted) and Hilbert order, all of which cost ours
// time and not this program.
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm.hpp>
#include <tuple>
#include <utility>
#include <vector>

namespace {

enum class Access : std::uint8_t { open, destination, private_, closed, unknown };
enum Flags : std::uint8_t { both_ways = 3, restricted = 4, underground = 16 };
enum class Passage : std::uint8_t { open, gate, blocked };

bool is_one_of(const char* value, std::initializer_list<const char*> values) {
  return value && std::any_of(values.begin(), values.end(), [&](const char* v) { return !std::strcmp(v, value); });
}

Access access(const char* value) {
  if (is_one_of(value, {"yes", "designated", "permissive", "official", "public", "discouraged"})) return Access::open;
  if (is_one_of(value, {"destination", "customers", "delivery", "permit"})) return Access::destination;
  if (is_one_of(value, {"private", "residents", "employees", "staff", "members"})) return Access::private_;
  if (is_one_of(value, {"no", "agricultural", "forestry", "military", "emergency"})) return Access::closed;
  return Access::unknown;
}

bool has_sidewalk(const osmium::TagList& tags) {
  if (is_one_of(tags["sidewalk"], {"yes", "both", "left", "right"})) return true;
  return tags.has_tag("sidewalk:both", "yes") || tags.has_tag("sidewalk:left", "yes") ||
         tags.has_tag("sidewalk:right", "yes");
}

bool is_gone(const osmium::TagList& tags) {
  for (const char* key : {"construction", "proposed", "disused", "abandoned", "razed", "demolished", "dismantled"})
    if (tags.has_tag(key, "yes")) return true;
  return false;
}

bool is_underground(const osmium::TagList& tags) {
  if (const char* tunnel = tags["tunnel"])
    return !is_one_of(tunnel, {"no", "building_passage", "avalanche_protector"});
  return tags.has_tag("location", "underground");
}

/// The flags of a way's segments; 0 when one may not walk it.
std::uint8_t verdict(const osmium::TagList& tags, bool is_closed) {
  bool needs_foot = false;
  if (const char* highway = tags["highway"]) {
    if (is_one_of(highway, {"trunk", "trunk_link"}))
      needs_foot = !has_sidewalk(tags);
    else if (is_one_of(highway, {"busway"}))
      needs_foot = true;
    else if (!is_one_of(highway, {"residential", "footway", "service", "path", "track", "steps", "tertiary",
                                  "secondary", "unclassified", "pedestrian", "living_street", "primary", "cycleway",
                                  "crossing", "platform", "tertiary_link", "secondary_link", "primary_link", "road",
                                  "corridor", "bridleway", "elevator"}))
      return 0;
  } else if (!tags.has_tag("railway", "platform") && !tags.has_tag("public_transport", "platform") &&
             !tags.has_tag("man_made", "pier") && !tags.has_tag("indoor", "corridor") &&
             !(tags.has_tag("place", "square") && is_closed)) {
    return 0;
  }
  if (is_gone(tags) || tags.has_tag("route", "ferry") || tags.has_tag("motorroad", "yes")) return 0;
  Access allowed = access(tags["foot"]);
  if (needs_foot && allowed != Access::open) return 0;
  if (allowed == Access::unknown && tags.has_tag("foot", "use_sidepath"))
    for (const char* key : {"sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"})
      if (tags.has_tag(key, "separate")) return 0;
  if (allowed == Access::unknown && !tags.has_tag("foot", "use_sidepath")) allowed = access(tags["access"]);
  if (allowed == Access::closed) return 0;
  std::uint8_t flags = both_ways;
  if (allowed == Access::destination || allowed == Access::private_) flags |= restricted;
  if (is_underground(tags)) flags |= underground;
  return flags;
}

Passage passage(const osmium::TagList& tags) {
  const char* barrier = tags["barrier"];
  const char* highway = tags["highway"];
  if (!barrier && highway && std::strcmp(highway, "elevator") != 0) return Passage::open;
  Access allowed = access(tags["foot"]);
  if (allowed == Access::unknown) allowed = access(tags["access"]);
  if (allowed == Access::closed) return Passage::blocked;
  if (allowed == Access::private_) return Passage::gate;
  if (tags.has_tag("locked", "yes")) return Passage::blocked;
  const bool is_solid =
      is_one_of(barrier, {"wall", "fence", "hedge", "ditch", "city_wall", "debris", "jersey_barrier"});
  return is_solid && allowed == Access::unknown ? Passage::blocked : Passage::open;
}

struct Way {
  std::uint32_t first_reference, reference_count;
  std::uint8_t flags;
  bool is_steps;
};

struct Segment {
  std::uint32_t from, to, time;
  std::uint8_t flags;
  std::uint32_t other(std::uint32_t node) const { return node == from ? to : from; }
};

struct Arc {
  std::uint32_t head, time;
};

class WalkingGraph {
 public:
  void read_ways(const char* path) {
    osmium::io::Reader reader{path, osmium::osm_entity_bits::way};
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const auto& way : buffer.select<osmium::Way>()) {
        if (!way.visible() || way.nodes().size() < 2) continue;
        const std::uint8_t flags = verdict(way.tags(), way.is_closed());
        if (!flags) continue;
        ways_.push_back({static_cast<std::uint32_t>(references_.size()),
                         static_cast<std::uint32_t>(way.nodes().size()), flags,
                         way.tags().has_tag("highway", "steps")});
        for (const auto& node : way.nodes()) references_.push_back(node.ref());
      }
    }
    reader.close();
    ids_ = references_;
    std::sort(ids_.begin(), ids_.end());
    ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
    locations_.resize(ids_.size());
    passages_.assign(ids_.size(), Passage::open);
  }

  /// Nodes come in the order of their ids nearly everywhere, so the next one wanted is looked at first.
  void read_nodes(const char* path) {
    osmium::io::Reader reader{path, osmium::osm_entity_bits::node};
    std::size_t next = 0;
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const auto& node : buffer.select<osmium::Node>()) {
        if (next < ids_.size() && node.id() < ids_[next] && (next == 0 || node.id() > ids_[next - 1])) continue;
        const std::size_t place = next < ids_.size() && ids_[next] == node.id() ? next : index(node.id());
        if (place == ids_.size() || ids_[place] != node.id()) continue;
        next = place + 1;
        if (!node.visible()) continue;
        locations_[place] = node.location();
        if (!node.tags().empty()) passages_[place] = passage(node.tags());
      }
    }
    reader.close();
  }

  void build() {
    make_segments();
    make_incidence();
    find_vertices();
    trace();
    make_rows();
  }

  void print(double cpu, double wall) const {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf(
        "{\"ways\": %zu, \"segments\": %zu, \"vertices\": %u, \"edges\": %zu, \"arcs\": %zu, \"metres\": %.1f, "
        "\"cpu\": %.4f, \"wall\": %.4f, \"peak_mib\": %.1f}\n",
        ways_.size(), segments_.size(), vertex_count_, edges_.size(), arcs_.size(), metres_, cpu, wall,
        usage.ru_maxrss / 1024.0);
  }

 private:
  struct Edge {
    std::uint32_t tail, head, time;
    std::uint8_t flags;
  };

  std::vector<Way> ways_;
  std::vector<osmium::object_id_type> references_, ids_;
  std::vector<osmium::Location> locations_;
  std::vector<Passage> passages_;
  std::vector<Segment> segments_;
  std::vector<bool> is_cut_, is_vertex_;
  // The segments at each node.
  std::vector<std::uint32_t> first_incident_, incident_;
  std::vector<Edge> edges_;
  std::uint32_t vertex_count_ = 0;
  std::vector<std::uint32_t> first_arc_;
  std::vector<Arc> arcs_;
  double metres_ = 0;

  std::size_t index(osmium::object_id_type id) const {
    return std::lower_bound(ids_.begin(), ids_.end(), id) - ids_.begin();
  }

  /// Mid-latitude formula on WGS 84.
  static double length(osmium::Location a, osmium::Location b) {
    constexpr double radians = M_PI / 180, axis = 6378137, e2 = 0.00669437999014;
    const double sine = std::sin((a.lat() + b.lat()) / 2 * radians), w = 1 - e2 * sine * sine;
    const double east = (b.lon() - a.lon()) * radians * axis / std::sqrt(w) * std::sqrt(1 - sine * sine);
    const double north = (b.lat() - a.lat()) * radians * axis * (1 - e2) / (w * std::sqrt(w));
    return std::sqrt(east * east + north * north);
  }

  void make_segments() {
    is_cut_.assign(ids_.size(), false);
    for (const Way& way : ways_) {
      constexpr std::uint32_t none = UINT32_MAX;
      std::uint32_t previous = none;
      bool is_broken = false;
      for (std::uint32_t i = 0; i < way.reference_count; ++i) {
        const auto node = static_cast<std::uint32_t>(index(references_[way.first_reference + i]));
        if (!locations_[node].valid()) {
          is_broken = true;
          if (previous != none) is_cut_[previous] = true;
          previous = none;
          continue;
        }
        if (previous == none) {
          if (is_broken) is_cut_[node] = true;
        } else if (previous != node) {
          const double metres = length(locations_[previous], locations_[node]);
          const double time = std::round(metres * 750 * (way.is_steps ? 2 : 1));
          segments_.push_back({std::min(previous, node), std::max(previous, node),
                               static_cast<std::uint32_t>(std::max(1.0, time)), way.flags});
        } else {
          continue;
        }
        previous = node;
      }
    }
    const auto key = [](const Segment& s) { return std::tuple(s.from, s.to, s.flags, s.time); };
    std::sort(segments_.begin(), segments_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto is_same = [](const Segment& a, const Segment& b) {
      return a.from == b.from && a.to == b.to && a.flags == b.flags;
    };
    segments_.erase(std::unique(segments_.begin(), segments_.end(), is_same), segments_.end());
    for (const Segment& s : segments_) metres_ += length(locations_[s.from], locations_[s.to]);
  }

  void make_incidence() {
    first_incident_.assign(ids_.size() + 1, 0);
    for (const Segment& s : segments_) ++first_incident_[s.from + 1], ++first_incident_[s.to + 1];
    for (std::size_t n = 0; n < ids_.size(); ++n) first_incident_[n + 1] += first_incident_[n];
    incident_.resize(segments_.size() * 2);
    std::vector<std::uint32_t> next = first_incident_;
    for (std::uint32_t i = 0; i < segments_.size(); ++i) {
      incident_[next[segments_[i].from]++] = i;
      incident_[next[segments_[i].to]++] = i;
    }
  }

  void find_vertices() {
    is_vertex_.assign(ids_.size(), false);
    for (std::uint32_t n = 0; n < ids_.size(); ++n) {
      const std::uint32_t degree = first_incident_[n + 1] - first_incident_[n];
      if (degree == 0) continue;
      bool is_plain = degree == 2 && passages_[n] == Passage::open && !is_cut_[n];
      if (is_plain) {
        const Segment &a = segments_[incident_[first_incident_[n]]], &b = segments_[incident_[first_incident_[n] + 1]];
        is_plain = a.other(n) != b.other(n) && a.flags == b.flags;
      }
      is_vertex_[n] = !is_plain;
    }
  }

  void trace() {
    std::vector<bool> is_taken(segments_.size(), false);
    const auto follow = [&](std::uint32_t start, std::uint32_t segment) {
      Edge edge{start, start, 0, segments_[segment].flags};
      std::uint32_t node = start;
      while (true) {
        is_taken[segment] = true;
        edge.time += segments_[segment].time;
        node = segments_[segment].other(node);
        if (is_vertex_[node]) break;
        const std::uint32_t first = incident_[first_incident_[node]];
        segment = first == segment ? incident_[first_incident_[node] + 1] : first;
      }
      edge.head = node;
      edges_.push_back(edge);
    };
    for (std::uint32_t n = 0; n < ids_.size(); ++n) {
      if (!is_vertex_[n]) continue;
      for (std::uint32_t i = first_incident_[n]; i < first_incident_[n + 1]; ++i)
        if (!is_taken[incident_[i]]) follow(n, incident_[i]);
    }
    for (std::uint32_t i = 0; i < segments_.size(); ++i) {
      if (is_taken[i]) continue;
      is_vertex_[segments_[i].from] = true;
      follow(segments_[i].from, i);
    }
  }

  void make_rows() {
    std::vector<std::uint32_t> number(ids_.size(), 0);
    for (std::uint32_t n = 0; n < ids_.size(); ++n)
      if (is_vertex_[n]) number[n] = vertex_count_++;
    first_arc_.assign(vertex_count_ + 1, 0);
    for (const Edge& e : edges_) ++first_arc_[number[e.tail] + 1], ++first_arc_[number[e.head] + 1];
    for (std::uint32_t v = 0; v < vertex_count_; ++v) first_arc_[v + 1] += first_arc_[v];
    arcs_.resize(edges_.size() * 2);
    std::vector<std::uint32_t> next = first_arc_;
    for (const Edge& e : edges_) {
      arcs_[next[number[e.tail]]++] = {number[e.head], e.time};
      arcs_[next[number[e.head]]++] = {number[e.tail], e.time};
    }
  }
};

double seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: libosmium_graph EXTRACT\n");
    return 2;
  }
  try {
    const double wall = seconds(CLOCK_MONOTONIC);
    WalkingGraph graph;
    graph.read_ways(arguments[1]);
    graph.read_nodes(arguments[1]);
    graph.build();
    graph.print(seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC) - wall);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "libosmium_graph: %s\n", error.what());
    return 1;
  }
}
