package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;
import passerelle.kernel.CLibrary;

/** Who words an error: glibc, or musl in an image of Alpine ({@code src/errno/__strerror.h}). */
class CLibraryTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @BeforeEach
  void containers() {
    lab.run("docker run -d --name apk --cap-add NET_ADMIN alpine sleep 1000");
    lab.run("docker run -d --name net --cap-add NET_ADMIN nicolaka/netshoot sleep 1000");
    lab.run("docker run -d --name box --cap-add NET_ADMIN busybox sleep 1000");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String last(String command) {
    String[] lines = lab.run(command + " || true").split("\n");
    return lines[lines.length - 1];
  }

  @Test
  void busyBoxOfAlpineSpeaksMuslsWords() {
    String host = "nc: 172.17.0.77 (172.17.0.77:80): ";
    String nc = " nc -zv 172.17.0.77 80";
    assertEquals(host + "Host is unreachable", last("docker exec apk" + nc));
    assertEquals(host + "No route to host", last("docker exec box" + nc));
    lab.run("docker exec apk ip route del default; docker exec box ip route del default");
    String ping = " ping -c 1 198.51.100.80";
    assertEquals("ping: sendto: Network unreachable", last("docker exec apk" + ping));
    assertEquals("ping: sendto: Network is unreachable", last("docker exec box" + ping));
  }

  @Test
  void whatIsAddedOnAlpineToo() {
    assertEquals("ping: nobody: Name does not resolve", last("docker exec net ping -c 1 nobody"));
    String refused = "RTNETLINK answers: Network unreachable";
    assertEquals(refused, last("docker exec net ip route get 198.51.100.77 from 9.9.9.9"));
    assertEquals("ping: bad address 'nobody'", last("docker exec apk ping -c 1 nobody"));
  }

  @Test
  void theMachineSpeaksGlibcs() {
    assertEquals("ping: nobody: Name or service not known", last("ping -c 1 nobody"));
  }

  @Test
  void theRealKernelsOneBusyBoxIsReadInTheImagesWords() {
    String sim = "ping: sendto: Network unreachable\n";
    String real = "ping: sendto: Network is unreachable\n";
    assertEquals(sim, CLibrary.reworded(real, sim));
    assertEquals(real, CLibrary.reworded(real, real));
  }
}
