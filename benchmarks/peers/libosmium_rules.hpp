// The tag rules of `circle` for walking, as one would write them by hand on libosmium's tag lists: classes, access,
// lifecycle, sidewalks, tunnels; barriers at nodes. Left out: one-way walking.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <osmium/osm/tag.hpp>

enum class Access : std::uint8_t { open, destination, private_, closed, unknown };
enum Flags : std::uint8_t { both_ways = 3, restricted = 4, underground = 16 };
enum class Passage : std::uint8_t { open, gate, blocked };

inline bool is_one_of(const char* value, std::initializer_list<const char*> values) {
  return value && std::any_of(values.begin(), values.end(), [&](const char* v) { return !std::strcmp(v, value); });
}

inline Access access(const char* value) {
  if (is_one_of(value, {"yes", "designated", "permissive", "official", "public", "discouraged"})) return Access::open;
  if (is_one_of(value, {"destination", "customers", "delivery", "permit"})) return Access::destination;
  if (is_one_of(value, {"private", "residents", "employees", "staff", "members"})) return Access::private_;
  if (is_one_of(value, {"no", "agricultural", "forestry", "military", "emergency"})) return Access::closed;
  return Access::unknown;
}

inline bool has_sidewalk(const osmium::TagList& tags) {
  if (is_one_of(tags["sidewalk"], {"yes", "both", "left", "right"})) return true;
  return tags.has_tag("sidewalk:both", "yes") || tags.has_tag("sidewalk:left", "yes") ||
         tags.has_tag("sidewalk:right", "yes");
}

inline bool is_gone(const osmium::TagList& tags) {
  for (const char* key : {"construction", "proposed", "disused", "abandoned", "razed", "demolished", "dismantled"})
    if (tags.has_tag(key, "yes")) return true;
  return false;
}

inline bool is_underground(const osmium::TagList& tags) {
  if (const char* tunnel = tags["tunnel"])
    return !is_one_of(tunnel, {"no", "building_passage", "avalanche_protector"});
  return tags.has_tag("location", "underground");
}

/// The flags of a way's segments; 0 when one may not walk it.
inline std::uint8_t verdict(const osmium::TagList& tags, bool is_closed) {
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

inline Passage passage(const osmium::TagList& tags) {
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
