package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;

/** Which tracked connections the engine forgets, and when: seen at Engine 26.1 and 28.5. */
class ForgottenConnectionsTest {
  private static final String SHOP = "nicolaka/netshoot socat UDP-LISTEN:5353,fork SYSTEM:cat";
  private final SimLab lab;

  ForgottenConnectionsTest() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("29.1").orElseThrow());
    lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line).replace("\r\n", "\n");
  }

  /** How many connections are tracked that fit. */
  private String tracked(String words) {
    return run("conntrack -L " + words + " 2>/dev/null | wc -l").strip();
  }

  @Test
  void whatWentToAPortOfUdpIsForgottenWhenItIsPublished() {
    run("echo hi | nc -u -w1 -p 5000 192.0.2.10 5353");
    assertEquals("1", tracked("-p udp --orig-port-dst 5353"));
    run("docker run -d --name other -p 5354:5353/udp " + SHOP);
    assertEquals("1", tracked("-p udp --orig-port-dst 5353"), "another port");
    run("docker run -d --name shop -p 5353:5353/udp " + SHOP);
    assertEquals("0", tracked("-p udp --orig-port-dst 5353"));
  }

  @Test
  void whatIsAnsweredByAContainersAddressIsForgottenWithIt() {
    run("docker run -d --name shop -p 5353:5353/udp " + SHOP);
    run("echo hi | nc -u -w1 192.0.2.10 5353");
    run("docker exec shop curl -s 198.51.100.80");
    assertEquals("1", tracked("--reply-src 172.17.0.2"));
    assertEquals("1", tracked("-p tcp --orig-src 172.17.0.2"));
    run("docker rm -f shop");
    assertEquals("0", tracked("--reply-src 172.17.0.2"));
    assertEquals("1", tracked("-p tcp --orig-src 172.17.0.2"), "masqueraded, which stays");
  }

  @Test
  void thePortOfOneThatLeavesIsNotForgotten() {
    run("docker run -d --name shop -p 5353:5353/udp " + SHOP);
    run("echo hi | nc -u -w1 127.0.0.1 5353");
    run("docker rm -f shop");
    assertEquals("1", tracked("-p udp --orig-dst 127.0.0.1"), "the proxy's");
  }
}
