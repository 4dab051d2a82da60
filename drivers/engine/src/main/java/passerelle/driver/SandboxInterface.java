package passerelle.driver;

import passerelle.addr.Family;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.network.Endpoint;
import passerelle.network.EndpointOptions;
import passerelle.network.Sandbox;

/**
 * What an interface is given once it is in its sandbox, whatever driver made it
 * (libnetwork/osl/interface_linux.go:configureInterface).
 */
final class SandboxInterface {
  /** A device with a smaller one has no IPv6, so that none can be switched off (RFC 8200, 5). */
  private static final int MIN_IPV6_MTU = 1280;

  /** 169.254.0.0/16 (RFC 3927). */
  private static final int LINK_LOCAL_LENGTH = 16;

  private SandboxInterface() {}

  /**
   * Its addresses and settings, and then that it is up.
   *
   * @param mtu of the interface, in octets
   */
  static Plan settings(Endpoint endpoint, Sandbox sandbox, int mtu) {
    Plan.Builder plan = new Plan.Builder();
    String netns = sandbox.netns();
    String device = endpoint.device();
    if (mtu >= MIN_IPV6_MTU) {
      String noIpv6 = "net.ipv6.conf." + device + ".disable_ipv6";
      plan.add(new KernelOp.SetSysctl(netns, noIpv6, "1"), "interface.noipv6", device);
    }
    endpoint
        .interfaceAddress()
        .ifPresent(
            address ->
                plan.add(
                    new KernelOp.AddAddress(netns, device, address, address.prefix().broadcast()),
                    "interface.address",
                    device,
                    address));
    for (String linkLocal : endpoint.spec().linkLocal()) {
      Family.IPV4
          .parse(linkLocal)
          .map(a -> new IpInterfaceAddress(a, LINK_LOCAL_LENGTH))
          .ifPresent(
              a ->
                  plan.add(
                      new KernelOp.AddAddress(netns, device, a, a.prefix().broadcast()),
                      "interface.address.link",
                      device,
                      a));
    }
    for (EndpointOptions.Sysctl sysctl : endpoint.options().sysctls()) {
      plan.add(
          new KernelOp.SetSysctl(netns, sysctl.key(device), sysctl.value()),
          "interface.sysctl",
          sysctl.key(device));
    }
    plan.add(new KernelOp.SetUp(netns, device, true), "interface.up", device);
    return plan.build();
  }
}
