package passerelle.sim.sched;

import java.util.List;
import java.util.Optional;
import java.util.WeakHashMap;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.LabRandom;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.ClassInfo;
import passerelle.sim.uapi.ClassSettings;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.QdiscMode;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.sim.uapi.TrafficFilter;

/**
 * Makes, changes and removes the queueing disciplines of devices (net/sched/sch_api.c), with the
 * kernel's own answers to what cannot be.
 */
public final class TrafficControl {
  /** Names that nobody gave are counted from here ({@code qdisc_alloc_handle}). */
  private static final int FIRST = 0x8000;

  private static final int LAST = 0xffff;
  private static final int DEFAULT_LENGTH = 1000;

  private final LabRandom random;
  private final WeakHashMap<Device, RootQueue> queues = new WeakHashMap<>();
  private int given = FIRST;

  /**
   * What is asked of a device ({@code struct tcmsg}).
   *
   * @param parent where: {@link Handle#ROOT} or a class; empty when only the handle is given
   * @param handle the name; {@link Handle#NONE} for any
   * @param settings its kind and how it is to be; empty when no kind was given
   */
  public record Request(
      Device device, Optional<Handle> parent, Handle handle, Optional<QdiscSettings> settings) {}

  /** For devices that have no queue yet. */
  public TrafficControl(LabRandom random) {
    this.random = random;
  }

  /** Where the randomness of a queueing discipline begins, 64 bits. */
  public long randomSeed() {
    return random.nextLong();
  }

  /** The queueing disciplines of a device; empty when it has none but the default. */
  public Optional<QdiscTree> of(Device device) {
    return device.queue().isPresent() ? Optional.of(queues.get(device).tree()) : Optional.empty();
  }

  private Optional<QdiscTree.Entry> find(Device device, Handle handle) {
    return of(device).flatMap(tree -> tree.find(handle));
  }

  /** What is at a place that may be asked for; none of a default one. */
  private Optional<QdiscTree.Entry> at(Device device, Handle parent) throws KernelException {
    if (parent.equals(Handle.ROOT)) {
      return of(device).flatMap(tree -> tree.on(parent));
    }
    Optional<QdiscTree.Entry> above = find(device, parent.qdisc());
    if (above.isEmpty()) {
      throw new KernelException(Errno.ENOENT, "Failed to find specified qdisc");
    }
    if (!above.get().qdisc().isClassful()) {
      throw new KernelException(Errno.EOPNOTSUPP, "Parent qdisc is not classful");
    }
    if (!above.get().qdisc().hasClass(parent)) {
      throw new KernelException(Errno.ENOENT, "Specified class not found");
    }
    return of(device).flatMap(tree -> tree.on(parent));
  }

  /** {@code tc_modify_qdisc}. */
  public void modify(Request request, QdiscMode mode) throws KernelException {
    if (request.parent().isEmpty()) {
      if (request.handle().equals(Handle.NONE)) {
        throw new KernelException(Errno.EINVAL, "Handle cannot be zero");
      }
      change(request, find(request.device(), request.handle()), mode);
      return;
    }
    Optional<QdiscTree.Entry> there = at(request.device(), request.parent().get());
    boolean named = !request.handle().equals(Handle.NONE);
    if (there.isPresent() && named && !there.get().handle().equals(request.handle())) {
      if (mode == QdiscMode.ADD || mode == QdiscMode.CHANGE) {
        throw new KernelException(Errno.EEXIST, "NLM_F_REPLACE needed to override");
      }
    }
    if (named && (there.isEmpty() || !there.get().handle().equals(request.handle()))) {
      createNamed(request, mode);
    } else if (there.isEmpty()) {
      create(request, mode.creates());
    } else if (!named && isOfOtherKind(request, there.get()) && mode != QdiscMode.LINK) {
      // A change that names another kind makes one of that kind: a hole in the interface.
      create(request, true);
    } else {
      change(request, there, mode);
    }
  }

  private void createNamed(Request request, QdiscMode mode) throws KernelException {
    Optional<QdiscTree.Entry> elsewhere = find(request.device(), request.handle());
    if (elsewhere.isEmpty()) {
      create(request, mode.creates());
    } else if (mode == QdiscMode.ADD) {
      throw new KernelException(Errno.EEXIST, "Exclusivity flag on, cannot override");
    } else {
      change(request, elsewhere, mode);
    }
  }

