package passerelle.real.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;
import passerelle.real.sys.Poll;

/**
 * The devices that a capture listens to, in all namespaces of a lab: follows them as they come, go,
 * and get other names. A socket keeps its namespace alive, so a namespace is let go of when the lab
 * does. Safe for use by several threads.
 */
final class Taps {
  /** Kernel memory for the rings of one capture. */
  private static final int MEMORY = 128 << 20;

  private static final int SMALLEST_RING = 1 << 18;
  private static final int LARGEST_RING = 1 << 22;

  private final Namespaces namespaces;
  private final Predicate<CapturedDevice> wanted;
  private final Consumer<DeviceTap.Seen> ear;
  private final long epoch;
  private final Map<Netns, Place> places = new LinkedHashMap<>();
  private final Map<CapturedDevice, Boolean> answers = new HashMap<>();
  private final Set<Netns> released = new HashSet<>();
  private long missedByClosed;

  /** A namespace and the devices in it that are listened to, by interface index. */
  private record Place(Netns netns, LinkWatch watch, Map<Integer, DeviceTap> taps) {}

  /** A device to listen to. */
  private record Wish(Place place, Link link) {}

  /**
   * Listens to nothing yet.
   *
   * @param wanted asked once for each device
   * @param epoch the lab's boot, in nanoseconds since 1970
   * @param ear called for each frame while this object's lock is held
   */
  Taps(
      Namespaces namespaces,
      Predicate<CapturedDevice> wanted,
      long epoch,
      Consumer<DeviceTap.Seen> ear) {
    this.namespaces = namespaces;
    this.wanted = wanted;
    this.epoch = epoch;
    this.ear = ear;
  }

  /** Listens to what has appeared since the last time, and no longer to what has gone. */
  synchronized void refresh() throws KernelException {
    List<Netns> present = namespaces.all();
    released.retainAll(present);
    for (Place place : List.copyOf(places.values())) {
      if (!present.contains(place.netns())) {
        release(place);
      }
    }
    List<Place> changed = new ArrayList<>(rung());
    for (Netns netns : present) {
      if (!places.containsKey(netns) && !released.contains(netns)) {
        watch(netns).ifPresent(changed::add);
      }
    }
    List<Wish> wishes = new ArrayList<>();
    for (Place place : changed) {
      wishes.addAll(update(place));
    }
    open(wishes);
  }

  /** Begins to watch a namespace, unless it has just been deleted. */
  private Optional<Place> watch(Netns netns) throws KernelException {
    try {
      LinkWatch watch = LinkWatch.open(netns);
      Place place = new Place(netns, watch, Collections.synchronizedMap(new LinkedHashMap<>()));
      places.put(netns, place);
      return Optional.of(place);
    } catch (KernelException e) {
      if (namespaces.all().contains(netns)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private List<Place> rung() throws KernelException {
    List<Place> all = List.copyOf(places.values());
    List<Integer> bells = all.stream().map(place -> place.watch().bellDescriptor()).toList();
    List<Place> rung = new ArrayList<>();
    for (int i : Poll.readable(bells, 0)) {
      all.get(i).watch().silence();
      rung.add(all.get(i));
    }
    return rung;
  }

  /** Lets go of the devices that have vanished; which others are to be listened to. */
  private List<Wish> update(Place place) throws KernelException {
    Map<Integer, Link> links = new LinkedHashMap<>();
    place.watch().links().forEach(link -> links.put(link.index(), link));
    List<Integer> gone = new ArrayList<>(place.taps().keySet());
    gone.removeAll(links.keySet());
    InParallel.run(closings(place, gone));
    List<Wish> wishes = new ArrayList<>();
    for (Link link : links.values()) {
      CapturedDevice device = new CapturedDevice(place.netns().name(), link.name());
      DeviceTap tap = place.taps().get(link.index());
      if (tap != null) {
        tap.rename(link.name());
      } else if (link.up() && link.isEthernet() && answers.computeIfAbsent(device, wanted::test)) {
        wishes.add(new Wish(place, link));
      }
    }
    return wishes;
  }

  private void open(List<Wish> wishes) throws KernelException {
    int devices = wishes.size() + places.values().stream().mapToInt(p -> p.taps().size()).sum();
    int ring = Math.max(SMALLEST_RING, Math.min(LARGEST_RING, MEMORY / (2 * Math.max(1, devices))));
    List<KernelException> failures = Collections.synchronizedList(new ArrayList<>());
    InParallel.run(wishes.stream().<Runnable>map(w -> () -> open(w, ring, failures)).toList());
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  /** A device or namespace that has vanished meanwhile is no failure. */
  private void open(Wish wish, int ring, List<KernelException> failures) {
    Place place = wish.place();
    try {
      DeviceTap tap = DeviceTap.open(place.netns(), wish.link(), ring);
      place.taps().put(wish.link().index(), tap);
    } catch (KernelException e) {
      boolean vanished = e.errno() == Errno.ENODEV || e.errno() == Errno.ENETDOWN;
      if (!vanished && namespaces.all().contains(place.netns())) {
        failures.add(e);
      }
    }
  }

  /** Waits until devices come or go, at most so long. */
  void await(int millis) throws KernelException {
    Poll.readable(bells(), millis);
  }

  private synchronized List<Integer> bells() {
    return places.values().stream().map(place -> place.watch().bellDescriptor()).toList();
  }

  /** Hands over all frames that wait. */
  synchronized void drain() {
    places.values().stream()
        .flatMap(place -> place.taps().values().stream())
        .forEach(tap -> tap.drain(epoch, ear));
  }

  /** Frames that were lost. */
  synchronized long missed() {
    return missedByClosed
        + places.values().stream()
            .flatMap(place -> place.taps().values().stream())
            .mapToLong(DeviceTap::missed)
            .sum();
  }

  /** Lets go of a namespace that is about to be deleted. */
  synchronized void release(String netns) {
    for (Place place : List.copyOf(places.values())) {
      if (place.netns().name().equals(netns)) {
        release(place);
      }
    }
  }

  /** Lets go of everything. */
  synchronized void releaseAll() {
    List<Runnable> closings = new ArrayList<>();
    for (Place place : places.values()) {
      closings.addAll(closings(place, List.copyOf(place.taps().keySet())));
      closings.add(place.watch()::close);
    }
    places.clear();
    InParallel.run(closings);
  }

  private void release(Place place) {
    places.remove(place.netns());
    released.add(place.netns());
    InParallel.run(closings(place, List.copyOf(place.taps().keySet())));
    place.watch().close();
  }

  /** What is to be done so that these devices are not listened to any more. */
  private List<Runnable> closings(Place place, List<Integer> indexes) {
    List<Runnable> closings = new ArrayList<>();
    for (int index : indexes) {
      DeviceTap tap = place.taps().remove(index);
      tap.drain(epoch, ear);
      missedByClosed += tap.missed();
      closings.add(tap::close);
    }
    return closings;
  }
}
