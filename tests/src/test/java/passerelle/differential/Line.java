package passerelle.differential;

import passerelle.scenarios.format.Place;

/**
 * A command and where it is typed.
 *
 * @param place a machine or a container
 * @param command one line
 */
record Line(Place place, String command) {
  static Line on(String machine, String command) {
    return new Line(new Place.Host(machine), command);
  }

  static Line in(String container, String command) {
    return new Line(new Place.Container(container), command);
  }

  @Override
  public String toString() {
    return place.prompt() + command;
  }
}
