package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state of a veth end that waits for its peer, as Linux 6.18 shows it. */
class VethStateTest {
  private final ToolLab lab = new ToolLab();

  @BeforeEach
  void namespace() {
    lab.run("ip netns add a");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String state(String device) {
    return lab.run("ip -br link show dev " + device).output().split("\\s+")[1];
  }

  private String stateInA(String device) {
    return lab.run("ip -n a -br link show dev " + device).output().split("\\s+")[1];
  }

  @Test
  void aPairMadeInOneNamespaceRemembersThatItsPeerIsDown() {
    lab.run("ip link add h1 type veth peer name c1");
    lab.run("ip link set c1 netns a");
    assertEquals("DOWN", stateInA("c1"));
    lab.run("ip -n a link set c1 up");
    assertEquals("LOWERLAYERDOWN", stateInA("c1"));
    lab.run("ip link set h1 up");
    assertEquals("UP", stateInA("c1"));
    assertEquals("UP", state("h1"));
  }

  @Test
  void aPairMadeAcrossNamespacesDoesNotKnow() {
    lab.run("ip link add h1 type veth peer name c1 netns a");
    lab.run("ip -n a link set c1 up");
    assertEquals("DOWN", stateInA("c1"));
  }

  @Test
  void whereTheCarrierGoesTheKernelLooksAgain() {
    lab.run("ip link add h1 type veth peer name c1");
    lab.run("ip link set c1 netns a");
    lab.run("ip link set h1 up");
    assertEquals("LOWERLAYERDOWN", state("h1"));
    lab.run("ip -n a link set c1 up");
    lab.run("ip link set h1 down");
    assertEquals("DOWN", stateInA("c1"));
    lab.run("ip -n a link set c1 down");
    lab.run("ip -n a link set c1 up");
    assertEquals("DOWN", stateInA("c1"));
  }
}
