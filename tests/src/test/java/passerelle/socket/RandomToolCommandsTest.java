package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import passerelle.kernel.KernelException;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.Patience;

/** Nothing that is typed makes a tool fail in a way that is Passerelle's own. */
class RandomToolCommandsTest {
  /** The status of a process that met a defect of the lab. */
  private static final int DEFECT = 70;

  private static final List<String> TOOLS =
      List.of(
          "ping",
          "curl",
          "wget",
          "nc",
          "telnet",
          "tracepath",
          "arping",
          "httpd",
          "dig",
          "host",
          "nslookup",
          "getent");
  private static final List<String> WORDS =
      List.of(
          "-c",
          "1",
          "-W",
          "-w",
          "0.1",
          "-i",
          "0",
          "-s",
          "99999999999",
          "-t",
          "-1",
          "-M",
          "do",
          "-I",
          "eth0",
          "lo",
          "-q",
          "-n",
          "10.0.1.2",
          "10.0.0.99",
          "localhost",
          "web",
          "nosuch",
          "http://10.0.1.2/",
          "http://10.0.1.2:99999/",
          "http://[::1]/",
          "http://",
          "-m",
          "-v",
          "-sS",
          "-o",
          "/tmp/x",
          "-X",
          "-d",
          "a=b",
          "-H",
          "x",
          "-z",
          "-u",
          "-l",
          "-p",
          "80",
          "81",
          "79-81",
          "0",
          "70000",
          "-e",
          "+short",
          "+time=1",
          "+tries=1",
          "@10.0.1.2",
          "@nosuch",
          "-x",
          "AAAA",
          "-type=mx",
          "-",
          "--",
          "",
          "é",
          "-Z",
          "--foo",
          "--foo=bar",
          "hosts",
          "ahosts",
          "-N",
          "-L",
          "-f",
          "-h",
          "/www",
          "%{",
          "\\");

  @Property(tries = 400, seed = "11")
  void randomCommandLinesAreAnsweredOrRefused(@ForAll long seed) throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.serveHttp();
      lab.scheduler.setPatience(new Patience(30_000_000_000L, 30_000_000_000L));
      LabRandom random = new LabRandom(seed);
      if (random.nextInt(3) == 0) {
        lab.useBusybox(lab.a);
      }
      List<String> argv = new ArrayList<>();
      argv.add(TOOLS.get(random.nextInt(TOOLS.size())));
      if (lab.place("a").tools().find(argv.get(0)).isEmpty()) {
        argv.set(0, "ping");
      }
      int words = random.nextInt(6);
      for (int i = 0; i < words; i++) {
        argv.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      SocketLab.Result result = lab.run("a", argv, "some input\n");
      assertNotEquals(DEFECT, result.status(), () -> argv + ": " + result.output());
    }
  }
}
