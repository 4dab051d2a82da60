package passerelle.sim.userland.jq;

/** An error that a filter raises, and that {@code try} catches. */
final class JqError extends RuntimeException {
  private final transient Json value;

  JqError(String message) {
    this(Json.of(message));
  }

  JqError(Json value) {
    super(
        value instanceof Json.Str text ? text.value() : JqPrinter.compact(value),
        null,
        false,
        false);
    this.value = value;
  }

  Json value() {
    return value;
  }
}
