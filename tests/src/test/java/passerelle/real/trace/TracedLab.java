package passerelle.real.trace;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.RouteSpec;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * A lab on either kernel: the four machines, and a container {@code web} behind the host's bridge
 * docker0, with port 8080 published by the rules of Docker 28.5 and a service on port 80.
 */
interface TracedLab extends AutoCloseable {
  /** The container. */
  String WEB = "web";

  /** What is typed on the host before the first trace. */
  List<String> RULES =
      List.of(
          "iptables -t raw -A PREROUTING -d 172.17.0.2 ! -i docker0 -j DROP",
          "iptables -P FORWARD DROP",
          "iptables -N DOCKER",
          "iptables -N DOCKER-BRIDGE",
          "iptables -N DOCKER-CT",
          "iptables -N DOCKER-FORWARD",
          "iptables -N DOCKER-USER",
          "iptables -A FORWARD -j DOCKER-USER",
          "iptables -A FORWARD -j DOCKER-FORWARD",
          "iptables -A DOCKER -d 172.17.0.2 ! -i docker0 -o docker0 -p tcp --dport 80 -j ACCEPT",
          "iptables -A DOCKER ! -i docker0 -o docker0 -j DROP",
          "iptables -A DOCKER-BRIDGE -o docker0 -j DOCKER",
          "iptables -A DOCKER-CT -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
          "iptables -A DOCKER-FORWARD -j DOCKER-CT",
          "iptables -A DOCKER-FORWARD -j DOCKER-BRIDGE",
          "iptables -A DOCKER-FORWARD -i docker0 -j ACCEPT",
          "iptables -t nat -N DOCKER",
          "iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
          "iptables -t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER",
          "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
          "iptables -t nat -A DOCKER -i docker0 -j RETURN",
          "iptables -t nat -A DOCKER ! -i docker0 -p tcp --dport 8080 -j DNAT --to-destination"
              + " 172.17.0.2:80");

  /** Bridge and container. */
  static Plan container() {
    MacAddress mac = MacAddress.of("02:42:ac:11:00:02");
    List<KernelOp> ops =
        List.of(
            new KernelOp.AddNetns(WEB),
            KernelOp.AddLink.bridge(
                "host", "docker0", Optional.of(MacAddress.of("02:42:00:00:00:01")), 0),
            new KernelOp.SetUp("host", "docker0", true),
            new KernelOp.AddAddress(
                "host", "docker0", IpInterfaceAddress.of("172.17.0.1/16"), Optional.empty()),
            KernelOp.AddLink.veth(
                "host", "veth0", Optional.empty(), 1500, 0, WEB, "eth0", Optional.of(mac)),
            new KernelOp.SetMaster("host", "veth0", Optional.of("docker0")),
            new KernelOp.SetUp("host", "veth0", true),
            new KernelOp.SetUp(WEB, "eth0", true),
            new KernelOp.AddAddress(
                WEB, "eth0", IpInterfaceAddress.of("172.17.0.2/16"), Optional.empty()),
            new KernelOp.AddRoute(
                WEB, RouteSpec.via(IpPrefix.all(Family.IPV4), IpAddress.of("172.17.0.1"), "eth0")),
            new KernelOp.SetSysctl("host", "net.ipv4.ip_forward", "1"));
    Plan.Builder plan = new Plan.Builder();
    ops.forEach(op -> plan.add(op, "test"));
    return plan.build();
  }

  /** Runs a command on a machine, whatever comes of it. */
  void run(String machine, String command) throws Exception;

  /** The steps of all packets while a command runs on a machine. */
  List<HopEvent> trace(Depth depth, String machine, String command) throws Exception;

  @Override
  void close();
}