  private static boolean isOfOtherKind(Request request, QdiscTree.Entry there) {
    return request.settings().filter(s -> !s.kind().equals(there.qdisc().kind())).isPresent();
  }

  private static void change(Request request, Optional<QdiscTree.Entry> found, QdiscMode mode)
      throws KernelException {
    if (found.isEmpty()) {
      throw new KernelException(Errno.ENOENT, "Specified qdisc not found");
    }
    if (mode == QdiscMode.ADD) {
      throw new KernelException(Errno.EEXIST, "Exclusivity flag on, cannot modify");
    }
    if (isOfOtherKind(request, found.get())) {
      throw new KernelException(Errno.EINVAL, "Invalid qdisc name: must match existing qdisc");
    }
    if (request.settings().isPresent()) {
      found.get().qdisc().change(request.settings().get());
    }
  }

  private void create(Request request, boolean allowed) throws KernelException {
    if (!allowed) {
      throw new KernelException(
          Errno.ENOENT, "Qdisc not found. To create specify NLM_F_CREATE flag");
    }
    QdiscSettings settings =
        request
            .settings()
            .orElseThrow(() -> new KernelException(Errno.ENOENT, "Qdisc kind is not specified"));
    Device device = request.device();
    if (device.attributes().transmitQueueLength() == 0) {
      device.attributes().setTransmitQueueLength(DEFAULT_LENGTH);
      device.machine().log(device.name() + ": Caught tx_queue_len zero misconfig");
    }
    RootQueue queue = queues.computeIfAbsent(device, this::queue);
    Handle handle = request.handle().equals(Handle.NONE) ? freeHandle(queue) : request.handle();
    Handle parent = request.parent().orElse(Handle.ROOT);
    queue.tree().put(new QdiscTree.Entry(make(queue, settings), handle, parent));
    device.setQueue(Optional.of(queue));
  }

  private RootQueue queue(Device device) {
    return new RootQueue(device, () -> device.attributes().transmitQueueLength());
  }

  private Handle freeHandle(RootQueue queue) {
    do {
      given = given == LAST ? FIRST : given + 1;
    } while (queue.tree().find(Handle.of(given)).isPresent());
    return Handle.of(given);
  }

  private static Qdisc make(RootQueue queue, QdiscSettings settings) {
    if (settings instanceof QdiscSettings.Fifo fifo) {
      return new Fifo(queue, fifo);
    }
    if (settings instanceof QdiscSettings.TokenBucket bucket) {
      return new TokenBucket(queue, bucket);
    }
    if (settings instanceof QdiscSettings.Hierarchy hierarchy) {
      return new Hierarchy(queue, hierarchy);
    }
    if (settings instanceof QdiscSettings.Netem netem) {
      return new Netem(queue, netem.line());
    }
    return new FastFifo(queue);
  }

  /** {@code tc_get_qdisc} with RTM_DELQDISC: what is there goes, and the default one comes back. */
  public void delete(Request request) throws KernelException {
    Optional<QdiscTree.Entry> there =
        request.parent().isPresent()
            ? at(request.device(), request.parent().get())
            : find(request.device(), request.handle());
    if (request.parent().isEmpty() && there.isEmpty()) {
      throw new KernelException(Errno.ENOENT, "Failed to find qdisc with specified handle");
    }
    boolean named = !request.handle().equals(Handle.NONE);
    if (named && there.filter(e -> e.handle().equals(request.handle())).isEmpty()) {
      throw new KernelException(Errno.EINVAL, "Invalid handle");
    }
    if (there.isPresent() && isOfOtherKind(request, there.get())) {
      throw new KernelException(Errno.EINVAL, "Invalid qdisc name");
    }
    if (request.parent().isEmpty()) {
      throw new KernelException(Errno.EINVAL, "Classid cannot be zero");
    }
    if (there.isEmpty()) {
      throw new KernelException(Errno.ENOENT, "Cannot delete qdisc with handle of zero");
    }
    remove(request.device(), request.parent().get());
  }

