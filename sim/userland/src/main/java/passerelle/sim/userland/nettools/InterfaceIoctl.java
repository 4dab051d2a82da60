package passerelle.sim.userland.nettools;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.Lifetime;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;

/** The ioctls that change an interface (net/ipv4/devinet.c:devinet_ioctl). */
record InterfaceIoctl(KernelView kernel, String name) {
  /**
   * The device behind the name.
   *
   * @throws KernelException ENODEV when there is none, EPERM without NET_ADMIN
   */
  public LinkInfo device() throws KernelException {
    LinkInfo device =
        Interface.find(kernel, name)
            .map(Interface::device)
            .orElseThrow(() -> new KernelException(Errno.ENODEV));
    kernel.requireAdmin();
    return device;
  }

  /** SIOCSIFFLAGS with or without IFF_UP; an alias that goes down loses its address. */
  public void setUp(boolean up) throws KernelException {
    LinkInfo device = device();
    if (name.equals(device.name())) {
      kernel.rtnl().setUp(device, up);
      return;
    }
    IfAddress alias = first(device).orElseThrow(() -> new KernelException(Errno.EADDRNOTAVAIL));
    if (!up) {
      kernel.rtnl().deleteAddress(device, alias);
    }
  }

  /** SIOCSIFADDR: takes the place of the first address; the mask is that of the old classes. */
  public void setAddress(IpAddress address) throws KernelException {
    LinkInfo device = device();
    Optional<IfAddress> old = first(device);
    if (old.isPresent()) {
      kernel.rtnl().deleteAddress(device, old.get());
    }
    replace(device, new IpInterfaceAddress(address, classLength(address)));
    kernel.rtnl().setUp(device, true);
  }

  /** SIOCSIFNETMASK: the broadcast address follows. */
  public void setMask(int length) throws KernelException {
    LinkInfo device = device();
    IfAddress old = first(device).orElseThrow(() -> new KernelException(Errno.EADDRNOTAVAIL));
    kernel.rtnl().deleteAddress(device, old);
    replace(device, new IpInterfaceAddress(old.local(), length));
  }

  /** SIOCSIFBRDADDR. */
  public void setBroadcast(IpAddress broadcast) throws KernelException {
    LinkInfo device = device();
    IfAddress old = first(device).orElseThrow(() -> new KernelException(Errno.EADDRNOTAVAIL));
    kernel.rtnl().deleteAddress(device, old);
    add(device, old.address(), Optional.of(broadcast));
  }

  private Optional<IfAddress> first(LinkInfo device) {
    return kernel.rtnl().addresses(device).stream()
        .filter(address -> address.label().orElse(device.name()).equals(name))
        .findFirst();
  }

  private void replace(LinkInfo device, IpInterfaceAddress address) throws KernelException {
    Optional<IpAddress> none = Optional.empty();
    add(device, address, device.isLoopback() ? none : address.prefix().broadcast());
  }

  private void add(LinkInfo device, IpInterfaceAddress address, Optional<IpAddress> broadcast)
      throws KernelException {
    RouteSpec.Scope scope =
        address.address().isLoopback() ? RouteSpec.Scope.HOST : RouteSpec.Scope.GLOBAL;
    Optional<String> label = name.equals(device.name()) ? Optional.empty() : Optional.of(name);
    kernel
        .rtnl()
        .addAddress(
            device,
            new IfAddress(
                address,
                Optional.empty(),
                broadcast,
                scope,
                false,
                label,
                Lifetime.FOREVER,
                "",
                false));
  }

  /** {@code inet_abc_len}. */
  private static int classLength(IpAddress address) {
    int first = Byte.toUnsignedInt(address.toBytes()[0]);
    if (address.isUnspecified()) {
      return 0;
    }
    return first < 128 ? 8 : first < 192 ? 16 : first < 224 ? 24 : 32;
  }
}
