package passerelle.sim.sched;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.uapi.Handle;

/**
 * The queueing disciplines of a device (net/sched/sch_api.c): one at the root, others on classes of
 * those above them.
 */
public final class QdiscTree {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A queueing discipline in its place.
   *
   * @param handle its name
   * @param parent the class that it hangs on; {@link Handle#ROOT} at the root
   */
  public record Entry(Qdisc qdisc, Handle handle, Handle parent) {
    /** Whether it is the one that the device asks. */
    public boolean isRoot() {
      return parent.equals(Handle.ROOT);
    }
  }

  /** All of them, the root first. */
  public List<Entry> all() {
    return List.copyOf(entries);
  }

  Qdisc root() {
    return entries.get(0).qdisc();
  }

  /** By its name. */
  public Optional<Entry> find(Handle handle) {
    return entries.stream().filter(entry -> entry.handle().equals(handle)).findFirst();
  }

  /** What hangs on a class; the root for {@link Handle#ROOT}. */
  public Optional<Entry> on(Handle parent) {
    return entries.stream().filter(entry -> entry.parent().equals(parent)).findFirst();
  }

  /** Puts one in its place; what was there goes, with all that hung on it. */
  void put(Entry entry) {
    int at = 0;
    while (at < entries.size() && !entries.get(at).parent().equals(entry.parent())) {
      at++;
    }
    remove(entry.parent());
    entries.add(Math.min(at, entries.size()), entry);
    if (!entry.isRoot()) {
      parentOf(entry.parent()).graft(entry.parent(), Optional.of(entry.qdisc()));
    }
  }

  /** Takes away what hangs on a class, with all below it. */
  void remove(Handle parent) {
    Optional<Entry> gone = on(parent);
    if (gone.isPresent()) {
      List.copyOf(entries).stream()
          .map(Entry::parent)
          .filter(other -> !other.equals(Handle.ROOT))
          .filter(other -> other.qdisc().equals(gone.get().handle()))
          .forEach(this::remove);
      gone.get().qdisc().reset();
      entries.remove(gone.get());
      if (!gone.get().isRoot()) {
        parentOf(parent).graft(parent, Optional.empty());
      }
    }
  }

  private Qdisc parentOf(Handle classId) {
    return find(classId.qdisc()).orElseThrow().qdisc();
  }
}
