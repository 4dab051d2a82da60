package passerelle.sim;

import java.util.function.Consumer;
import passerelle.sim.process.Sink;

/** Output that is no terminal: a container's log. */
record PlainSink(Consumer<byte[]> taker) implements Sink {
  @Override
  public boolean write(byte[] bytes) {
    taker.accept(bytes);
    return true;
  }
}
