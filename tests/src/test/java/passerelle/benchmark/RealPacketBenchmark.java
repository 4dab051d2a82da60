package passerelle.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import passerelle.cli.real.RealLab;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Netns;
import passerelle.scenarios.replay.LabException;

/**
 * What {@link PacketBenchmark} measures, by the real kernel: one thread sends a datagram on the
 * laptop and takes it from the container's socket. The container's device counts them, too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RealPacketBenchmark {
  /** How many published containers the host has. */
  @Param("10")
  public int containers;

  private static final int FIRST_PORT = 10_000;
  private static final int PORT = 5000;
  private static final int GLANCES = 10_000_000;

  /** What the smallest Ethernet frame holds. */
  private final ByteBuffer payload = ByteBuffer.allocateDirect(18);

  private final ByteBuffer taken = ByteBuffer.allocateDirect(64);
  private RealLab lab;
  private Netns inside;
  private DatagramChannel client;
  private DatagramChannel server;
  private long before;
  private long sent;

  /** Boots the lab; outside an enclosure it fails. */
  @Setup(Level.Trial)
  public void setUp() throws LabException, KernelException, IOException {
    lab = RealLabs.open();
    for (int i = 0; i < containers; i++) {
      String publish = FIRST_PORT + i + ":" + PORT + "/udp";
      RealLabs.docker(lab, "run", "-d", "--name", "c" + i, "-p", publish, "nginx");
    }
    lab.kernel().settle();
    var last = lab.engine().containersByName().get("c" + (containers - 1));
    inside = lab.kernel().namespaces().get(last.sandbox().orElseThrow().netns());
    server = open(inside);
    server.bind(new InetSocketAddress(PORT));
    client = open(lab.kernel().namespaces().get("laptop"));
    client.connect(new InetSocketAddress("192.0.2.10", FIRST_PORT + containers - 1));
    client.write(payload.rewind());
    server.connect(server.receive(taken));
    server.configureBlocking(false);
    before = received();
  }

  private static DatagramChannel open(Netns netns) throws KernelException, IOException {
    return netns.call(() -> DatagramChannel.open(StandardProtocolFamily.INET));
  }

  /** One datagram of 18 octets. */
  @Benchmark
  public void datagram() throws IOException {
    client.write(payload.rewind());
    sent++;
    taken.clear();
    for (int i = 0; server.read(taken) == 0; i++) {
      if (i == GLANCES) {
        throw new IllegalStateException("the datagram was lost");
      }
    }
  }

  /** Packets that the container's device has received (proc_pid_net(5), dev). */
  private long received() throws KernelException, IOException {
    Path counters = Path.of("/proc/thread-self/net/dev");
    String device = inside.call(() -> Files.readString(counters)).split("eth0:")[1];
    return Long.parseLong(device.strip().split(" +")[1]);
  }

  /** Compares with what the device has counted, and ends the lab. */
  @TearDown(Level.Trial)
  public void tearDown() throws KernelException, IOException {
    long counted = received() - before;
    client.close();
    server.close();
    lab.close();
    if (counted < sent) {
      throw new IllegalStateException("the device counted " + counted + " packets of " + sent);
    }
  }
}
