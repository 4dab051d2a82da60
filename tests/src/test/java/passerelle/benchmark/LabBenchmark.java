package passerelle.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import passerelle.cli.lab.SimLab;
import passerelle.scenarios.replay.LabException;

/** Time to build a lab and to run containers with a published port each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 8)
@Measurement(iterations = 3)
public class LabBenchmark {
  /** How many containers are run; 0 builds the lab alone. */
  @Param({"0", "1000", "10000"})
  public int containers;

  /** Builds a lab, runs the containers, ends it. */
  @Benchmark
  public int labWithContainers() throws LabException {
    try (SimLab lab = PublishedPort.open()) {
      PublishedPort.runContainers(lab, containers);
      return lab.engine().containers().size();
    }
  }
}