  private void remove(Device device, Handle parent) {
    queues.get(device).tree().remove(parent);
    if (parent.equals(Handle.ROOT)) {
      device.setQueue(Optional.empty());
    }
  }

  /** What has classes and filters of its own, by its name; the root for {@link Handle#NONE}. */
  private Optional<Hierarchy> hierarchy(Device device, Handle qdisc) {
    return of(device)
        .flatMap(tree -> qdisc.equals(Handle.NONE) ? tree.on(Handle.ROOT) : tree.find(qdisc))
        .map(QdiscTree.Entry::qdisc)
        .filter(Hierarchy.class::isInstance)
        .map(Hierarchy.class::cast);
  }

  /** Packets that a queueing discipline found no class for. */
  public long sentDirectly(Qdisc qdisc) {
    return qdisc instanceof Hierarchy hierarchy ? hierarchy.sentDirectly() : 0;
  }

  /**
   * Makes, changes or removes a class ({@code tc_ctl_tclass}).
   *
   * @param settings empty to remove it
   * @return what is to be said of it; empty for nothing
   */
  public String changeClass(
      Device device,
      Optional<Handle> parent,
      Handle name,
      Optional<ClassSettings> settings,
      QdiscMode mode)
      throws KernelException {
    Handle qdisc = name.major() != 0 ? name.qdisc() : parent.orElse(Handle.NONE).qdisc();
    boolean contrary = parent.filter(p -> p.major() != qdisc.major()).isPresent();
    Optional<Hierarchy> found = hierarchy(device, qdisc);
    if (contrary || name.minor() == 0) {
      throw new KernelException(Errno.EINVAL);
    }
    if (found.isEmpty()) {
      throw new KernelException(Errno.ENOENT);
    }
    boolean there = found.get().hasClass(name);
    if (settings.isEmpty()) {
      found.get().delete(name);
      if (of(device).orElseThrow().on(name).isPresent()) {
        remove(device, name);
      }
      return "";
    }
    if (there && mode == QdiscMode.ADD) {
      throw new KernelException(Errno.EEXIST);
    }
    if (!there && !mode.creates()) {
      throw new KernelException(Errno.ENOENT);
    }
    return found.get().put(name, parent, settings.get());
  }

  /** The classes of a queueing discipline. */
  public List<ClassInfo> classes(Device device, Handle qdisc) {
    QdiscTree tree = of(device).orElseThrow();
    return hierarchy(device, qdisc).map(Hierarchy::classes).orElse(List.of()).stream()
        .map(one -> one.info(tree.on(one.name).map(QdiscTree.Entry::handle)))
        .toList();
  }

  /** The filters of a queueing discipline; empty when it can have none. */
  public Optional<List<TrafficFilter>> filters(Device device, Handle qdisc) {
    return hierarchy(device, qdisc).map(found -> found.filters().all());
  }

  /** Adds a filter ({@code tc_new_tfilter}). */
  public void addFilter(Device device, Handle qdisc, TrafficFilter filter) throws KernelException {
    boolean none = of(device).flatMap(tree -> tree.find(qdisc)).isEmpty();
    if (none && !qdisc.equals(Handle.NONE)) {
      throw new KernelException(Errno.EINVAL, "Parent Qdisc doesn't exists");
    }
    hierarchy(device, qdisc)
        .orElseThrow(() -> new KernelException(Errno.EOPNOTSUPP, "Parent qdisc is not classful"))
        .filters()
        .add(filter);
  }

  /**
   * Removes filters ({@code tc_del_tfilter}).
   *
   * @param preference 0 for all of them
   */
  public void removeFilters(Device device, Handle qdisc, int preference) throws KernelException {
    Optional<Hierarchy> found = hierarchy(device, qdisc);
    boolean gone = found.isPresent() && found.get().filters().remove(preference);
    if (!gone && preference != 0) {
      throw new KernelException(Errno.ENOENT, "Filter with specified priority/protocol not found");
    }
  }

  /** A device leaves its namespace: nothing waits for it any more ({@code dev_shutdown}). */
  public void shutDown(Device device) {
    if (device.queue().isPresent()) {
      remove(device, Handle.ROOT);
    }
  }
}
