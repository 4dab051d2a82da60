package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;

/** What the host keeps of networks that failed, or of an engine that ended: as real ones do. */
class WhatStaysOfNetworksTest {
  private SimLab lab;

  private void open(String version) throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of(version).orElseThrow());
    lab = SimLab.open(new LabSettings(engine, "stand-in", LabSettings.DEFAULT_SEED));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line).replace("\r\n", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void aBridgeStaysWhoseNetworkFailed(String version) throws Exception {
    open(version);
    String big = "docker network create -o com.docker.network.driver.mtu=68000 ";
    String named = "-o com.docker.network.bridge.name=br-big ";
    assertEquals(
        "Error response from daemon: invalid argument\n", run(big + named + "big 2>&1; true"));
    assertEquals("0\n", run("docker network ls -q --filter name=big | wc -l"));
    assertEquals(
        "mtu 1500 qdisc noop state DOWN\n", run("ip -o link show br-big | grep -o 'mtu.*DOWN'"));
    assertEquals("", run("ip -o -4 addr show br-big; iptables-save | grep br-big"));
    run("docker network create " + named + "big; docker network rm big");
    assertEquals("1\n", run("ip -o link show br-big | wc -l"), "nobody's, so it stays");
  }

  /** docker0 has its address then: the next daemon takes its subnet as one that was chosen. */
  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5"})
  void theSubnetOfTheDefaultBridgeIsAChosenOneAfterARestart(String version) throws Exception {
    open(version);
    String ask = "docker run --ip 172.17.0.50 alpine true 2>&1 | grep -c 'user specified'";
    assertEquals("2\n", run(ask));
    run("systemctl restart docker");
    assertEquals("1\n", run(ask));
  }
}
