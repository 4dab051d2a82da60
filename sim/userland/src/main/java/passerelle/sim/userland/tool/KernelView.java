package passerelle.sim.userland.tool;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.kernel.CLibrary;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.netlink.NeighbourNetlink;
import passerelle.sim.netlink.QdiscNetlink;
import passerelle.sim.netlink.RouteEvents;
import passerelle.sim.netlink.RouteNetlink;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.uapi.LinkInfo;

/**
 * The kernel as a tool's process sees it: the namespace that it looks at, the devices there, and
 * what the process may change.
 */
public final class KernelView {
  private final LabKernel lab;
  private final Process process;
  private final Netns netns;
  private final Rtnetlink rtnl;

  KernelView(LabKernel lab, Process process, Netns netns) {
    this.lab = lab;
    this.process = process;
    this.netns = netns;
    rtnl = new Rtnetlink(netns);
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

  /** Its sockets. */
  public SocketTable sockets() {
    return netns.sockets();
  }

  /** Who words what the kernel refuses. */
  public CLibrary libc() {
    return process.place().libc();
  }

  public FileSystem files() {
    return process.files();
  }

  /** Nanoseconds of virtual time. */
  public long now() {
    return process.now();
  }

  public boolean mayAdminister() {
    return process.has(Capability.NET_ADMIN);
  }

  /**
   * Lets only those go on who may change the network ({@code netlink_net_capable}).
   *
   * @throws KernelException EPERM without CAP_NET_ADMIN
   */
  public void requireAdmin() throws KernelException {
    if (!mayAdminister()) {
      throw new KernelException(Errno.EPERM);
    }
  }

  /** Its devices and their addresses. */
  public Rtnetlink rtnl() {
    return rtnl;
  }

  /** A device of that name, or with it as another name; tools that miss it end with 1. */
  public LinkInfo device(String name) throws ToolFailure {
    return device(name, 1);
  }

  /**
   * The same.
   *
   * @param status with which the tool ends where it is not there
   */
  public LinkInfo device(String name, int status) throws ToolFailure {
    return rtnl.link(name)
        .orElseThrow(() -> new ToolFailure(status, "Cannot find device \"" + name + "\"\n"));
  }

  /** Its routes and rules. */
  public RouteNetlink routes() {
    return new RouteNetlink(netns);
  }

  /** Its queueing disciplines. */
  public QdiscNetlink qdiscs() {
    return new QdiscNetlink(netns);
  }

  /** What it tells of changes. */
  public RouteEvents events() {
    return new RouteEvents(netns);
  }

  /** Its neighbours. */
  public NeighbourNetlink neighbours() {
    return new NeighbourNetlink(netns);
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
                    .map(
                        number ->
                            new Owner(
                                owner.process(), number.getAsInt(), owner.fd(), owner.privileged()))
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
