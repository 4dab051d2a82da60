package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that only hold a configuration, and what else few networks ask for. */
class ConfigurationNetworkTest {

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void aNetworkTakesItsSubnetOptionsAndLabelsFromAConfiguration(String engine) {
    Session session = new Session(engine);
    session.run(
        "network create --config-only --subnet 10.7.0.0/24 --label team=web"
            + " -o com.docker.network.bridge.name=br-conf conf");
    session.run("network create --config-from conf app");
    assertEquals("null\n", session.run("network inspect -f {{.Driver}} conf"));
    assertEquals(
        "10.7.0.0/24 br-conf web conf false\n",
        session.run(
            "network inspect -f '{{(index .IPAM.Config 0).Subnet}} {{index .Options"
                + " \"com.docker.network.bridge.name\"}} {{.Labels.team}} {{.ConfigFrom.Network}}"
                + " {{.ConfigOnly}}' app"));
    assertEquals(
        "Error response from daemon: error while removing network: configuration network \"conf\""
            + " is in use\n",
        session.run("network rm conf").replaceAll("exit status 1\n|\\[1]\n", ""));
    assertEquals(
        "app\nconf\n", session.run("network rm app").concat(session.run("network rm conf")));
  }

  @Test
  void aConfigurationWithoutASubnetHasNone() {
    Session session = new Session("28.5");
    session.run("network create --config-only conf");
    assertEquals("null\n", session.run("network inspect conf -f '{{json .IPAM.Config}}'"));
  }

  @Test
  void noContainerComesOnAConfiguration() {
    Session session = new Session("28.5");
    session.run("network create --config-only conf");
    assertTrue(
        session
            .run("run -d --network conf nginx")
            .contains("cannot create endpoint on configuration-only network\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--config-from nosuch x => configuration network \"nosuch\" does not exist",
        "--config-from conf -o a=b x => network driver options are not supported if the network"
            + " depends on a configuration network",
        "--config-from conf --label a=b x => user specified configurations are not supported if the"
            + " network depends on a configuration network",
        "--config-only --config-from conf x => a configuration network cannot depend on another"
            + " configuration network",
        "--config-only --internal x => configuration network can only contain network specific"
            + " fields. Network operator fields like [ ingress | internal | attachable | scope ]"
            + " are not supported.",
        "--subnet 10.1.0.0/24 --subnet 10.2.0.0/24 x => bridge driver doesn't support multiple"
            + " subnets",
        "--scope swarm x => cannot create a swarm scoped network when swarm is not active",
        "--ingress x => Ingress network can only be global scope network",
        "--ipam-driver nosuch x => plugin \"nosuch\" not found",
        "--subnet 10.1.0.0/24 --internal --aux-address DefaultGatewayIPv4=10.1.0.9 x => no gateway"
            + " can be set on an internal bridge network"
      })
  void whatCannotBeIsRefusedInTheDaemonsWords(String words, String problem) {
    Session session = new Session("28.5");
    session.run("network create --config-only conf");
    assertEquals(
        "Error response from daemon: " + problem + "\n[1]\n",
        session.run("network create " + words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void anAuxiliaryAddressMayBeTheDefaultGateway(String engine) {
    Session session = new Session(engine);
    session.run("network create --subnet 10.1.0.0/24 --aux-address DefaultGatewayIPv4=10.1.0.9 x");
    session.run("run -d --name web --network x nginx");
    assertEquals(
        "10.1.0.9\n", session.run("inspect -f '{{.NetworkSettings.Networks.x.Gateway}}' web"));
  }

  @Test
  void aBridgeThatWasThereBeforeStaysWhenItsNetworkGoes() {
    Session session = new Session("28.5");
    session.run("network create -o com.docker.network.bridge.name=eth0 x");
    session.run("network rm x");
    assertTrue(
        session.kernel.operations.stream()
            .noneMatch(op -> op.toString().startsWith("DeleteLink[netns=host, name=eth0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "26.1 | /usr/sbin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip"
            + " 172.17.0.2 -container-port 80",
        "28.5 | /usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip"
            + " 172.17.0.2 -container-port 80 -use-listen-fd"
      })
  void theProxyIsToldWhereToListenAndWhereToGo(String engine, String command) {
    Session session = new Session(engine);
    session.run("run -d -p 0.0.0.0:8080:80 nginx");
    assertTrue(session.kernel.commands.contains(command), "" + session.kernel.commands);
  }
}
