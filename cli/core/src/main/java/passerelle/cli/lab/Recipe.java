package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * How a lab came to be what it is. Since one seed gives one run, doing the same again leads to the
 * same lab.
 *
 * @param settings what it was made with
 * @param preparation what was typed on its machines before the engine came
 * @param deeds what was done since, oldest first
 * @param until how far its time has come, in nanoseconds since it was booted
 * @param noted what is noted again of each deed
 */
public record Recipe(
    LabSettings settings, List<Deed> preparation, List<Deed> deeds, long until, Noted noted) {
  /** What is noted of the deeds that lead to a lab, the most first. */
  public enum Noted {
    /** Whether they have changed something that lasts, and what the next has. */
    CHANGES,
    /** Who has written which rule. */
    AUTHORS,
    NOTHING
  }

  /** Holds what it is given as it is now. */
  public Recipe {
    preparation = List.copyOf(preparation);
    deeds = List.copyOf(deeds);
  }

  /** A lab of which all is noted. */
  public Recipe(LabSettings settings, List<Deed> preparation, List<Deed> deeds, long until) {
    this(settings, preparation, deeds, until, Noted.CHANGES);
  }

  /**
   * The same for a lab that is only asked and thrown away: to see what a deed changes takes as long
   * as the deed, where there are many containers.
   */
  public Recipe unwatched() {
    return new Recipe(settings, preparation, deeds, until, Noted.AUTHORS);
  }

  /** The same for a lab of whose rules nobody asks who wrote them, either. */
  public Recipe unnoted() {
    return new Recipe(settings, preparation, deeds, until, Noted.NOTHING);
  }

  /** A lab with such settings, in which nothing was done. */
  public static Recipe of(LabSettings settings) {
    return new Recipe(settings, List.of(), List.of(), 0);
  }

  /** Whether something was done by which the lab is another than a fresh one. */
  public boolean hasChanges() {
    return !preparation.isEmpty() || deeds.stream().anyMatch(deed -> deed.effect().changes());
  }

  /** The same settings, and nothing done. */
  public Recipe fresh() {
    return of(settings);
  }

  /** What it was when the first {@code count} deeds had been done. */
  public Recipe first(int count) {
    long then = count < deeds.size() ? deeds.get(count).at() : until;
    return new Recipe(settings, preparation, deeds.subList(0, count), then);
  }

  /** The same done in a lab with other settings. */
  public Recipe with(LabSettings other) {
    return new Recipe(other, preparation, deeds, until);
  }

  /** Another engine on machines that have been prepared as these: what needs no engine stays. */
  public Recipe forEngine(LabSettings other) {
    List<Deed> lines = new ArrayList<>(preparation);
    deeds.stream().filter(Deed::isPreparation).forEach(lines::add);
    return new Recipe(other, lines, List.of(), 0);
  }
}
