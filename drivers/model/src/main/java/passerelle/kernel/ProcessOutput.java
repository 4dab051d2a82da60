package passerelle.kernel;

import java.util.function.Consumer;

/** Takes what a process prints, as it prints it. A terminal has one stream only: {@link #out}. */
public interface ProcessOutput {

  /** From standard output, or from the terminal. */
  void out(String text);

  /** From standard error. */
  void err(String text);

  /** Nobody reads it. */
  static ProcessOutput none() {
    return both(text -> {});
  }

  /** Both streams in one, in the order in which they come. */
  static ProcessOutput both(Consumer<String> taker) {
    return new ProcessOutput() {
      @Override
      public void out(String text) {
        taker.accept(text);
      }

      @Override
      public void err(String text) {
        taker.accept(text);
      }
    };
  }
}
