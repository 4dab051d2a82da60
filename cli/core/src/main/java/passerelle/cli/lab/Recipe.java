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
 */
public record Recipe(LabSettings settings, List<Deed> preparation, List<Deed> deeds) {
  /** Holds what it is given as it is now. */
  public Recipe {
    preparation = List.copyOf(preparation);
    deeds = List.copyOf(deeds);
  }

  /** Whether something was done by which the lab is another than a fresh one. */
  public boolean hasChanges() {
    return !preparation.isEmpty() || deeds.stream().anyMatch(deed -> deed.effect().changes());
  }

  /** The same settings, and nothing done. */
  public Recipe fresh() {
    return new Recipe(settings, List.of(), List.of());
  }

  /** The same but for all deeds after the first {@code count}. */
  public Recipe first(int count) {
    return new Recipe(settings, preparation, deeds.subList(0, count));
  }

  /** The same done in a lab with other settings. */
  public Recipe with(LabSettings other) {
    return new Recipe(other, preparation, deeds);
  }

  /** Another engine on machines that have been prepared as these: what needs no engine stays. */
  public Recipe forEngine(LabSettings other) {
    List<Deed> lines = new ArrayList<>(preparation);
    deeds.stream().filter(Deed::isPreparation).forEach(lines::add);
    return new Recipe(other, lines, List.of());
  }
}
