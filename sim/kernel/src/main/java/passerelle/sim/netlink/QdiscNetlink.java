package passerelle.sim.netlink;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.sim.sched.QdiscTree;
import passerelle.sim.sched.TrafficControl;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.QdiscCounters;
import passerelle.sim.uapi.QdiscInfo;
import passerelle.sim.uapi.QdiscMode;
import passerelle.sim.uapi.QdiscSettings;

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
      return tree.get().all().stream().map(entry -> info(device.get(), entry)).toList();
    }
    return device
        .filter(netns.addresses()::wasUp)
        .map(it -> List.of(usual(it.usualQueueing())))
        .orElse(List.of());
  }

  private static QdiscInfo info(Device device, QdiscTree.Entry entry) {
    return new QdiscInfo(
        entry.qdisc().kind(),
        entry.handle(),
        entry.parent(),
        1 + (entry.isRoot() ? device.queues() : 0),
        Optional.of(entry.qdisc().settings()),
        entry.qdisc().statistics().counters(),
        entry.qdisc().isClassful());
  }

  private static QdiscInfo usual(String kind) {
    Optional<QdiscSettings> settings =
        kind.equals("noqueue") ? Optional.empty() : Optional.of(new QdiscSettings.FastFifo());
    return new QdiscInfo(kind, Handle.NONE, Handle.ROOT, 2, settings, QdiscCounters.NONE, false);
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
