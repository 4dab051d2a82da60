package passerelle.cli.session;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import passerelle.cli.terminal.Desk;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Window;
import passerelle.cli.terminal.Windows;
import passerelle.sim.process.Place;
import passerelle.sim.tty.Prompt;

/**
 * Which window of a lab one looks at, where one has come from, and how one gets to another place:
 * to a window that asks there, or else to a new one.
 */
final class WindowWalk {
  private final Windows windows;
  private final Desk desk;
  private final ArrayDeque<Window> before = new ArrayDeque<>();
  private volatile Window current;

  /**
   * Looks at a window of a person's that asks with a prompt, else at the one of a number, else at
   * one that asks on the host, else at any.
   *
   * @param number of the window that one has looked at in another lab
   */
  WindowWalk(Windows windows, Person person, String prompt, OptionalInt number) {
    this.windows = windows;
    desk = windows.desk(person);
    current =
        desk.asking(asked -> asked.where().equals(prompt))
            .or(() -> open(number))
            .or(() -> desk.asking(asked -> isOn(asked, Whereabouts.HOST)))
            .or(() -> desk.asking(asked -> true))
            .orElseGet(() -> on(Whereabouts.HOST));
  }

  private Optional<Window> open(OptionalInt number) {
    return desk.windows().stream()
        .filter(window -> number.equals(OptionalInt.of(window.number())) && !window.isEnded())
        .findFirst();
  }

  /** The window that one looks at if it asks with a prompt, else the latest that does. */
  Optional<Window> asking(String prompt) {
    return current.prompt().filter(asked -> asked.where().equals(prompt)).isPresent()
        ? Optional.of(current)
        : desk.asking(asked -> asked.where().equals(prompt));
  }

  /**
   * A window, if there is one.
   *
   * @param wanted its number, from 0, or where a new one is to be opened
   * @param place whether it is a place
   */
  Optional<Window> window(String wanted, boolean place) {
    if (place) {
      return Optional.of(desk.open(wanted));
    }
    return desk.windows().stream()
        .filter(window -> String.valueOf(window.number()).equals(wanted))
        .findFirst();
  }

  Window current() {
    return current;
  }

  /** A window that asks on a machine; a new one when there is none. */
  Window on(String machine) {
    return on(machine, desk);
  }

  /** The same in any lab. */
  static Window on(String machine, Desk desk) {
    return desk.asking(prompt -> isOn(prompt, machine)).orElseGet(() -> desk.open(machine));
  }

  private static boolean isOn(Prompt prompt, String machine) {
    Place place = prompt.shell().place();
    return !place.isContainer() && place.label().equals(machine);
  }

  /** A window whose shell is in a container; a new one when there is none. */
  Window in(String container) {
    return desk.asking(prompt -> isIn(prompt, container::equals))
        .orElseGet(() -> desk.open(container));
  }

  private static boolean isIn(Prompt prompt, Predicate<String> name) {
    Place place = prompt.shell().place();
    return place.isContainer() && name.test(place.label());
  }

  /** Goes to a window. */
  void show(Window window) {
    if (window != current) {
      before.push(current);
      current = window;
    }
  }

  /** Goes to a window whose shell docker has put one in a container behind. */
  void follow(Window window) {
    if (window.prompt().filter(prompt -> isIn(prompt, name -> true)).isPresent()) {
      show(window);
    }
  }

  /** Leaves windows that have ended. */
  void settle() {
    while (current.isEnded() && !before.isEmpty()) {
      current = before.pop();
    }
    if (current.isEnded()) {
      current = on(Whereabouts.HOST);
    }
  }

  /** Where the shell is that asks. */
  Optional<Place> place() {
    return current.prompt().map(prompt -> prompt.shell().place());
  }

  /** The same as what people call it. */
  Here here() {
    Optional<Place> place = place();
    if (place.isPresent() && place.get().isContainer()) {
      return inside(current, place.get());
    }
    String label = place.map(Place::label).orElse(Whereabouts.HOST);
    return new Here.Machine(label.replaceFirst(":.*", ""));
  }

  private static Here.Inside inside(Window window, Place place) {
    return new Here.Inside(window.number(), place.label().replaceFirst(":.*", ""));
  }

  /** The shell that asks in a container whose name is looked for, the latest. */
  Optional<Here.Inside> inContainer(Predicate<String> name) {
    return desk.asking(prompt -> isIn(prompt, name))
        .map(window -> inside(window, window.prompt().orElseThrow().shell().place()));
  }

  /** The window of a number. */
  Window window(int number) {
    return windows.all().get(number);
  }
}
