package passerelle.benchmark;

import java.util.List;
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
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.why.Answer;
import passerelle.cli.why.Why;
import passerelle.cli.why.question.Question;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.scenarios.replay.LabException;

/** Time to find a cause and to try what mends it, with 100 containers, as at the prompt. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 6)
@Measurement(iterations = 5)
public class WhyBenchmark {
  private static final int CONTAINERS = 100;

  /** What was typed last, which breaks it. */
  @Param({
    "docker stop c7",
    "docker rm -f c7",
    "ip link set docker0 down",
    "sysctl -w net.ipv4.ip_forward=0",
    "iptables -I DOCKER-USER -s 192.0.2.20 -j DROP"
  })
  public String trouble;

  private SimLab lab;

  /** A lab in which something is wrong, and that has been followed while somebody thought. */
  @Setup(Level.Invocation)
  public void open() throws LabException {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("29.1").orElseThrow());
    lab = SimLab.open(new LabSettings(engine, "course", 1));
    for (int i = 0; i < CONTAINERS; i++) {
      run("docker run -d --name c" + i + " -p " + (8000 + i) + ":80 nginx");
    }
    run(trouble);
    lab.ahead(() -> true).run();
  }

  private void run(String line) {
    lab.run("host", line, bytes -> true);
    lab.settle();
  }

  /** Asks why. */
  @Benchmark
  public Answer why() throws LabException {
    return Why.of(lab, Question.of("laptop", List.of("192.0.2.10:8007")).orElseThrow());
  }

  /** Ends the lab. */
  @TearDown(Level.Invocation)
  public void close() {
    lab.close();
  }
}
