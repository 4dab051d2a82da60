package passerelle.engine.process;

import java.math.BigDecimal;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.StartFailure;
import passerelle.engine.Wording;
import passerelle.text.Digits;

/**
 * What a container's control group refuses when it starts: runc writes the limits into its files
 * (opencontainers/runc libcontainer/cgroups/fs/cpu.go).
 */
final class CgroupLimits {
  /** The kernel's least quota of a period, in microseconds (min_cfs_quota_period). */
  private static final long LEAST_QUOTA = 1_000;

  /** The period that the daemon takes for {@code --cpus}, in microseconds. */
  private static final long PERIOD = 100_000;

  private static final long LEAST_SHARES = 2;

  private CgroupLimits() {}

  /**
   * Refuses limits that the kernel does not take.
   *
   * @param id the container's
   */
  static void check(ContainerSpec spec, String id, Wording wording) throws EngineException {
    String shares = spec.shown("cpu-shares");
    long count = Digits.orZero(shares);
    if (count < 0) {
      throw EngineException.bad(wording.says(Phrase.WRONG_SHARES, shares));
    }
    if (count > 0 && count < LEAST_SHARES) {
      throw StartFailure.cgroup("the minimum allowed cpu-shares is " + LEAST_SHARES);
    }
    String cpus = spec.shown("cpus");
    BigDecimal wanted = cpus.isEmpty() ? BigDecimal.ZERO : new BigDecimal(cpus);
    long quota = wanted.multiply(BigDecimal.valueOf(PERIOD)).longValue();
    if (wanted.signum() > 0 && quota < LEAST_QUOTA) {
      String file = "/sys/fs/cgroup/cpu/docker/" + id + "/cpu.cfs_quota_us";
      throw StartFailure.cgroup(
          "failed to write \"" + quota + "\": write " + file + ": invalid argument");
    }
  }
}
