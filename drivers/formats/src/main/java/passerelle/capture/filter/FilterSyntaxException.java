package passerelle.capture.filter;

/** An expression that does not compile; the message is libpcap's. */
public final class FilterSyntaxException extends Exception {
  FilterSyntaxException(String message) {
    super(message);
  }

  /** What yacc says of a token that fits nowhere. */
  static FilterSyntaxException syntaxError() {
    return new FilterSyntaxException("can't parse filter expression: syntax error");
  }

  /** A part of the language that real libpcap has. */
  static FilterSyntaxException notModelled(String word) {
    return new FilterSyntaxException("Passerelle does not model '" + word + "' in a filter");
  }
}
