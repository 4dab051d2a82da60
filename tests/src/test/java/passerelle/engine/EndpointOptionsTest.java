package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.op.KernelOp;

/** What an endpoint's interface may be asked to be. */
class EndpointOptionsTest {
  private static final String IFNAME = "driver-opt=com.docker.network.endpoint.ifname=";
  private static final String SYSCTLS = "driver-opt=com.docker.network.endpoint.sysctls=";

  private static List<String> devices(Session session) {
    return session.kernel.operations.stream()
        .filter(KernelOp.SetUp.class::isInstance)
        .map(KernelOp.SetUp.class::cast)
        .filter(up -> !up.netns().equals("host") && up.up())
        .map(KernelOp.SetUp::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"26.1, lan0 eth0 lan1", "28.5, lan0 eth0 lan1", "29.1, lan0 eth0 lan1"})
  void aNetworksPrefixNamesItsInterfacesAndEachPrefixCountsForItself(String engine, String names) {
    Session session = new Session(engine);
    String prefix = "network create -o com.docker.network.container_iface_prefix=lan ";
    session.run(prefix + "n1");
    session.run(prefix + "n2");
    session.run("run -d --name web --network n1 nginx");
    session.run("network connect bridge web");
    session.run("network connect n2 web");
    assertEquals(List.of(names.split(" ")), devices(session));
  }

  @ParameterizedTest
  @CsvSource({"26.1, eth0", "28.5, wan", "29.1, wan"})
  void anInterfaceIsCalledAsAskedSinceEngine28(String engine, String name) {
    Session session = new Session(engine);
    session.run("network create n1");
    session.run("run -d --network name=n1," + IFNAME + "wan nginx");
    assertEquals(List.of(name), devices(session));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lo | file exists",
        "abcdefghijklmnop | numerical result out of range",
        "a/b | invalid argument"
      })
  void aNameThatTheKernelRefusesFailsAsRenamingDoes(String name, String problem) {
    Session session = new Session("28.5");
    session.run("network create n1");
    String answer = session.run("run -d --network name=n1," + IFNAME + name + " nginx");
    assertTrue(
        answer.matches(
            "(?s).*docker: Error response from daemon: failed to set up container networking:"
                + " failed to add interface veth\\w{7} to sandbox: error renaming interface"
                + (" \"veth\\w{7}\" to \"" + name + "\": " + problem + "\n.*")),
        answer);
  }

  @Test
  void settingsOfTheInterfaceAreWrittenBeforeItComesUp() {
    Session session = new Session("28.5");
    session.run("network create n1");
    session.run("run -d --network name=n1," + SYSCTLS + "net.ipv4.conf.IFNAME.forwarding=1 nginx");
    List<KernelOp> done = session.kernel.operations;
    int set = -1;
    for (int i = 0; i < done.size(); i++) {
      set = done.get(i).toString().contains("net.ipv4.conf.eth0.forwarding") ? i : set;
    }
    assertTrue(set > 0 && done.get(set + 1) instanceof KernelOp.SetUp, "" + set);
  }

  @Test
  void aSettingIsNamedWithoutTheInterface() {
    Session session = new Session("28.5");
    session.run("network create n1");
    String answer =
        session.run(
            "run -d --network name=n1," + SYSCTLS + "net.ipv4.conf.eth0.forwarding=1 nginx");
    assertTrue(
        answer.contains(
            "unrecognised network interface sysctl 'net.ipv4.conf.eth0.forwarding=1'; represent"
                + " 'net.X.Y.ethN.Z=V' as 'net.X.Y.IFNAME.Z=V', 'X' must be 'ipv4', 'ipv6' or"
                + " 'mpls'\n"),
        answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"28.5", "29.1"})
  void aSettingOfAnInterfaceIsNotGivenForTheWholeContainer(String engine) {
    String answer = new Session(engine).run("run --sysctl net.ipv4.conf.eth0.forwarding=1 nginx");
    assertTrue(
        answer.startsWith(
            "docker: Error response from daemon: interface specific sysctl setting"
                + " \"net.ipv4.conf.eth0.forwarding\" must be supplied using driver option"
                + " 'com.docker.network.endpoint.sysctls'\n"),
        answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void aLinkLocalAddressIsASecondOne(String engine) {
    Session session = new Session(engine);
    session.run("network create n1");
    session.run("run -d --name web --network n1 --link-local-ip 169.254.3.4 nginx");
    assertTrue(
        session.kernel.operations.stream()
            .anyMatch(
                op ->
                    op instanceof KernelOp.AddAddress add
                        && add.address().equals(IpInterfaceAddress.of("169.254.3.4/16"))));
    assertTrue(
        session
            .run("inspect -f '{{json .NetworkSettings.Networks.n1.IPAMConfig}}' web")
            .contains("\"LinkLocalIPs\":[\"169.254.3.4\"]"));
  }

  @ParameterizedTest
  @CsvSource({
    "26.1, '', 0",
    "28.5, '', 3",
    "29.1, '', 3",
    "28.5, -o com.docker.network.advertise_addr_nmsgs=1, 1",
    "28.5, -o com.docker.network.advertise_addr_nmsgs=0, 0",
    "28.5, -o com.docker.network.advertise_addr_ms=2000, 2"
  })
  void anAddressIsAnnouncedThreeTimesASecondApartUnlessTheNetworkSaysOtherwise(
      String engine, String option, int within) {
    Session session = new Session(engine);
    session.run("network create " + option + " n1");
    session.run("run -d --name web --network n1 nginx");
    session.kernel.advance(3_000_000_000L);
    assertEquals(
        within,
        session.kernel.operations.stream()
            .filter(KernelOp.AnnounceAddress.class::isInstance)
            .count());
    session.run("rm -f web");
    session.kernel.advance(9_000_000_000L);
    assertEquals(
        within,
        session.kernel.operations.stream()
            .filter(KernelOp.AnnounceAddress.class::isInstance)
            .count());
  }
}
