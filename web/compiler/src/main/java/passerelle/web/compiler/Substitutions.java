package passerelle.web.compiler;

import java.util.Set;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** Whole classes of the JDK that TeaVM lacks. */
public final class Substitutions extends SimpleSubstitutionPolicy {
  private static final Set<String> CLASSES =
      Set.of(
          "java.security.MessageDigest",
          "java.util.HexFormat",
          "java.util.concurrent.ConcurrentLinkedQueue",
          "java.util.concurrent.Semaphore",
          "java.util.concurrent.locks.Condition",
          "java.util.concurrent.locks.ReentrantLock",
          "java.util.stream.impl.DistinctStreamImpl");

  @Override
  public void contribute(SubstitutionSink sink) {
    sink.selectClasses(CLASSES::contains)
        .packagePrefix("passerelle.web.jdk.")
        .simpleNamePrefix("T");
  }
}
