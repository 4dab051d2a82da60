package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Whether iptables sees what stays on a bridge: on a course's machine the engine decides. */
class BridgeFilterTest {
  private static final String LOADED = "lsmod | grep -c ^br_netfilter";

  /** Two namespaces on a bridge that no engine has made. */
  private static final String ROOMS =
      """
      ip link add br0 type bridge
      ip link set br0 up
      for room in 1 2; do
        ip netns add room$room
        ip link add out$room type veth peer name eth0 netns room$room
        ip link set out$room master br0 up
        ip -n room$room addr add 10.1.1.$room/24 dev eth0
        ip -n room$room link set eth0 up
      done
      """;

  private static final String PING =
      "ip netns exec room1 ping -c 1 -W 1 10.1.1.2 | grep -o ' [0-9]*% packet loss'";

  @Test
  void aBridgeMadeByHandIsNoConcernOfDockers() {
    try (HostLab lab = HostLab.ofCourse(EngineVersion.V29_1)) {
      lab.run(ROOMS);
      assertEquals(" 0% packet loss\n", lab.run(PING));
      assertEquals("0\n[1]\n", lab.run(LOADED));
    }
  }

  @Test
  void theModuleMakesItOne() {
    try (HostLab lab = HostLab.ofCourse(EngineVersion.V29_1)) {
      lab.run(ROOMS);
      lab.run("modprobe br_netfilter");
      assertEquals(" 100% packet loss\n", lab.run(PING));
      lab.run("rmmod br_netfilter");
      assertEquals(" 0% packet loss\n", lab.run(PING));
    }
  }

  @Test
  void engine26LoadsTheModuleWhenItStarts() {
    try (HostLab lab = HostLab.ofCourse(EngineVersion.V26_1)) {
      lab.run(ROOMS);
      assertEquals(" 100% packet loss\n", lab.run(PING));
      assertEquals("1\n", lab.run(LOADED));
    }
  }

  @Test
  void laterOnesLoadItForANetworkWhoseContainersMayNotTalk() {
    try (HostLab lab = HostLab.ofCourse(EngineVersion.V28_5)) {
      assertEquals("0\n[1]\n", lab.run(LOADED));
      lab.run("docker network create -o com.docker.network.bridge.enable_icc=false alone");
      assertEquals("1\n", lab.run(LOADED));
    }
  }

  @Test
  void theMachineOfTheRecordingsHasIt() {
    try (HostLab lab = new HostLab(EngineVersion.V29_1)) {
      assertEquals("1\n", lab.run(LOADED));
    }
  }
}
