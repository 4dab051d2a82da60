package passerelle.benchmark;

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
import org.openjdk.jmh.infra.Blackhole;
import passerelle.kernel.KernelException;

/** Packets a second on one core, from the laptop through DNAT to a container. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PacketBenchmark {
  /** How many published containers the host has. */
  @Param({"10", "1000", "10000"})
  public int containers;

  /** Whether every step is reported to a listener. */
  @Param({"false", "true"})
  public boolean traced;

  private PublishedPort flow;

  /** Boots the lab. */
  @Setup(Level.Trial)
  public void setUp(Blackhole blackhole) {
    flow = new PublishedPort(containers);
    if (traced) {
      flow.lab().kernel().machine().tracer().listen(blackhole::consume);
    }
  }

  /** One datagram of 18 octets. */
  @Benchmark
  public void datagram() throws KernelException {
    flow.sendOne();
  }

  /** Ends the lab. */
  @TearDown(Level.Trial)
  public void tearDown() {
    flow.close();
  }
}
