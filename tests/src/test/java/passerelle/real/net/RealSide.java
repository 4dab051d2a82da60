package passerelle.real.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import passerelle.effort.Patience;
import passerelle.kernel.KernelException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServiceSpec;
import passerelle.real.clock.RealClock;
import passerelle.real.space.ServiceHost;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/** Namespaces of the real kernel; {@code host} is there, its loopback device up. */
final class RealSide implements Side {
  /** The port of a datagram that ends a capture. */
  private static final String MARK = "4";

  final RealClock clock = new RealClock();
  final Namespaces namespaces = new Namespaces();
  final RealServices services;
  final List<String> printed = new ArrayList<>();

  RealSide() throws KernelException, IOException {
    services = new RealServices(namespaces, clock);
    add("host");
  }

  Netns add(String name) throws KernelException, IOException {
    Netns netns = namespaces.create(name);
    runIn(name, "ip", "link", "set", "lo", "up");
    return netns;
  }

  /** A cable between two namespaces, with an address at each end. */
  void cable(String one, String address, String other, String otherAddress)
      throws KernelException, IOException {
    String there = namespaces.get(other).path().toString();
    runIn(one, "ip", "link", "add", "eth0", "type", "veth", "peer", "eth0", "netns", there);
    for (String name : List.of(one, other)) {
      runIn(name, "ip", "addr", "add", name.equals(one) ? address : otherAddress, "dev", "eth0");
      runIn(name, "ip", "link", "set", "eth0", "up");
    }
  }

  @Override
  public void serve(List<ServiceSpec> specs) throws KernelException {
    serve("host", specs);
  }

  ServingProcess serve(String netns, List<ServiceSpec> specs) throws KernelException {
    return services.startServices(
        namespaces.get(netns),
        specs,
        new ServiceHost.Home(
            netns,
            path -> Optional.empty(),
            path -> Optional.empty(),
            ProcessOutput.both(printed::add)),
        () -> {});
  }

  Process start(String netns, String... argv) throws KernelException, IOException {
    List<String> command = new ArrayList<>();
    command.add("nsenter");
    command.add("--net=" + namespaces.get(netns).path());
    command.addAll(List.of(argv));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  String runIn(String netns, String... argv) throws KernelException, IOException {
    return runIn(netns, new byte[0], argv);
  }

  String runIn(String netns, byte[] input, String... argv) throws KernelException, IOException {
    Process process = start(netns, argv);
    process.getOutputStream().write(input);
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public String run(String... argv) throws KernelException, IOException {
    return runIn("host", argv);
  }

  @Override
  public List<List<String>> segments(String... argv) throws KernelException, IOException {
    Process tcpdump =
        start("host", "tcpdump", "--immediate-mode", "-Ulni", "lo", "tcp or udp port " + MARK);
    String head = readUntil(tcpdump.getInputStream(), "snapshot length");
    run(argv);
    clock.advance(300_000_000L);
    // What comes last tells that tcpdump has seen all.
    runIn("host", "bash", "-c", "echo mark >/dev/udp/127.0.0.1/" + MARK);
    String seen = readUntil(tcpdump.getInputStream(), " > 127.0.0.1." + MARK + ": UDP");
    tcpdump.destroy();
    return Side.parts(head + seen.substring(0, seen.lastIndexOf('\n') + 1));
  }

  private static String readUntil(InputStream in, String word) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (int c = in.read(); c >= 0 && seen.indexOf(word) < 0; c = in.read()) {
      seen.append((char) c);
    }
    return seen.toString();
  }

  /** Waits until something holds. */
  boolean until(BooleanSupplier condition) {
    long end = clock.now() + Patience.LIMIT.toNanos();
    while (!condition.getAsBoolean() && clock.now() < end) {
      clock.advance(1_000_000);
    }
    return condition.getAsBoolean();
  }

  @Override
  public void close() {
    services.close();
    clock.close();
    namespaces.close();
  }
}
