package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;

/** What was done in a lab: on its machines before the engine came, and since. */
public final class History {
  private final List<Deed> preparation;
  private final List<Deed> deeds = new ArrayList<>();

  /** A history that begins after a preparation. */
  public History(List<Deed> preparation) {
    this.preparation = List.copyOf(preparation);
  }

  public void add(Deed deed) {
    deeds.add(deed);
  }

  /** What was done since the engine came, oldest first. */
  public List<Deed> deeds() {
    return List.copyOf(deeds);
  }

  public void forgetSince(int count) {
    deeds.subList(Math.min(count, deeds.size()), deeds.size()).clear();
  }

  /** What was typed before the engine came. */
  public List<Deed> preparation() {
    return preparation;
  }

  /** What prepares the machines of another lab as these are. */
  public List<Deed> preparationOfNext() {
    List<Deed> lines = new ArrayList<>(preparation);
    deeds.stream().filter(Deed::isPreparation).forEach(lines::add);
    return lines;
  }
}
