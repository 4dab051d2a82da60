package passerelle.cli.lab;

import java.util.Optional;

/** A lab of which a command finds something out in other labs, and Ctrl-C meanwhile. */
public interface Aside {
  /** Who else hears Ctrl-C while a command makes another lab; nobody unless there is one. */
  default void alsoInterrupt(Optional<Runnable> other) {
    // Where a command of the lab is not waited for in another one, Ctrl-C is for this lab alone.
  }

  /**
   * A command of this lab finds something out in others: until {@link #asideEnds}, Ctrl-C is heard
   * in all that {@link Lab#another} makes, and makes no more of them.
   */
  default void asideBegins() {
    // As with alsoInterrupt.
  }

  /**
   * Goes on, unless Ctrl-C has come since {@link #asideBegins}: what was found out may be half of
   * it.
   *
   * @throws GivenUp when that is so
   */
  default void unlessGivenUp() {
    // As with alsoInterrupt.
  }

  /** What {@link #asideBegins} has begun is over. */
  default void asideEnds() {
    // As with alsoInterrupt.
  }
}
