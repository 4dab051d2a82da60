package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Interpreters that have no file to run, and the names that arp(8) asks for. */
class InterpretersTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.DEFAULT);

  @AfterEach
  void close() {
    lab.close();
  }

  private String host(String line) {
    return lab.run(line);
  }

  @Test
  @DisplayName("At a terminal they wait, else they end with their input")
  void atATerminalTheyWaitElseTheyEndWithTheirInput() {
    host("docker run -dit --name py python");
    host("docker run -dit --name js node");
    host("docker run -dit --name rb ruby irb");
    host("docker run -d --name end python");
    assertEquals(
        "end Exited (0)\njs Up\npy Up\nrb Up\n",
        host(
            "docker ps -a --format '{{.Names}} {{.Status}}' | sed 's/ \\(Less\\|[0-9]\\).*//' |"
                + " sort"));
    assertEquals("", host("docker run --rm -i python python3 - < /dev/null"));
    assertTrue(host("echo 'print(1)' | docker run --rm -i python").contains("models no programs"));
  }

  @Test
  @DisplayName("arp asks for names, and -n does not (net-tools 2.10, BusyBox 1.37)")
  void arpAsksForNames() {
    host("docker network create dev");
    host("docker run -d --name web --network dev nginx");
    String seen =
        " sh -c 'ping -c 1 -q web >/dev/null; arp -a; arp -an; arp web' | sed 's/ at .*//'";
    assertEquals(
        "web.dev (172.18.0.2)\n? (172.18.0.2)\nweb.dev (172.18.0.2)\n",
        host("docker run --rm --network dev busybox" + seen));
    assertEquals(
        """
        web.dev (172.18.0.2)
        ? (172.18.0.2)
        Address                  HWtype  HWaddress           Flags Mask            Iface
        web.dev                  ether\
        """,
        host("docker run --rm --network dev nicolaka/netshoot" + seen + "; true")
            .replaceAll("(?s)ether .*", "ether"));
  }

  @Test
  @DisplayName("What runs a command runs files, by a shell where they name nothing (execvp(3))")
  void whatRunsACommandRunsFiles() {
    host("printf '#!/bin/sh\\necho $0 $1\\n' > a.sh; echo 'echo plain $1' > b; chmod +x a.sh b");
    host("ip netns add n0");
    assertEquals("./a.sh 1\n", host("sudo ./a.sh 1"));
    assertEquals("./a.sh 2\n", host("ip netns exec n0 ./a.sh 2"));
    assertEquals("./a.sh 3\n", host("nsenter --net=/run/netns/n0 ./a.sh 3"));
    assertEquals("./a.sh 4\n", host("env ./a.sh 4"));
    assertEquals("./a.sh 5\n", host("timeout 5 ./a.sh 5"));
    assertEquals("plain 6\n", host("sudo ./b 6"));
    assertEquals("sudo: ./none: command not found\n[1]\n", host("sudo ./none"));
  }
}
