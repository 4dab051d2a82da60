package passerelle.sim.netlink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.sim.sched.QdiscTree;
import passerelle.sim.sched.TrafficControl;
import passerelle.sim.uapi.ClassInfo;
import passerelle.sim.uapi.ClassSettings;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.QdiscCounters;
import passerelle.sim.uapi.QdiscInfo;
import passerelle.sim.uapi.QdiscMode;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.sim.uapi.TrafficFilter;

/** Queueing disciplines as programs see and change them (net/sched/sch_api.c). */
public final class QdiscNetlink {
  private final TrafficControl control;
  private final Netns netns;

  public QdiscNetlink(Netns netns) {
    control = netns.namespaces().links().trafficControl();
    this.netns = netns;
  }

  /** Those of a device, each after the one whose class it is in; the default one, too. */
  public List<QdiscInfo> qdiscs(LinkInfo link) {
    Optional<Device> device = netns.device(link.index());
    Optional<QdiscTree> tree = device.flatMap(control::of);
    if (tree.isPresent()) {
      List<QdiscTree.Entry> all = new ArrayList<>(tree.get().all());
      Collections.reverse(all.subList(1, all.size()));
      all.subList(1, all.size()).sort(Comparator.comparingInt(QdiscNetlink::bucket));
      return all.stream().map(entry -> info(device.get(), entry)).toList();
    }
    return device
        .filter(netns.addresses()::wasUp)
        .map(it -> List.of(usual(it.usualQueueing())))
        .orElse(List.of());
  }

  /** Which chain of the device's table it is in, in front ({@code qdisc_hash_add}). */
  private static int bucket(QdiscTree.Entry entry) {
    return (entry.handle().major() << 16) * 0x61c8_8647 >>> 28;
  }

  private QdiscInfo info(Device device, QdiscTree.Entry entry) {
    return new QdiscInfo(
        entry.qdisc().kind(),
        entry.handle(),
        entry.parent(),
        1 + (entry.isRoot() ? device.queues() : 0),
        Optional.of(entry.qdisc().settings()),
        entry.qdisc().statistics().counters(),
        entry.qdisc().isClassful(),
        control.sentDirectly(entry.qdisc()));
  }

  private static QdiscInfo usual(String kind) {
    Optional<QdiscSettings> settings =
        kind.equals("noqueue") ? Optional.empty() : Optional.of(new QdiscSettings.FastFifo());
    return new QdiscInfo(kind, Handle.NONE, Handle.ROOT, 2, settings, QdiscCounters.NONE, false, 0);
  }

  private Device device(LinkInfo link) throws KernelException {
    return netns.device(link.index()).orElseThrow(() -> new KernelException(Errno.ENODEV));
  }

  /** The classes of a queueing discipline of a device ({@code RTM_GETTCLASS}). */
  public List<ClassInfo> classes(LinkInfo link, Handle qdisc) {
    return netns.device(link.index()).map(d -> control.classes(d, qdisc)).orElse(List.of());
  }

  /**
   * Makes or changes a class.
   *
   * @param settings empty to remove it
   * @return what is to be said of it; empty for nothing
   */
  public String changeClass(
      LinkInfo link,
      Optional<Handle> parent,
      Handle name,
      Optional<ClassSettings> settings,
      QdiscMode mode)
      throws KernelException {
    return control.changeClass(device(link), parent, name, settings, mode);
  }

  /** The filters of a queueing discipline ({@code RTM_GETTFILTER}); empty where none can be. */
  public Optional<List<TrafficFilter>> filters(LinkInfo link, Handle qdisc) {
    return netns.device(link.index()).flatMap(d -> control.filters(d, qdisc));
  }

  /** Adds one. */
  public void addFilter(LinkInfo link, Handle qdisc, TrafficFilter filter) throws KernelException {
    control.addFilter(device(link), qdisc, filter);
  }

  /**
   * Removes filters.
   *
   * @param preference 0 for all of them
   */
  public void removeFilters(LinkInfo link, Handle qdisc, int preference) throws KernelException {
    control.removeFilters(device(link), qdisc, preference);
  }

  /** Where the randomness of a queueing discipline begins, 64 bits. */
  public long randomSeed() {
    return control.randomSeed();
  }

  /**
   * Makes or changes one ({@code tc_modify_qdisc}), or takes it away ({@code tc_get_qdisc}).
   *
   * @param parent where: {@link Handle#ROOT} or a class; empty when only the handle is given
   * @param handle the name; {@link Handle#NONE} for any
   * @param settings its kind and how it is to be; empty when no kind was given
   * @param mode empty to take it away
   */
  public void change(
      LinkInfo link,
      Optional<Handle> parent,
      Handle handle,
      Optional<QdiscSettings> settings,
      Optional<QdiscMode> mode)
      throws KernelException {
    Device device = netns.device(link.index()).orElseThrow(() -> new KernelException(Errno.ENODEV));
    TrafficControl.Request request = new TrafficControl.Request(device, parent, handle, settings);
    if (mode.isPresent()) {
      control.modify(request, mode.get());
    } else {
      control.delete(request);
    }
  }
}
