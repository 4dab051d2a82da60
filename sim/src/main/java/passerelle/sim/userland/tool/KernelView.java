package passerelle.sim.userland.tool;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.kernel.Capability;
import passerelle.sim.netns.LinkReport;
import passerelle.sim.netns.Links;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketInfo;

/**
 * The kernel as a tool's process sees it: the namespace that it looks at, the devices there, and
 * what the process may change.
 */
public final class KernelView {
  private final LabKernel lab;
  private final Process process;
  private final Netns netns;

  KernelView(LabKernel lab, Process process, Netns netns) {
    this.lab = lab;
    this.process = process;
    this.netns = netns;
  }

  /** The same process looking at another namespace. */
  public KernelView in(Netns other) {
    return new KernelView(lab, process, other);
  }

  public LabKernel lab() {
    return lab;
  }

  public Process process() {
    return process;
  }

  public Netns netns() {
    return netns;
  }

  public Namespaces namespaces() {
    return lab.namespaces();
  }

  public Links links() {
    return lab.namespaces().links();
  }

  public FileSystem files() {
    return process.files();
  }

  /** Nanoseconds of virtual time. */
  public long now() {
    return lab.namespaces().machine().now();
  }

  public boolean mayAdminister() {
    return process.has(Capability.NET_ADMIN);
  }

  /** What the kernel tells of a device. */
  public LinkReport report(passerelle.sim.link.Device device) {
    return links().report(netns, device);
  }

  /** The name of the device with an index; {@code if9} when there is none ({@code ll_idx_n2a}). */
  public String nameOf(int index) {
    return netns.device(index).map(d -> d.name()).orElse("if" + index);
  }

  /**
   * Whose a socket is, by the number that the process has in the tool's PID namespace; empty where
   * no process there has it open ({@code /proc/PID/fd} is all that tools can look into).
   */
  public Optional<Owner> ownerOf(SocketInfo socket) {
    Place place = process.place();
    return socket
        .owner()
        .flatMap(
            owner ->
                place.processes().stream()
                    .filter(other -> other.hostPid() == owner.pid())
                    .map(place::number)
                    .filter(OptionalInt::isPresent)
                    .map(number -> new Owner(owner.process(), number.getAsInt(), owner.fd()))
                    .findFirst());
  }

  /** A namespace by the name that it has in this place. */
  public Optional<Netns> namedNetns(String name) {
    return lab.names().find(files(), name);
  }

  public void out(String text) {
    process.stdout().print(text);
  }

  public void err(String text) {
    process.stderr().print(text);
  }
}
