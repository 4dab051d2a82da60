package passerelle.netfilter;

/**
 * {@code TRACE}: the packet's way through the rules is told to {@code xtables-monitor}
 * (extensions/libxt_TRACE.c). Passerelle's own {@code trace} tells it of every packet.
 */
public record TraceTarget() implements Target {
  static final Extension<Target> EXTENSION = Extension.of("TRACE", values -> new TraceTarget());

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.trace(this);
  }

  @Override
  public String label() {
    return "TRACE";
  }

  @Override
  public String text() {
    return "-j TRACE";
  }
}
