package passerelle.real.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServiceSpec;
import passerelle.real.space.ServiceHost;
import passerelle.real.sys.Netns;

/** Services as sockets of the real kernel: where they are, and what becomes of them. */
@Timeout(300)
@Tag("real")
class RealServicesTest {
  private RealSide lab;

  @BeforeEach
  void open() throws Exception {
    lab = new RealSide();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static ServiceSpec tcp(String address, int port, String kind, String... settings) {
    return spec("tcp", address, port, kind, settings);
  }

  private static ServiceSpec spec(
      String protocol, String address, int port, String kind, String... settings) {
    Map<String, String> map = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
    return new ServiceSpec(protocol, address, port, 9, kind, map, "server");
  }

  /** A host and a container on a cable, and the host's proxy for a service in the container. */
  private void container(ServiceSpec service, ServiceSpec proxy) throws Exception {
    lab.add("container");
    lab.cable("host", "172.17.0.1/16", "container", "172.17.0.2/16");
    lab.serve("container", List.of(service));
    lab.serve("host", List.of(proxy));
  }

  @Test
  void whatTheClientSaysAfterwardsComesBackThroughTheProxyWhenOnlyItsSideHasEnded()
      throws Exception {
    container(tcp("::", 7, "echo"), tcp("127.0.0.1", 8007, "proxy", "target", "172.17.0.2:7"));
    byte[] much = new byte[3_000_000];
    for (int i = 0; i < much.length; i++) {
      much[i] = (byte) ('a' + i % 26);
    }
    String back = lab.runIn("host", much, "nc", "-N", "127.0.0.1", "8007");
    assertEquals(new String(much, StandardCharsets.ISO_8859_1), back);
  }

  @Test
  void aProxyGivesEachSenderOfDatagramsASocketOfItsOwn() throws Exception {
    container(
        spec("udp", "0.0.0.0", 7, "echo"),
        spec("udp", "127.0.0.1", 8007, "proxy", "target", "172.17.0.2:7"));
    Process one = lab.start("host", "nc", "-u", "-W", "1", "127.0.0.1", "8007");
    Process two = lab.start("host", "nc", "-u", "-W", "1", "127.0.0.1", "8007");
    say(one, "one");
    say(two, "two");
    assertEquals("one", read(one));
    assertEquals("two", read(two));
    String sockets = lab.run("ss", "-Hun", "state", "established", "dst", "172.17.0.2:7");
    assertEquals(2, sockets.lines().count(), sockets);
  }

  private static void say(Process process, String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aServiceThatNeverReadsResetsAClientThatHasSaidSomething() throws Exception {
    lab.serve(List.of(tcp("0.0.0.0", 6379, "banner", "text", "+PONG\n")));
    assertEquals("+PONG\n", lab.runIn("host", "PING\n".getBytes(), "nc", "127.0.0.1", "6379"));
    assertTrue(
        lab.run("nstat", "-asz", "TcpOutRsts").contains("TcpOutRsts                      1"));
  }

  @Test
  void socketsAreWhatTheirSpecificationsSay() throws Exception {
    lab.serve(
        List.of(
            tcp("0.0.0.0", 80, "http", "/", "four"),
            tcp("::", 80, "http", "v6only", "true"),
            tcp("::", 81, "sink"),
            spec("udp", "0.0.0.0", 53, "sink")));
    List<String> shown = new ArrayList<>();
    for (String line : lab.run("ss", "-Hltun").lines().toList()) {
      String[] words = line.split(" +");
      shown.add(words[0] + " " + words[3] + " " + words[4]);
    }
    assertEquals(
        List.of("tcp 9 *:81", "tcp 9 0.0.0.0:80", "tcp 9 [::]:80", "udp 0 0.0.0.0:53"),
        shown.stream().sorted().toList());
    assertEquals("four", lab.run("curl", "-s", "http://127.0.0.1/"));
    assertEquals("404", lab.run("curl", "-s", "-o/dev/null", "-w%{http_code}", "http://[::1]/"));
  }

  @Test
  void aFileOfTheContainerIsServedAsItIsNow() throws Exception {
    List<String> page = new ArrayList<>(List.of("before\n"));
    lab.services.startServices(
        lab.namespaces.get("host"),
        List.of(tcp("::", 80, "http", "root", "/www")),
        new ServiceHost.Home(
            "host",
            path -> path.equals("/www/index.html") ? Optional.of(page.get(0)) : Optional.empty(),
            path -> Optional.empty(),
            ProcessOutput.none()),
        () -> {});
    assertEquals("before\n", lab.run("curl", "-s", "http://127.0.0.1/"));
    page.set(0, "after\n");
    assertEquals("after\n", lab.run("curl", "-s", "http://127.0.0.1/"));
  }

  @Test
  void aPortInUseIsRefusedOrPrintedAsTheServiceSays() throws Exception {
    ServiceSpec plain = tcp("0.0.0.0", 80, "sink");
    ServingProcess first = lab.serve("host", List.of(plain));
    KernelException taken =
        assertThrows(
            KernelException.class,
            () -> lab.serve("host", List.of(tcp("0.0.0.0", 81, "sink"), plain)));
    assertEquals(Errno.EADDRINUSE, taken.errno());
    KernelException foreign =
        assertThrows(
            KernelException.class, () -> lab.serve("host", List.of(tcp("10.9.9.9", 80, "sink"))));
    assertEquals(Errno.EADDRNOTAVAIL, foreign.errno());
    ServiceSpec httpd = tcp("::", 80, "http", "inUse", "httpd: bind: Address already in use\n");
    ServingProcess ended = lab.serve("host", List.of(httpd));
    assertEquals(List.of("httpd: bind: Address already in use\n"), lab.printed);
    List<Integer> heard = new ArrayList<>();
    ended.onExit(heard::add);
    assertEquals(List.of(1), heard);
    assertEquals(1, lab.run("ss", "-Hltn").lines().count(), "nothing of a refused start stays");
    first.close();
    first.close();
    assertEquals("", lab.run("ss", "-Hltn"));
    heard.clear();
    lab.serve("host", List.of(httpd)).onExit(heard::add);
    assertEquals(List.of(), heard);
  }

  @Test
  void aFrozenServiceAcceptsAndAnswersLater() throws Exception {
    ServingProcess web = lab.serve("host", List.of(tcp("::", 80, "http", "/", "page")));
    web.freeze(true);
    Process curl = lab.start("host", "curl", "-s", "http://127.0.0.1/");
    assertTrue(lab.until(() -> connections() > 0));
    assertTrue(!curl.waitFor(300, TimeUnit.MILLISECONDS));
    web.freeze(false);
    assertEquals("page", read(curl));
  }

  private long connections() {
    try {
      return lab.run("ss", "-Htn", "state", "established").lines().count();
    } catch (KernelException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fiveHundredContainersNeedTwoThreadsAndLeaveNothing() throws Exception {
    lab.run("true");
    List<String> threads = threads();
    long descriptors = descriptors();
    List<Netns> made = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      made.add(lab.namespaces.create("container" + i));
    }
    long start = lab.clock.now();
    List<ServingProcess> running = new ArrayList<>();
    for (Netns netns : made) {
      running.add(lab.serve(netns.name(), List.of(tcp("::", 80, "http", "/", "page"))));
    }
    long took = lab.clock.now() - start;
    assertTrue(took < TimeUnit.SECONDS.toNanos(2), took + " ns");
    assertEquals(threads, threads());
    lab.runIn("container499", "ip", "link", "set", "lo", "up");
    assertEquals("page", lab.runIn("container499", "curl", "-s", "http://127.0.0.1/"));
    running.forEach(ServingProcess::close);
    for (Netns netns : made) {
      lab.namespaces.delete(netns.name());
    }
    assertTrue(descriptors() <= descriptors, descriptors() + " open, " + descriptors + " before");
    lab.services.close();
    assertTrue(threads().stream().noneMatch(name -> name.startsWith("lab services")));
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("lab ") || name.startsWith("netns"))
        .sorted()
        .toList();
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Test
  void aClosedServiceLetsItsNamespaceGo() throws Exception {
    lab.add("container");
    lab.cable("host", "172.17.0.1/16", "container", "172.17.0.2/16");
    ServingProcess web = lab.serve("container", List.of(tcp("::", 7, "echo")));
    Process nc = lab.start("host", "nc", "-d", "172.17.0.2", "7");
    assertTrue(lab.until(() -> connections() > 0));
    web.close();
    assertEquals("", read(nc));
    lab.namespaces.delete("container");
    assertTrue(lab.until(() -> !hasCable()), "the kernel takes the namespace and its cable down");
  }

  @Test
  void aClosedListenerGivesItsPortBackThoughAForkedProcessStillHoldsACopyOfIt() throws Exception {
    SocketAddress address = new SocketAddress(IpAddress.parse("127.0.0.1").orElseThrow(), 8007);
    int listening = Sockets.listen(lab.namespaces.get("host"), address, false, 9);
    int copy = Function.getFunction("c", "dup").invokeInt(new Object[] {listening});
    try {
      Sockets.closeListening(listening);
      Sockets.close(Sockets.listen(lab.namespaces.get("host"), address, false, 9));
    } finally {
      Sockets.close(copy);
    }
  }

  private boolean hasCable() {
    try {
      return lab.run("ip", "link", "show").contains("eth0");
    } catch (KernelException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
