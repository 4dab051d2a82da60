package passerelle.web.jdk.java.util.stream.impl;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.teavm.classlib.java.util.stream.impl.TSimpleStreamImpl;
import org.teavm.classlib.java.util.stream.impl.TWrappingStreamImpl;

/**
 * A stream without what came before. TeaVM's forgets that wherever its source pauses, so that of
 * two streams in one, for instance, it lets the second's elements pass again.
 */
public final class TDistinctStreamImpl<T> extends TWrappingStreamImpl<T, T> {
  private final Set<T> seen = new HashSet<>();

  public TDistinctStreamImpl(TSimpleStreamImpl<T> source) {
    super(source);
  }

  @Override
  protected Predicate<T> wrap(Predicate<? super T> consumer) {
    return element -> !seen.add(element) || consumer.test(element);
  }
}
