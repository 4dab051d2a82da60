package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value on its way through a program, and where it is in the value that a path is sought in.
 *
 * @param path empty while no path is sought
 */
record Located(Json value, Optional<List<Json>> path) {
  static Located plain(Json value) {
    return new Located(value, Optional.empty());
  }

  static Located root(Json value) {
    return new Located(value, Optional.of(List.of()));
  }

  /** A part of this value, by the key that leads to it. */
  Located part(Json key, Json part) {
    return new Located(
        part,
        path.map(
            before -> {
              List<Json> longer = new ArrayList<>(before);
              longer.add(key);
              return longer;
            }));
  }
}
