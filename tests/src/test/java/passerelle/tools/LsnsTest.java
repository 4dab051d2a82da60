package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** What lsns tells of the namespaces of containers. */
class LsnsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aContainersNamespaceHasTheFileThatInspectNames() {
    lab.run("docker run -d --name c1 alpine sleep 1000");
    String key = "$(docker inspect -f '{{.NetworkSettings.SandboxKey}}' c1 | sed s,/var,,)";
    String pid = "$(docker inspect -f '{{.State.Pid}}' c1)";
    String asked = "lsns -n -t net -p " + pid + " -o ";
    assertEquals(lab.run("echo " + key), lab.run(asked + "NSFS"));
    assertEquals(lab.run("echo /proc/" + pid + "/ns/net"), lab.run(asked + "path"));
    assertEquals("1 sleep 1000\n", lab.run(asked + "NPROCS,COMMAND"));
    assertEquals(
        lab.run("ip -o link show type veth | grep -v eth0 | sed 's/.*netnsid //'"),
        lab.run(asked + "NETNSID"));
  }

  @Test
  void aNamedNamespaceIsThereWithoutAProcess() {
    lab.run("ip netns add empty");
    assertEquals("0 /run/netns/empty\n", lab.run("lsns -n -t net -o NPROCS,NSFS | grep empty"));
  }

  @Test
  void theProcessesOfOneNamespaceAreListed() {
    assertEquals(" PID\n   1\n", lab.run("lsns -o PID $(lsns -n -t net -o NS -p 1) | head -2"));
    assertTrue(lab.run("lsns -J -t net -p 1 -o NS,NSFS").contains("\"nsfs\": null"));
  }

  @Test
  void wrongWordsAreRefused() {
    assertEquals("lsns: unknown column: ZZ\n[1]\n", lab.run("lsns -o ZZ"));
    assertEquals("lsns: invalid namespace argument: 'x'\n[1]\n", lab.run("lsns x"));
    assertEquals("lsns: not found namespace: 7\n[1]\n", lab.run("lsns 7"));
    assertEquals("lsns: invalid PID argument: 'x'\n[1]\n", lab.run("lsns -p x"));
  }
}
