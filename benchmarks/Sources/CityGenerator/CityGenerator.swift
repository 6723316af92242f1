/// Seeded cities.
public enum CityGenerator {}
