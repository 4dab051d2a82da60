package passerelle.cli.session;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Predicate;
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
  private final ArrayDeque<Window> before = new ArrayDeque<>();
  private Window current;

  /** Looks at a window that asks with a prompt, else at one on the host, else at any. */
  WindowWalk(Windows windows, String prompt) {
    this.windows = windows;
    current =
        windows
            .asking(asked -> asked.text().equals(prompt))
            .or(() -> windows.asking(asked -> isOn(asked, Whereabouts.HOST)))
            .or(() -> windows.asking(asked -> true))
            .orElseGet(() -> on(Whereabouts.HOST));
  }

  /** The window that one looks at if it asks with a prompt, else the latest that does. */
  Optional<Window> asking(String prompt) {
    return current.prompt().filter(asked -> asked.text().equals(prompt)).isPresent()
        ? Optional.of(current)
        : windows.asking(asked -> asked.text().equals(prompt));
  }

  /**
   * A window, if there is one.
   *
   * @param wanted its number, from 0, or where a new one is to be opened
   * @param place whether it is a place
   */
  Optional<Window> window(String wanted, boolean place) {
    if (place) {
      return Optional.of(windows.open(wanted));
    }
    return Optional.of(wanted)
        .filter(number -> number.matches("[0-9]{1,4}"))
        .map(Integer::parseInt)
        .filter(number -> number < windows.all().size())
        .map(this::window);
  }

  Window current() {
    return current;
  }

  /** A window that asks on a machine; a new one when there is none. */
  Window on(String machine) {
    return on(machine, windows);
  }

  /** The same in any lab. */
  static Window on(String machine, Windows windows) {
    return windows.asking(prompt -> isOn(prompt, machine)).orElseGet(() -> windows.open(machine));
  }

  private static boolean isOn(Prompt prompt, String machine) {
    Place place = prompt.shell().place();
    return !place.isContainer() && place.label().equals(machine);
  }

  /** A window whose shell is in a container; a new one when there is none. */
  Window in(String container) {
    return windows
        .asking(prompt -> isIn(prompt, container::equals))
        .orElseGet(() -> windows.open(container));
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
    return windows
        .asking(prompt -> isIn(prompt, name))
        .map(window -> inside(window, window.prompt().orElseThrow().shell().place()));
  }

  /** The window of a number. */
  Window window(int number) {
    return windows.all().get(number);
  }
}
