package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** netstat of Alpine's BusyBox, which shows programs, and of net-tools, which cuts them earlier. */
class BusyboxNetstatTest {
  @Test
  void programsAreCalledByTheirCommandLines() {
    try (HostLab lab = HostLab.ofCourse(EngineVersion.V29_1)) {
      lab.run("docker run -d --name web nginx:alpine");
      assertEquals(
          """
          Active Internet connections (only servers)
          Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name   \s
          tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      1/nginx: master proc
          tcp        0      0 :::80                   :::*                    LISTEN      1/nginx: master proc
          """,
          lab.run("docker exec web netstat -tlnp"));
      lab.run("docker run -d --name host --network host nginx");
      String listeners = lab.run("netstat -tlnp");
      assertTrue(listeners.contains("/nginx: master"), listeners);
    }
  }
}
