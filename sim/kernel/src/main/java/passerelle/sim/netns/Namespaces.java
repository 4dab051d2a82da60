package passerelle.sim.netns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;

/** All network namespaces of the simulated machine ({@code net_namespace_list}). */
public final class Namespaces {
  /** The inode of the first namespace that is not the machine's own, as seen on real machines. */
  private static final long FIRST_INODE = 4026532200L;

  /** A container has namespaces of six kinds, one inode after the other. */
  private static final int INODES = 6;

  private final Machine machine;
  private final Map<String, Netns> byName = new LinkedHashMap<>();
  private final Links links;
  private long made;

  public Namespaces(Machine machine) {
    this.machine = machine;
    links = new Links(this, machine.random().stream("mac"), machine.random().stream("netem"));
  }

  public Machine machine() {
    return machine;
  }

  public Links links() {
    return links;
  }

  public Optional<Netns> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The namespace of a name; {@link IllegalArgumentException} when there is none. */
  public Netns require(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("no network namespace " + name));
  }

  /** The namespaces in the order in which they were made. */
  public List<Netns> all() {
    return List.copyOf(byName.values());
  }

  /** Makes a namespace with its loopback up. */
  public Netns add(String name) throws KernelException {
    if (byName.containsKey(name)) {
      throw new KernelException(Errno.EEXIST);
    }
    Netns netns = new Netns(this, name, FIRST_INODE + INODES * made++);
    netns.onCarrierElsewhere(
        device -> {
          Netns there = require(device.netns());
          there.carrierChanged(device);
          if (device.isUp()) {
            there.notifications().changed(device);
          }
        });
    byName.put(name, netns);
    netns.startLoopback();
    return netns;
  }

  /** Removes a namespace and the devices in it; peers of its veth devices go, too. */
  public void delete(String name) throws KernelException {
    Netns netns = find(name).orElseThrow(() -> new KernelException(Errno.ENOENT));
    for (Device device : netns.devices()) {
      if (!device.isLoopback() && netns.device(device.index()).isPresent()) {
        links.delete(device);
      }
    }
    netns.sockets().closeAll();
    byName.remove(name);
    links.ids().forget(name);
  }
}
